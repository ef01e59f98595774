"""Reads of plans: the one in force, its grid, who got what and who got nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from matchmaker.errors import NotFound
from matchmaker.events import agenda, queries, rules
from matchmaker.events.availability import free_slots
from matchmaker.events.models import (
    Event,
    Lock,
    Meeting,
    MeetingPlan,
    Pair,
    PlanState,
    Registration,
    Side,
    Slot,
)
from matchmaker.extensions import db

slots_of = queries.slots
Cell = tuple[Slot, Registration, Registration]


def begun(event: Event, now: datetime) -> int:
    """How many slots have begun: the position of the first that a plan may still change."""
    return sum(slot.starts_at <= now for slot in slots_of(event))


def in_force(event: Event, *, lock: bool = False) -> MeetingPlan | None:
    query = sa.select(MeetingPlan).where(MeetingPlan.in_force_for == event.id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.execute(query).scalar_one_or_none()


def meetings_count(plan: MeetingPlan) -> int:
    query = sa.select(sa.func.count()).select_from(Meeting).where(Meeting.plan_id == plan.id)
    return db.session.execute(query).scalar_one()


def pairs_count(event: Event) -> int:
    query = sa.select(sa.func.count()).select_from(Pair).where(Pair.event_id == event.id)
    return db.session.execute(query).scalar_one()


def under_way(event: Event) -> MeetingPlan | None:
    query = sa.select(MeetingPlan).where(
        MeetingPlan.event_id == event.id, MeetingPlan.state.in_((PlanState.ASKED, PlanState.RUNNING))
    )
    return db.session.execute(query.order_by(MeetingPlan.id).limit(1)).scalar_one_or_none()


def one(event: Event, number: int) -> MeetingPlan:
    """By its number in the event. Raises NotFound."""
    query = sa.select(MeetingPlan).where(MeetingPlan.event_id == event.id, MeetingPlan.number == number)
    found = db.session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def history(event: Event) -> list[MeetingPlan]:
    query = sa.select(MeetingPlan).where(MeetingPlan.event_id == event.id)
    return list(db.session.execute(query.order_by(MeetingPlan.number.desc()).limit(50)).scalars())


def meetings(plan: MeetingPlan, only: Collection[int] | None = None) -> list[Meeting]:
    """With both people and the slot. `only`: those of these ids."""
    query = (
        sa.select(Meeting)
        .where(Meeting.plan_id == plan.id)
        .options(joinedload(Meeting.buyer), joinedload(Meeting.supplier), joinedload(Meeting.slot))
    )
    if only is not None:
        query = query.where(Meeting.id.in_(only))
    found = db.session.execute(query).scalars()
    return sorted(found, key=lambda m: (m.slot.day, m.slot.starts, m.table_number))


def meetings_of_person(plan: MeetingPlan, person: Registration) -> list[Meeting]:
    mine = sa.or_(Meeting.buyer_id == person.id, Meeting.supplier_id == person.id)
    ids = sa.select(Meeting.id).where(Meeting.plan_id == plan.id, mine)
    return meetings(plan, db.session.execute(ids).scalars().all())


def stranded(event: Event, person: Registration) -> list[Meeting]:
    """Meetings of the plan in force at which somebody is not free, or takes part no longer."""
    current = in_force(event)
    if current is None:
        return []
    query = (
        sa.select(Meeting)
        .where(
            Meeting.plan_id == current.id,
            sa.or_(Meeting.buyer_id == person.id, Meeting.supplier_id == person.id),
        )
        .options(joinedload(Meeting.slot))
    )
    held = db.session.execute(query).scalars().all()
    free = free_slots(event, [person])[person.id] if held and rules.takes_part(person) else ()
    wrong = (meeting for meeting in held if meeting.slot_id not in free)
    return sorted(wrong, key=lambda m: (m.slot.day, m.slot.starts))


def broken(event: Event) -> int:
    """How many meetings of the plan in force stand where one of the two is not free."""
    current = in_force(event)
    if current is None:
        return 0
    free = free_slots(event, queries.participants(event))
    query = sa.select(Meeting.slot_id, Meeting.buyer_id, Meeting.supplier_id).where(
        Meeting.plan_id == current.id
    )
    return sum(
        any(slot not in free.get(person, ()) for person in people)
        for slot, *people in db.session.execute(query)
    )


def locked(event: Event) -> set[tuple[int, int]]:
    query = sa.select(Lock.buyer_id, Lock.supplier_id).where(Lock.event_id == event.id)
    return {(buyer, supplier) for buyer, supplier in db.session.execute(query)}


@dataclass(frozen=True, slots=True)
class Share:
    """What one participant got. `reasons`: of its pairs without a meeting, the most frequent first."""

    registration: Registration
    meetings: tuple[Meeting, ...]
    wished: int
    reasons: tuple[tuple[str, int], ...]


def shares(event: Event, plan: MeetingPlan, held: Sequence[Meeting]) -> list[Share]:
    """Everybody, those with nothing first, then by fewest meetings."""
    why: dict[int, Counter[str]] = {}
    for buyer, supplier, reason in plan.unplaced:
        for person in (buyer, supplier):
            why.setdefault(person, Counter())[reason] += 1
    mine: dict[int, list[Meeting]] = {}
    for meeting in held:
        for person in (meeting.buyer_id, meeting.supplier_id):
            mine.setdefault(person, []).append(meeting)
    found = [
        Share(
            person,
            tuple(mine.get(person.id, ())),
            len(mine.get(person.id, ())) + sum(why.get(person.id, Counter()).values()),
            tuple(why.get(person.id, Counter()).most_common()),
        )
        for person in queries.participants(event)
        if person.companion_of_id is None
    ]
    return sorted(
        found, key=lambda share: (len(share.meetings), share.registration.side, share.registration.number)
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """Slots down, tables across; a cell is a meeting or None."""

    slots: Sequence[Slot]
    tables: Sequence[int]
    cells: dict[tuple[int, int], Meeting]
    owners: dict[int, Registration]

    @property
    def taken(self) -> Counter[int]:
        """How many tables are taken in each slot."""
        return Counter(slot for slot, _table in self.cells)


def grid(event: Event, held: Sequence[Meeting]) -> Grid:
    """Only tables at which somebody meets; `owners`: the buyer of those where one buyer alone sits."""
    sitting: dict[int, dict[int, Registration]] = {}
    for meeting in held:
        sitting.setdefault(meeting.table_number, {})[meeting.buyer_id] = meeting.buyer
    owners = {table: next(iter(who.values())) for table, who in sitting.items() if len(who) == 1}
    cells = {(m.slot_id, m.table_number): m for m in held}
    return Grid(slots_of(event), sorted(sitting), cells, owners)


@dataclass(frozen=True, slots=True)
class Change:
    """What is another for one participant between two plans."""

    registration: Registration
    lost: tuple[Meeting, ...]
    won: tuple[Meeting, ...]


def differences(old: MeetingPlan | None, new: MeetingPlan) -> list[Change]:
    """By person, the most changes first; a meeting that moves is lost at one place and won at another."""
    before, after = _places(old) if old else {}, _places(new)
    lost = meetings(old, [before[key] for key in before.keys() - after.keys()]) if old else []
    won = meetings(new, [after[key] for key in after.keys() - before.keys()])
    people = {p.id: p for m in (*lost, *won) for p in (m.buyer, m.supplier)}
    found = [Change(person, _of(number, lost), _of(number, won)) for number, person in people.items()]
    return sorted(
        found, key=lambda c: (-len(c.lost) - len(c.won), c.registration.side, c.registration.number)
    )


def _places(plan: MeetingPlan) -> dict[tuple[int, ...], int]:
    """Each meeting's id by who, when and where: plans are compared without reading their people."""
    columns = (Meeting.buyer_id, Meeting.supplier_id, Meeting.slot_id, Meeting.table_number)
    query = sa.select(Meeting.id, *columns).where(Meeting.plan_id == plan.id)
    return {tuple(place): number for number, *place in db.session.execute(query)}


@dataclass(frozen=True, slots=True)
class Swap:
    """Meetings given up and meetings won, as slot, buyer, supplier; what it brings in points."""

    gain: int
    people: int
    dropped: tuple[Cell, ...]
    added: tuple[Cell, ...]


def swaps(event: Event, plan: MeetingPlan) -> list[Swap]:
    """Those that were found for the plan, in their order; three queries whatever their number."""
    if not plan.offers:
        return []
    slots, people = slots_of(event), {str(one.id): one for one in queries.people(event)}

    def cells(meetings: Sequence[Mapping[str, Any]]) -> tuple[Cell, ...]:
        return tuple((slots[m["slot"]], people[m["buyer"]], people[m["supplier"]]) for m in meetings)

    return [
        Swap(one["gain"], len(one["disturbed"]), cells(one["dropped"]), cells(one["added"]))
        for one in plan.offers
    ]


def _of(person: int, held: Sequence[Meeting]) -> tuple[Meeting, ...]:
    mine = (m for m in held if person in (m.buyer_id, m.supplier_id))
    return tuple(sorted(mine, key=lambda m: (m.slot.day, m.slot.starts)))


def sides(held: Sequence[Share]) -> dict[Side, list[Share]]:
    return {side: [share for share in held if share.registration.side is side] for side in Side}


def shown(event: Event, current: MeetingPlan) -> dict[str, object]:
    """What the page of a plan reads of it."""
    held = meetings(current)
    found = shares(event, current, held)
    return {
        "grid": grid(event, held),
        "shares": found,
        "swaps": swaps(event, current),
        "nothing": [share for share in found if not share.meetings],
        "locked": locked(event),
    }


def _count_pairs(event: Event) -> int:
    query = sa.select(sa.func.count()).select_from(Pair).where(Pair.event_id == event.id)
    return db.session.execute(query).scalar_one()


def constraints(event: Event) -> dict[str, int]:
    """What the planner is given, in figures for the sentence of the page."""
    who = agenda.people(event)
    buyers = sum(one.side is Side.BUYER for one in who.planned.values())
    return {
        "buyers": buyers,
        "suppliers": len(who.planned) - buyers,
        "slots": len(event.slots),
        "tables": sum(room.tables for room in event.rooms),
        "pairs": len(agenda.values(event, who)),
        "proposed": _count_pairs(event),
        "locks": len(agenda.locks(event)),
    }
