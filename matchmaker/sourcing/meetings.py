"""Meetings with firms about a need, kept as facts: by hand, or told by the Rencontres."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from matchmaker.accounts.actor import Actor
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.needs.models import Need
from matchmaker.organisations import queries as organisations
from matchmaker.sourcing.models_dossier import Meeting, MeetingOutcome, MeetingSource


def record_meeting(
    need: Need,
    supplier_id: int,
    actor: Actor,
    *,
    held_on: date,
    outcome: MeetingOutcome,
    now: datetime,
    note: str = "",
    source: MeetingSource = MeetingSource.BY_HAND,
    source_key: str | None = None,
) -> Meeting:
    """Keep that a firm was met, or was not. Whoever calls has checked that the actor may.

    `source_key` names the meeting at its source: told again it changes the one that is kept, and the same
    told twice changes nothing. Raises NotFound when there is no such supplier.
    """
    if not organisations.organisation(supplier_id).is_supplier:
        raise NotFound
    told = {"supplier_id": supplier_id, "held_on": held_on, "outcome": outcome, "note": note}
    one = Meeting(
        need_id=need.id, source=source, source_key=source_key, author_id=actor.user_id, at=now, **told
    )
    try:
        with db.session.begin_nested():
            db.session.add(one)
    except IntegrityError:
        one = _known(need, source, source_key)
        if all(getattr(one, name) == value for name, value in told.items()):
            return one
        for name, value in {**told, "author_id": actor.user_id, "at": now}.items():
            setattr(one, name, value)
        db.session.flush()
    record(
        actor,
        Action.MEETING_RECORDED,
        "need",
        need.id,
        now=now,
        meeting=one.id,
        supplier=supplier_id,
        held_on=held_on.isoformat(),
        outcome=outcome.value,
        source=source.value,
    )
    return one


def _known(need: Need, source: MeetingSource, source_key: str | None) -> Meeting:
    query = sa.select(Meeting).where(
        Meeting.need_id == need.id, Meeting.source == source, Meeting.source_key == source_key
    )
    return db.session.execute(query).scalar_one()


def meetings(need: Need) -> Sequence[Meeting]:
    """By day, the firms in the same query."""
    query = sa.select(Meeting).options(joinedload(Meeting.supplier)).where(Meeting.need_id == need.id)
    return db.session.execute(query.order_by(Meeting.held_on, Meeting.id)).scalars().all()
