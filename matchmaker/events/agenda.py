"""The bridge to the planner: an event as the planner's values. Nothing else of the area asks for plans.

The planner knows people by the text of their registration's id, slots by their position in time, tables from
0. Hours mean nothing to it beyond their order, so that slots of several days carry their rank as a clock.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import sqlalchemy as sa

from matchmaker.events import frame, queries
from matchmaker.events.availability import free_slots
from matchmaker.events.models import (
    Break,
    Event,
    Lock,
    Meeting,
    MeetingPlan,
    Pair,
    Registration,
    RegistrationState,
    Side,
    Slot,
    Wish,
)
from matchmaker.extensions import db
from matchmaker.scheduling import instance as planner
from matchmaker.scheduling import obstacles, solver, whatif
from matchmaker.scheduling.checker import errors as faults
from matchmaker.scheduling.errors import InstanceRefused
from matchmaker.scheduling.generator import as_json
from matchmaker.scheduling.measures import measures
from matchmaker.scheduling.obstacles import Obstacle
from matchmaker.scheduling.plan import Plan

__all__ = ["InstanceRefused", "Obstacle", "Plan", "faults_of", "measures_of", "more_tables", "solve"]

# How much of a side's wish counts: a "maybe" is worth two fifths of a "meet".
SAID = {Wish.MEET: Decimal(1), Wish.MAYBE: Decimal("0.4")}
MODE: planner.Mode = "everyone_then_coverage_then_value"

solve = solver.solve
possible_slots = obstacles.possible_slots
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class People:
    """Who is planned: principals by id, and whom each registration is planned as (itself, or a colleague)."""

    planned: Mapping[int, Registration]
    stands_for: Mapping[int, int]


def value_of(event: Event, pair: Any) -> int:
    """What the meeting is worth to the planner: a whole number from 1, by the event's declared weights.

    `pair`: a Pair, or the columns of one.
    """
    score = pair.score if pair.score is not None else Decimal(0)
    worth = event.weight_match * score
    worth += event.weight_buyer_wish * SAID.get(pair.buyer_wish, Decimal(0)) if pair.buyer_wish else 0
    worth += (
        event.weight_supplier_wish * SAID.get(pair.supplier_wish, Decimal(0)) if pair.supplier_wish else 0
    )
    return max(1, int(worth.quantize(Decimal(1), ROUND_HALF_UP)))


def may_meet(event: Event, pair: Any) -> bool:
    """Nobody meets who said no, or of whom the other did; both silent only if the event says so."""
    said = (pair.buyer_wish, pair.supplier_wish)
    if Wish.NO in said:
        return False
    return event.place_silent or any(wish is not None for wish in said)


def people(event: Event) -> People:
    """Companions are folded into their principal while that one takes part."""
    there = {one.id: one for one in queries.participants(event)}
    stands = {
        one.id: one.companion_of_id if one.companion_of_id in there else one.id for one in there.values()
    }
    stands_for = {number: stands.get(principal, principal) for number, principal in stands.items()}
    planned = {number: one for number, one in there.items() if stands_for[number] == number}
    return People(planned, stands_for)


def values(event: Event, who: People) -> dict[Key, int]:
    """Pairs that may meet and their value. A "no" of a companion counts for both; the best value is kept."""
    found: dict[Key, int] = {}
    barred: set[Key] = set()
    columns = (Pair.buyer_id, Pair.supplier_id, Pair.score, Pair.buyer_wish, Pair.supplier_wish)
    for pair in db.session.execute(sa.select(*columns).where(Pair.event_id == event.id)):
        if pair.buyer_id not in who.stands_for or pair.supplier_id not in who.stands_for:
            continue
        key = (who.stands_for[pair.buyer_id], who.stands_for[pair.supplier_id])
        if Wish.NO in (pair.buyer_wish, pair.supplier_wish):
            barred.add(key)
        elif may_meet(event, pair):
            found[key] = max(found.get(key, 0), value_of(event, pair))
    return {key: worth for key, worth in sorted(found.items()) if key not in barred}


def refused(event: Event, who: People) -> set[Key]:
    """Pairs of which one side said no, for companions as for themselves."""
    no = sa.or_(Pair.buyer_wish == Wish.NO, Pair.supplier_wish == Wish.NO)
    query = sa.select(Pair.buyer_id, Pair.supplier_id).where(Pair.event_id == event.id, no)
    return {
        (who.stands_for.get(buyer, buyer), who.stands_for.get(supplier, supplier))
        for buyer, supplier in db.session.execute(query)
    }


def instance_of(event: Event, *, base: MeetingPlan | None = None) -> planner.Instance:
    """The event to plan from nothing; promises (locks) stand. `base`: whose tables buyers keep."""
    who = people(event)
    worth = values(event, who)
    slots = queries.slots(event)
    at = {slot.id: index for index, slot in enumerate(slots)}
    locked = [one for one in locks(event) if {one.buyer_id, one.supplier_id} <= who.planned.keys()]
    for one in locked:
        worth.setdefault((one.buyer_id, one.supplier_id), 1)  # promised, whatever was wished
    tables = sum(room.tables for room in event.rooms)
    free = free_slots(event, list(who.planned.values()))
    homes = home_tables(event, who.planned.values(), tables, sat_at(base))
    return planner.Instance(
        slots=tuple(_slots(event, slots, tables)),
        participants=tuple(
            _participant(event, one, [at[slot] for slot in free[one.id]], homes.get(one.id))
            for one in who.planned.values()
        ),
        pairs=tuple(planner.Pair(str(b), str(s), v) for (b, s), v in worth.items()),
        locked=tuple(planner.Lock(str(o.buyer_id), str(o.supplier_id), at[o.slot_id]) for o in locked),
        rules=planner.Rules(event.most_in_a_row, tuple(_windows(event, slots))),
        objective=planner.Objective(MODE),
        name=event.slug,
    )


def replan_of(
    event: Event, base: MeetingPlan, *, from_slot: int, absent: Iterable[int] = ()
) -> planner.Instance:
    """The rest of the day around a plan: meetings before position `from_slot` are as they were.

    Those who were cancelled since, or are told absent, are gone from there on; who met before stays known.
    """
    instance = instance_of(event, base=base)
    at = {slot.id: index for index, slot in enumerate(queries.slots(event))}
    previous = tuple(
        planner.Meeting(str(m.buyer_id), str(m.supplier_id), at[m.slot_id], m.table_number - 1)
        for m in meetings_of(base)
    )
    past = [meeting for meeting in previous if meeting.slot < from_slot]
    instance = with_the_past(instance, past, from_slot)
    known = {person.id for person in instance.participants}
    gone = {str(number) for number in absent} | told_absent(event) | _left(event, known)
    return replace(
        instance,
        locked=tuple(lock for lock in instance.locked if lock.slot >= from_slot),
        replan=planner.Replan(
            previous=tuple(m for m in previous if {m.buyer, m.supplier} <= known),
            frozen_before=from_slot,
            absent=tuple(planner.Absence(number, from_slot) for number in sorted(gone & known)),
        ),
    )


def with_the_past(
    instance: planner.Instance, past: Sequence[planner.Meeting], from_slot: int
) -> planner.Instance:
    """What took place is possible by definition, whatever has changed since: people, pairs, hours, caps."""
    listed = {(pair.buyer, pair.supplier) for pair in instance.pairs}
    lost = dict.fromkeys((m.buyer, m.supplier) for m in past if (m.buyer, m.supplier) not in listed)
    met: dict[str, set[int]] = {}
    for meeting in past:
        for person in (meeting.buyer, meeting.supplier):
            met.setdefault(person, set()).add(meeting.slot)
    there = {person.id: person for person in instance.participants}
    for meeting in past:
        for person, role in ((meeting.buyer, "buyer"), (meeting.supplier, "supplier")):
            there.setdefault(person, planner.Participant(person, role, (), 0))  # type: ignore[arg-type]
    return replace(
        instance,
        participants=tuple(
            _having_met(person, met.get(person.id, set())) for person in _loosened(there.values(), past)
        ),
        pairs=(*instance.pairs, *(planner.Pair(buyer, supplier, 1) for buyer, supplier in lost)),
        slots=tuple(_roomy(slot, past) if slot.id < from_slot else slot for slot in instance.slots),
    )


def _having_met(person: planner.Participant, slots: set[int]) -> planner.Participant:
    return replace(
        person,
        available=tuple(sorted({*person.available, *slots})),
        max_meetings=max(person.max_meetings, len(slots)),
    )


def _loosened(
    who: Iterable[planner.Participant], past: Sequence[planner.Meeting]
) -> list[planner.Participant]:
    """Home tables that the past contradicts are nobody's home for the rest of the day."""
    people = {person.id: person for person in who}
    while True:
        homes = {person.id: person.home_table for person in people.values() if person.home_table is not None}
        wrong = {
            number
            for meeting in past
            for number, home in homes.items()
            if (number in (meeting.buyer, meeting.supplier)) != (home == meeting.table)
            and (number in (meeting.buyer, meeting.supplier) or home == meeting.table)
        }
        if not wrong:
            return list(people.values())
        people |= {number: replace(people[number], home_table=None) for number in wrong}


def _roomy(slot: planner.Slot, past: Sequence[planner.Meeting]) -> planner.Slot:
    used = [meeting.table + 1 for meeting in past if meeting.slot == slot.id]
    return replace(slot, tables=max([slot.tables, *used]))


def told_absent(event: Event) -> set[str]:
    """Marked absent, and not come since."""
    return {
        str(one.id)
        for one in queries.participants(event)
        if one.absent_since is not None and (one.arrived_at is None or one.arrived_at < one.absent_since)
    }


def _left(event: Event, known: set[str]) -> set[str]:
    query = sa.select(Registration.id).where(
        Registration.event_id == event.id, Registration.state != RegistrationState.CONFIRMED
    )
    return {str(number) for number in db.session.execute(query).scalars()} & known


def locks(event: Event) -> list[Lock]:
    query = sa.select(Lock).where(Lock.event_id == event.id).order_by(Lock.id)
    return list(db.session.execute(query).scalars())


def meetings_of(plan: MeetingPlan) -> Sequence[Any]:
    """Id, people, slot and table of each: a thousand people have thousands, read again for every change."""
    columns = (Meeting.id, Meeting.buyer_id, Meeting.supplier_id, Meeting.slot_id, Meeting.table_number)
    query = sa.select(*columns).where(Meeting.plan_id == plan.id)
    return db.session.execute(query.order_by(Meeting.slot_id, Meeting.table_number)).all()


def home_tables(
    event: Event, who: Iterable[Registration], tables: int, sat: Mapping[int, int]
) -> dict[int, int]:
    """A table of its own (from 0) for each buyer where there are enough; else tables are shared.

    The organiser's choice comes first, then where the buyer sits in the plan in force, then the lowest free.
    """
    buyers = sorted((one for one in who if one.side is Side.BUYER), key=lambda one: one.number)
    if not event.buyers_seated or len(buyers) > tables:
        return {}
    homes: dict[int, int] = {}
    chosen: Mapping[int, int] = {one.id: one.home_table - 1 for one in buyers if one.home_table}
    for wished in (chosen, sat):
        for one in buyers:
            table = wished.get(one.id)
            if table is None or one.id in homes or table in homes.values():
                continue
            if 0 <= table < tables:
                homes[one.id] = table
    free = iter(sorted(set(range(tables)) - set(homes.values())))
    return homes | {one.id: next(free) for one in buyers if one.id not in homes}


def sat_at(base: MeetingPlan | None) -> dict[int, int]:
    """The one table of each buyer in a plan; nothing for those who moved about."""
    if base is None:
        return {}
    seen: dict[int, set[int]] = {}
    for meeting in meetings_of(base):
        seen.setdefault(meeting.buyer_id, set()).add(meeting.table_number - 1)
    return {buyer: next(iter(tables)) for buyer, tables in seen.items() if len(tables) == 1}


def _participant(
    event: Event, one: Registration, available: Sequence[int], home: int | None
) -> planner.Participant:
    buys = one.side is Side.BUYER
    return planner.Participant(
        id=str(one.id),
        role=one.side.value,
        available=tuple(available),
        max_meetings=event.buyer_most if buys else event.supplier_most,
        min_meetings=event.buyer_least if buys else event.supplier_least,
        home_table=home,
    )


def _slots(event: Event, slots: Sequence[Slot], tables: int) -> Iterable[planner.Slot]:
    """Slots follow each other in a block when no more than the change time lies between."""
    block = 0
    for index, slot in enumerate(slots):
        if index and not _joined(event, slots[index - 1], slot):
            block += 1
        yield planner.Slot(index, _rank_clock(index), _rank_clock(index + 1), block, tables)


def _joined(event: Event, one: Slot, following: Slot) -> bool:
    pause = frame.minutes(following.starts) - frame.minutes(one.ends)
    return one.day == following.day and pause <= event.change_minutes


def _rank_clock(rank: int) -> str:
    return f"{rank // 60:02}:{rank % 60:02}"


def _windows(event: Event, slots: Sequence[Slot]) -> Iterable[tuple[int, ...]]:
    """Breaks in which meetings are held, one slot of which everybody keeps free."""
    for one in event.breaks:
        touched = tuple(index for index, slot in enumerate(slots) if not one.closed and _touches(one, slot))
        if touched:
            yield touched


def _touches(one: Break, slot: Slot) -> bool:
    return one.day == slot.day and frame.overlap((one.starts, one.ends), (slot.starts, slot.ends))


def faults_of(instance: planner.Instance, plan: Plan) -> list[str]:
    """What the independent judge finds wrong with a plan; empty for a sound one."""
    return faults(*_as_files(instance, plan))


def measures_of(instance: planner.Instance, plan: Plan) -> dict[str, Any]:
    return measures(*_as_files(instance, plan))


def _as_files(instance: planner.Instance, plan: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    """As the judge reads them: plain lists and objects."""
    return json.loads(json.dumps(as_json(instance))), json.loads(json.dumps(plan.as_json()))


def more_tables(
    instance: planner.Instance, plan: Plan, more: int, *, seconds: float
) -> dict[str, int | bool] | None:
    """What so many tables more would bring beside the plan; None where no slot has all its tables taken."""
    load = Counter(meeting.slot for meeting in plan.meetings)
    if not any(load[slot.id] >= slot.tables for slot in instance.slots):
        return None
    changed = whatif.with_tables(instance, more)
    other = solver.solve(changed.instance, seconds=seconds, offers=False)
    return {
        "before": changed.before,
        "after": changed.after,
        "meetings": len(other.meetings) - len(plan.meetings),
        "seen": len(plan.without_meeting) - len(other.without_meeting),
        "proved": plan.stopped == other.stopped == "optimal",
    }
