"""A companion takes over what the colleague who cancels had: meetings to come, pairs, promises, agenda."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa

from matchmaker.events import plans
from matchmaker.events.models import Lock, Meeting, Pair, Registration, Side
from matchmaker.events.services import publishing
from matchmaker.extensions import db

Row = TypeVar("Row", Meeting, Pair, Lock)


def hand_over(one: Registration, *, now: datetime) -> None:
    """To the first of the companions; the others accompany that one from now on.

    A partner sees the same table at the same hour, and another name: in calendars the old meeting is given
    up and a new one stands in its place, since a meeting is known by its pair.
    """
    query = (
        sa.select(Registration).where(Registration.companion_of_id == one.id).order_by(Registration.number)
    )
    companions = list(db.session.execute(query).scalars())
    if not companions:
        return
    heir = companions[0]
    for companion in companions:
        companion.companion_of_id = None if companion is heir else heir.id
    _move(_of(one, Lock), one, heir)
    _move(_of(one, Pair), one, heir)
    plan, held = plans.in_force(one.event), []
    if plan is not None:
        begun = {slot.id for slot in plans.slots_of(one.event) if slot.starts_at <= now}
        held = [each for each in _of(one, Meeting) if each.plan_id == plan.id and each.slot_id not in begun]
        _move(held, one, heir)
    db.session.flush()
    if held and plan is not None and (plan.preliminary_at or plan.final_at):
        publishing.renew(one.event, plan, now=now)


def _of(one: Registration, kind: type[Row]) -> list[Row]:
    mine = kind.buyer_id if one.side is Side.BUYER else kind.supplier_id
    return list(db.session.execute(sa.select(kind).where(mine == one.id)).scalars())


def _move(rows: list[Row], one: Registration, heir: Registration) -> None:
    """What the heir has with the same partner already stays as it is."""
    if not rows:
        return
    buyer = one.side is Side.BUYER
    mine, theirs = ("buyer_id", "supplier_id") if buyer else ("supplier_id", "buyer_id")
    known = {getattr(row, theirs) for row in _of(heir, type(rows[0])) if not isinstance(row, Meeting)}
    for row in rows:
        if getattr(row, theirs) not in known:
            setattr(row, mine, heir.id)
