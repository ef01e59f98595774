"""The team's shortlist for a need, and the firms it excludes with a reason; both are journalled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

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
from matchmaker.sourcing import rules
from matchmaker.sourcing.errors import NotYet
from matchmaker.sourcing.models_contacts import Mark, MarkKind

ACTIONS = {
    MarkKind.SHORTLISTED: Action.SUPPLIER_SHORTLISTED,
    MarkKind.EXCLUDED: Action.SUPPLIER_EXCLUDED,
}


def mark(
    need: Need, supplier_id: int, actor: Actor, *, kind: MarkKind, reason: str = "", now: datetime
) -> Mark:
    """A second mark takes the place of the first; the same one changes nothing. Raises NotYet, NotFound."""
    if not rules.can_judge(actor, need):
        raise NotYet
    if not organisations.organisation(supplier_id).is_supplier:
        raise NotFound
    one = Mark(
        need_id=need.id, supplier_id=supplier_id, kind=kind, reason=reason, author_id=actor.user_id, at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(one)
    except IntegrityError:
        one = marks(need, [supplier_id])[supplier_id]
        if (one.kind, one.reason) == (kind, reason):
            return one
        one.kind, one.reason, one.author_id, one.at = kind, reason, actor.user_id, now
        db.session.flush()
    record(actor, ACTIONS[kind], "need", need.id, now=now, supplier=supplier_id, reason=reason)
    return one


def unmark(need: Need, supplier_id: int, actor: Actor, *, now: datetime) -> None:
    """Nothing happens when there is no mark any more. Raises NotYet."""
    if not rules.can_judge(actor, need):
        raise NotYet
    gone = db.session.execute(
        sa.delete(Mark).where(Mark.need_id == need.id, Mark.supplier_id == supplier_id).returning(Mark.id)
    ).scalar_one_or_none()
    if gone is not None:
        record(actor, Action.SUPPLIER_UNMARKED, "need", need.id, now=now, supplier=supplier_id)


def marks(need: Need, supplier_ids: Iterable[int] | None = None) -> dict[int, Mark]:
    """The marks of the need, or on these firms only, in the order in which they were made."""
    query = sa.select(Mark).options(joinedload(Mark.supplier)).where(Mark.need_id == need.id)
    if supplier_ids is not None:
        query = query.where(Mark.supplier_id.in_(list(supplier_ids)))
    return {one.supplier_id: one for one in db.session.execute(query.order_by(Mark.id)).scalars()}
