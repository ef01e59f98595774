"""Finding somebody at the desk by a few letters or a number, and seeing who is missing now."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from matchmaker.events.agendas import Item, Party, Placed, Whole
from matchmaker.events.models import Event, Registration, RegistrationState, Slot
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
    """Somebody whose meeting has begun without them, and whom they keep waiting."""

    person: Registration
    waiting: Item


def find(event: Event, words: str) -> list[Registration]:
    """By number, or by the beginnings of words of the name and the organisation, accents or not.

    Those whose names begin so come first. Everybody can be found, the cancelled and the waiting too: they
    may stand before the desk.
    """
    asked = folded(words).split()
    if words.strip().isdigit():
        number = int(words.strip()[:9])
        return [one for one in everyone(event) if one.number == number]
    if sum(map(len, asked)) < LEAST_LETTERS:
        return []
    ranked = []
    for one in everyone(event):
        names = folded(f"{one.last_name} {one.first_name} {one.organisation_name}").split()
        if all(any(name.startswith(word) for name in names) for word in asked):
            whole = folded(one.last_name).startswith(asked[0]) or folded(one.organisation_name).startswith(
                asked[0]
            )
            ranked.append((not whole, folded(one.last_name or one.organisation_name), one.number, one))
    return [one for *_rank, one in sorted(ranked, key=lambda row: row[:3])[:SHOWN]]


def everyone(event: Event) -> list[Registration]:
    query = sa.select(Registration).where(
        Registration.event_id == event.id, Registration.state != RegistrationState.PENDING
    )
    return list(db.session.execute(query.order_by(Registration.number)).scalars())


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


def missing(whole: Whole, people: dict[int, Registration], now: datetime) -> list[Missing]:
    """For the slot that is on, once the event's minutes of grace have passed."""
    slot = current_slot(list(whole.slots.values()), now)
    if slot is None or now < slot.starts_at + timedelta(minutes=whole.event.no_show_minutes):
        return []
    found = []
    for placed in whole.at(slot.id):
        for number in (placed.buyer_id, placed.supplier_id):
            person = people.get(number)
            if person and person.arrived_at is None and person.absent_since is None:
                found.append(Missing(person, whole.item(placed, whole.parties[number])))
    return found


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
