"""What each participant has before them: meetings, workshops, breaks, and the holes between.

Values that pages, calendars and papers draw from. `gather` reads a whole event in a fixed number of
queries, whatever the number of people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from matchmaker.events import frame, queries
from matchmaker.events.models import (
    AgendaEntry,
    Enrolment,
    Event,
    Meeting,
    MeetingPlan,
    Pair,
    Registration,
    RegistrationState,
    Side,
    Slot,
    Subject,
    Workshop,
)
from matchmaker.extensions import db
from matchmaker.needs.models import Need
from matchmaker.offers.models import Offer

MEETING, WORKSHOP, BREAK, HOLE = "meeting", "workshop", "break", "hole"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody as the others see them. `about`: titles of the needs or offers that they bring."""

    id: int
    number: int
    side: Side
    organisation: str
    person: str
    job: str = ""
    about: tuple[str, ...] = ()
    arrives: time | None = None
    leaves: time | None = None
    leader_id: int | None = None

    @property
    def agenda_of(self) -> int:
        """Companions share their colleague's agenda."""
        return self.leader_id or self.id


@dataclass(frozen=True, slots=True)
class Placed:
    """A meeting, whether of a plan or as it was told. `cancelled` ones are kept for calendars alone."""

    buyer_id: int
    supplier_id: int
    slot_id: int
    table: int
    sequence: int = 0
    told_at: datetime | None = None
    cancelled: bool = False

    def other(self, one: int) -> int:
        return self.supplier_id if one == self.buyer_id else self.buyer_id


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of somebody's day, of wall-clock hours. `other` and `table` are those of a meeting.

    `sequence`: how often a workshop was changed, for calendars; a meeting's is that of its place.
    """

    kind: str
    day: date
    starts: time
    ends: time
    label: str = ""
    room: str = ""
    directions: str = ""
    table: int | None = None
    other: Party | None = None
    about: str = ""
    placed: Placed | None = None
    workshop_id: int | None = None
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Agenda:
    person: Party
    items: tuple[Item, ...]

    @property
    def meetings(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.kind == MEETING)

    def days(self) -> list[tuple[date, list[Item]]]:
        by_day: dict[date, list[Item]] = defaultdict(list)
        for item in self.items:
            by_day[item.day].append(item)
        return sorted(by_day.items())


@dataclass(frozen=True, slots=True)
class Tables:
    """Which room a table stands in."""

    rooms: tuple[tuple[int, int, str, str], ...]  # first table, last table, name, directions

    def room_of(self, table: int) -> tuple[str, str]:
        return next(
            ((name, way) for first, last, name, way in self.rooms if first <= table <= last), ("", "")
        )


@dataclass(frozen=True, slots=True)
class Whole:
    """All that agendas of one event are made of."""

    event: Event
    parties: dict[int, Party]
    slots: dict[int, Slot]
    placed: tuple[Placed, ...]
    tables: Tables
    topics: dict[tuple[int, int], str] = field(default_factory=dict)
    workshops: dict[int, tuple[Workshop, ...]] = field(default_factory=dict)
    by_person: dict[int, list[Placed]] = field(default_factory=dict)

    def agenda(self, person: Party) -> Agenda:
        mine = [self.item(one, person) for one in self._of(person) if not one.cancelled]
        workshops = [_workshop(one) for one in self._enrolled(person)]
        breaks = [Item(BREAK, one.day, one.starts, one.ends, label=one.label) for one in self.event.breaks]
        items = [*mine, *workshops, *breaks, *self._holes(person, [*mine, *workshops])]
        return Agenda(person, tuple(sorted(items, key=lambda item: (item.day, item.starts, item.ends))))

    def agendas(self) -> list[Agenda]:
        return [self.agenda(one) for one in self.parties.values()]

    def cancelled(self, person: Party) -> list[Item]:
        return [self.item(one, person) for one in self._of(person) if one.cancelled]

    def item(self, one: Placed, person: Party) -> Item:
        slot, (room, way) = self.slots[one.slot_id], self.tables.room_of(one.table)
        other = self.parties.get(one.other(person.agenda_of)) or UNKNOWN
        about = self.topics.get((one.buyer_id, one.supplier_id), "")
        return Item(
            MEETING,
            slot.day,
            slot.starts,
            slot.ends,
            label=other.organisation,
            room=room,
            directions=way,
            table=one.table,
            other=other,
            about=about or "; ".join(other.about[:2]),
            placed=one,
        )

    def at(self, slot_id: int) -> list[Placed]:
        """The meetings of a slot, by table."""
        found = (one for one in self.placed if one.slot_id == slot_id and not one.cancelled)
        return sorted(found, key=lambda one: one.table)

    def _of(self, person: Party) -> list[Placed]:
        return self.by_person.get(person.agenda_of, [])

    def _enrolled(self, person: Party) -> tuple[Workshop, ...]:
        return self.workshops.get(person.id, ())

    def _holes(self, person: Party, taken: Iterable[Item]) -> list[Item]:
        """Slots of the person's presence in which nothing is planned; adjacent ones are one."""
        busy, found, last = list(taken), [], None
        for slot in self.slots.values():
            free = present(person, slot) and not any(
                item.day == slot.day and frame.overlap((item.starts, item.ends), (slot.starts, slot.ends))
                for item in busy
            )
            if free and last is not None and last.half_day_id == slot.half_day_id:
                found[-1] = Item(HOLE, slot.day, found[-1].starts, slot.ends)
            elif free:
                found.append(Item(HOLE, slot.day, slot.starts, slot.ends))
            last = slot if free else None
        return found


UNKNOWN = Party(0, 0, Side.SUPPLIER, "–", "")


def present(person: Party, slot: Slot) -> bool:
    return (person.arrives is None or person.arrives <= slot.starts) and (
        person.leaves is None or slot.ends <= person.leaves
    )


def _workshop(one: Workshop) -> Item:
    room = one.room.name if one.room else ""
    way = one.room.directions if one.room else ""
    return Item(
        WORKSHOP,
        one.day,
        one.starts,
        one.ends,
        label=one.title,
        room=room,
        directions=way,
        workshop_id=one.id,
        sequence=one.version - 1,
    )


def gather(event: Event, *, told: bool) -> Whole:
    """`told`: as participants were last told; else the plan in force, which the organiser works with."""
    placed = tuple(told_of(event) if told else in_force(event))
    by_person: dict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        by_person[one.buyer_id].append(one)
        by_person[one.supplier_id].append(one)
    return Whole(
        event=event,
        parties=parties(event),
        slots={slot.id: slot for slot in queries.slots(event)},
        placed=placed,
        by_person=by_person,
        tables=tables(event),
        topics=topics(event),
        workshops=enrolled(event),
    )


def parties(event: Event) -> dict[int, Party]:
    """Everybody who holds a place or is named by a meeting, in the order of their numbers."""
    query = sa.select(Registration).where(
        Registration.event_id == event.id,
        Registration.state.in_((RegistrationState.CONFIRMED, RegistrationState.CANCELLED)),
    )
    rows = db.session.execute(query.order_by(Registration.number)).scalars().all()
    about = subjects(event)
    return {one.id: party(one, about.get(one.id, ())) for one in rows}


def party(one: Registration, about: Sequence[str] = ()) -> Party:
    return Party(
        id=one.id,
        number=one.number,
        side=one.side,
        organisation=one.organisation_name,
        person=one.person,
        job=one.job,
        about=tuple(about),
        arrives=one.arrives,
        leaves=one.leaves,
        leader_id=one.companion_of_id,
    )


def subjects(event: Event) -> dict[int, list[str]]:
    """Titles of what each brings."""
    title = sa.func.coalesce(Need.title, Offer.title)
    query = (
        sa.select(Subject.registration_id, title)
        .join(Registration, Registration.id == Subject.registration_id)
        .outerjoin(Need, Need.id == Subject.need_id)
        .outerjoin(Offer, Offer.id == Subject.offer_id)
        .where(Registration.event_id == event.id)
        .order_by(Subject.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for number, words in db.session.execute(query):
        found[number].append(words)
    return found


def told_of(event: Event) -> list[Placed]:
    query = sa.select(AgendaEntry).where(AgendaEntry.event_id == event.id).order_by(AgendaEntry.id)
    return [
        Placed(
            one.buyer_id,
            one.supplier_id,
            one.slot_id,
            one.table_number,
            one.sequence,
            one.told_at,
            one.cancelled_at is not None,
        )
        for one in db.session.execute(query).scalars()
    ]


def in_force(event: Event) -> list[Placed]:
    query = (
        sa.select(Meeting.buyer_id, Meeting.supplier_id, Meeting.slot_id, Meeting.table_number)
        .join(MeetingPlan, MeetingPlan.id == Meeting.plan_id)
        .where(MeetingPlan.in_force_for == event.id)
        .order_by(Meeting.id)
    )
    return [Placed(*row) for row in db.session.execute(query)]


def tables(event: Event) -> Tables:
    found, first = [], 1
    for room in event.rooms:
        if room.tables:
            found.append((first, first + room.tables - 1, room.name, room.directions))
        first += room.tables
    return Tables(tuple(found))


def topics(event: Event) -> dict[tuple[int, int], str]:
    """The need that each pair is about, where the matcher named one."""
    query = (
        sa.select(Pair.buyer_id, Pair.supplier_id, Need.title)
        .join(Need, Need.id == Pair.need_id)
        .where(Pair.event_id == event.id)
    )
    return {(buyer, supplier): title for buyer, supplier, title in db.session.execute(query)}


def enrolled(event: Event) -> dict[int, tuple[Workshop, ...]]:
    """Workshops in which each holds a seat; the waiting list is no appointment."""
    query = (
        sa.select(Enrolment.registration_id, Workshop)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .where(Workshop.event_id == event.id, Enrolment.seat.is_not(None))
        .options(joinedload(Workshop.room))
        .order_by(Workshop.day, Workshop.starts)
    )
    found: dict[int, list[Workshop]] = defaultdict(list)
    for number, workshop in db.session.execute(query):
        found[number].append(workshop)
    return {number: tuple(ones) for number, ones in found.items()}


def of(registration: Registration) -> tuple[Whole, Agenda]:
    """One person's agenda, as they were told of it."""
    whole = gather(registration.event, told=True)
    person = whole.parties.get(registration.id) or party(registration)
    return whole, whole.agenda(person)
