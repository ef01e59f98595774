"""Open a case, decide it once. What a decision does to its object is the business of the areas above."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import Actor
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.moderation.errors import AlreadyDecided, OwnCase
from matchmaker.moderation.models import Case, CaseKind, CaseState

DECIDED = {
    CaseState.ACCEPTED: Action.MODERATION_ACCEPTED,
    CaseState.CHANGES: Action.MODERATION_CHANGES_ASKED,
    CaseState.REFUSED: Action.MODERATION_REFUSED,
}


def open_case(
    kind: CaseKind,
    object_kind: str,
    object_id: int,
    *,
    actor: Actor,
    now: datetime,
    organisation_id: int | None = None,
    text: str = "",
    reference: str = "",
) -> Case:
    """The new case, or the one that is open for this thing already."""
    case = Case(
        kind=kind,
        object_kind=object_kind,
        object_id=object_id,
        organisation_id=organisation_id,
        raised_by_id=actor.user_id,
        text=text,
        reference=reference,
        opened_at=now,
        state=CaseState.OPEN,
    )
    try:
        with db.session.begin_nested():
            db.session.add(case)
    except IntegrityError:
        return opened(kind, object_kind, object_id)
    payload = {"kind": kind.value, "object": object_id}
    record(actor, Action.MODERATION_OPENED, "case", case.id, now=now, **payload)
    return case


def opened(kind: CaseKind, object_kind: str, object_id: int) -> Case:
    query = sa.select(Case).where(
        Case.kind == kind,
        Case.object_kind == object_kind,
        Case.object_id == object_id,
        Case.state == CaseState.OPEN,
    )
    return db.session.execute(query).scalar_one()


def decide(case_id: int, state: CaseState, *, words: str, actor: Actor, now: datetime) -> tuple[Case, bool]:
    """The case, and whether this call decided it: the same decision pressed twice is made once.

    The row is locked: of two moderators at once the second raises AlreadyDecided. Nobody
    decides what they asked for themselves: OwnCase. Raises NotFound.
    """
    query = sa.select(Case).where(Case.id == case_id).with_for_update()
    case = db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    if case is None:
        raise NotFound
    if case.kind is not CaseKind.ABUSE and case.raised_by_id == actor.user_id:
        raise OwnCase
    if case.state is not CaseState.OPEN:
        if (case.state, case.decided_by_id) != (state, actor.user_id):
            raise AlreadyDecided
        return case, False
    case.state, case.words = state, words
    case.decided_at, case.decided_by_id = now, actor.user_id
    db.session.flush()
    record(actor, DECIDED[state], "case", case.id, now=now, kind=case.kind.value, object=case.object_id)
    return case, True
