"""Finding somebody at the desk by a few letters or a number, and seeing who is missing now."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from matchmaker.events.agendas import Party, Placed, Whole
from matchmaker.events.models import Event, Meeting, MeetingPlan, Registration, RegistrationState, Slot
from matchmaker.extensions import db

SHOWN = 20
LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Counts:
    expected: int
    arrived: int
    absent: int
    over: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody whose meeting has begun without them, at which table, and whom they keep waiting."""

    person: Registration
    table: int
    waiting: str


def find(event: Event, words: str) -> list[Registration]:
    """By number, or by the beginnings of words of the name and the organisation, accents or not.

    Those whose names begin so come first. Everybody can be found, the cancelled and the waiting too: they
    may stand before the desk.
    """
    if words.strip().isdigit():
        return _in_order(event, [int(words.strip()[:9])])
    asked = folded(words).split()
    if sum(map(len, asked)) < LEAST_LETTERS:
        return []
    ranked = []
    for number, last, first, organisation in _names(event):
        names = folded(f"{last} {first} {organisation}").split()
        if all(any(name.startswith(word) for name in names) for word in asked):
            last, organisation = folded(last), folded(organisation)
            whole = last.startswith(asked[0]) or organisation.startswith(asked[0])
            ranked.append((not whole, last or organisation, number))
    return _in_order(event, [number for *_rank, number in sorted(ranked)[:SHOWN]])


def _names(event: Event) -> Iterable[Any]:
    """Names alone, since a thousand people are looked through at each press."""
    one = Registration
    query = sa.select(one.number, one.last_name, one.first_name, one.organisation_name)
    query = query.where(one.event_id == event.id, one.state != RegistrationState.PENDING)
    return db.session.execute(query).all()


def _in_order(event: Event, numbers: list[int]) -> list[Registration]:
    query = sa.select(Registration).where(
        Registration.event_id == event.id,
        Registration.number.in_(numbers),
        Registration.state != RegistrationState.PENDING,
    )
    found = {one.number: one for one in db.session.execute(query).scalars()}
    return [found[number] for number in numbers if number in found]


def folded(text: str) -> str:
    """Without case and accents; œ as oe, hyphens and apostrophes as blanks."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))


def counts(event: Event) -> Counts:
    confirmed = Registration.state == RegistrationState.CONFIRMED
    query = sa.select(
        sa.func.count(),
        sa.func.count(Registration.arrived_at),
        sa.func.count(Registration.absent_since),
        sa.func.coalesce(sa.func.sum(sa.case((Registration.over_capacity, 1), else_=0)), 0),
    ).where(Registration.event_id == event.id, confirmed)
    return Counts(*db.session.execute(query).one())


def current_slot(slots: list[Slot], now: datetime) -> Slot | None:
    """The slot that is on, change time after it included until the next begins."""
    begun = [slot for slot in slots if slot.starts_at <= now]
    if not begun:
        return None
    last = begun[-1]
    after = next((slot for slot in slots if slot.starts_at > now), None)
    soon = after is not None and after.half_day_id == last.half_day_id
    return last if now < last.ends_at or soon else None


def next_slot(slots: list[Slot], now: datetime) -> Slot | None:
    return next((slot for slot in slots if slot.starts_at > now), None)


def missing(event: Event, slots: list[Slot], now: datetime) -> list[Missing]:
    """For the slot that is on, once the event's minutes of grace have passed: by table."""
    slot = current_slot(slots, now)
    if slot is None or now < slot.starts_at + timedelta(minutes=event.no_show_minutes):
        return []
    buyer, supplier = orm.aliased(Registration), orm.aliased(Registration)
    query = (
        sa.select(Meeting.table_number, buyer, supplier)
        .join(MeetingPlan, MeetingPlan.id == Meeting.plan_id)
        .join(buyer, buyer.id == Meeting.buyer_id)
        .join(supplier, supplier.id == Meeting.supplier_id)
        .where(MeetingPlan.in_force_for == event.id, Meeting.slot_id == slot.id)
        .where(sa.or_(_not_here(buyer), _not_here(supplier)))
        .order_by(Meeting.table_number)
    )
    return [
        Missing(person, table, other.organisation_name)
        for table, one, two in db.session.execute(query)
        for person, other in ((one, two), (two, one))
        if person.arrived_at is None and person.absent_since is None
    ]


def _not_here(person: type[Registration]) -> sa.ColumnElement[bool]:
    return sa.and_(person.arrived_at.is_(None), person.absent_since.is_(None))


def awaited(whole: Whole, slot: Slot) -> list[tuple[Placed, Party | None, Party | None]]:
    """Who is awaited where, by table: buyer and firm."""
    return [
        (one, whole.parties.get(one.buyer_id), whole.parties.get(one.supplier_id))
        for one in whole.at(slot.id)
    ]


def changed_since(whole: Whole, since: datetime) -> list[Placed]:
    """Meetings told anew or given up lately."""
    return sorted(
        (
            one
            for one in whole.placed
            if one.told_at is not None and one.told_at >= since and (one.sequence > 0 or one.cancelled)
        ),
        key=lambda one: (whole.slots[one.slot_id].starts_at, one.table),
    )
