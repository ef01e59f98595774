"""What a plan leaves open: cells that one person could still have, and swaps. The bridge's second half.

A plan has every listed pair where it fits. What remains is for the organiser to decide: partners whom nobody
proposed, and meetings given up for better ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from matchmaker.events import agenda, plans, queries
from matchmaker.events.models import Event, MeetingPlan, Registration, Side, Slot
from matchmaker.scheduling import instance as planner
from matchmaker.scheduling.budget import Budget
from matchmaker.scheduling.obstacles import obstacle
from matchmaker.scheduling.plan import Offer, Plan
from matchmaker.scheduling.problem import compile_instance
from matchmaker.scheduling.replanning import find_offers
from matchmaker.scheduling.timetable import Timetable

__all__ = ["Offer", "Opening", "Settled", "openings", "settled", "swaps"]

# A page waits for the swaps: so many of the planner's steps, and no longer than so many seconds.
STEPS, SECONDS = 15, 1.5
# A swap that brings less for each meeting moved is not worth a word with anybody.
LEAST_GAIN = 10


@dataclass(frozen=True, slots=True)
class Opening:
    """A cell in which somebody could meet one more partner. `value` 0: neither proposed nor wished."""

    slot: Slot
    other: Registration
    value: int
    meetings: int


@dataclass(frozen=True, slots=True)
class Settled:
    """A plan as the planner reads it: the meetings of those who still take part, all their pairs listed."""

    instance: planner.Instance
    held: tuple[planner.Meeting, ...]


def settled(event: Event, plan: MeetingPlan, *, besides: Iterable[agenda.Key] = ()) -> Settled:
    """`besides`: pairs to list although nobody proposed them, worth the least."""
    instance = agenda.instance_of(event, base=plan)
    at = {slot.id: index for index, slot in enumerate(queries.slots(event))}
    known = {person.id for person in instance.participants}
    held = tuple(
        planner.Meeting(str(m.buyer_id), str(m.supplier_id), at[m.slot_id], m.table_number - 1)
        for m in agenda.meetings_of(plan)
        if {str(m.buyer_id), str(m.supplier_id)} <= known
    )
    listed = {(pair.buyer, pair.supplier) for pair in instance.pairs}
    more = dict.fromkeys(
        (
            *((m.buyer, m.supplier) for m in held),
            *((str(buyer), str(supplier)) for buyer, supplier in besides),
        )
    )
    added = tuple(
        planner.Pair(buyer, supplier, 1) for buyer, supplier in more if (buyer, supplier) not in listed
    )
    return Settled(replace(instance, pairs=(*instance.pairs, *added)), held)


def timetable_of(given: Settled) -> Timetable:
    problem = compile_instance(given.instance)
    timetable = Timetable(problem)
    for meeting in given.held:
        timetable.place(problem.rank[meeting.buyer, meeting.supplier], meeting.slot)
    return timetable


def openings(event: Event, plan: MeetingPlan, person: Registration, *, now: datetime) -> list[Opening]:
    """By time, then those that were proposed or wished, then who has the fewest meetings.

    Nobody who is absent, and nobody whom one of the two has refused.
    """
    who = agenda.people(event)
    worth, refused, gone = agenda.values(event, who), agenda.refused(event, who), agenda.told_absent(event)
    others = {
        one.id: one
        for one in who.planned.values()
        if one.side is not person.side and str(one.id) not in gone and pair(person, one.id) not in refused
    }
    if person.id not in who.planned or str(person.id) in gone:
        return []
    given = settled(event, plan, besides=[pair(person, number) for number in others])
    timetable = timetable_of(given)
    rank, count = timetable.problem.rank, _counts(given.held)
    found = []
    for index, slot in enumerate(queries.slots(event)):
        if not _open(event, plan, slot, now):
            continue
        for number, other in others.items():
            buyer, supplier = pair(person, number)
            if obstacle(timetable, rank[str(buyer), str(supplier)], index) is None:
                value = worth.get((buyer, supplier), 0)
                found.append(Opening(slot, other, value, count.get(str(number), 0)))
    return sorted(
        found, key=lambda one: (one.slot.day, one.slot.starts, -one.value, one.meetings, one.other.number)
    )


def pair(person: Registration, other: int) -> agenda.Key:
    return (person.id, other) if person.side is Side.BUYER else (other, person.id)


def _open(event: Event, plan: MeetingPlan, slot: Slot, now: datetime) -> bool:
    """Not begun, and not before what a re-planning may change."""
    first = next((one for one in event.slots if one.id == plan.from_slot_id), None)
    return slot.starts_at > now and (first is None or first.starts_at <= slot.starts_at)


def _counts(held: Iterable[planner.Meeting]) -> dict[str, int]:
    count: dict[str, int] = {}
    for meeting in held:
        for number in (meeting.buyer, meeting.supplier):
            count[number] = count.get(number, 0) + 1
    return count


def swaps(event: Event, plan: MeetingPlan, *, now: datetime, seconds: float = SECONDS) -> Sequence[Offer]:
    """Meetings that stand given up for better ones, the best gain by person disturbed first.

    What has begun stays, and nobody absent is given a meeting.
    """
    given = settled(event, plan)
    begun = max(plans.begun(event, now), _first(event, plan))
    known = {person.id for person in given.instance.participants}
    absent = tuple(planner.Absence(number, begun) for number in sorted(agenda.told_absent(event) & known))
    instance = replace(
        agenda.with_the_past(given.instance, [m for m in given.held if m.slot < begun], begun),
        locked=tuple(lock for lock in given.instance.locked if lock.slot >= begun),
        replan=planner.Replan(
            previous=given.held, frozen_before=begun, absent=absent, move_penalty=LEAST_GAIN
        ),
    )
    value = {(one.buyer, one.supplier): one.value for one in instance.pairs}
    whole = Plan(
        meetings=given.held,
        value=sum(value[m.buyer, m.supplier] for m in given.held),
        bound=0,
        shortfall=0,
        shortfall_bound=0,
        without_meeting=(),
        unscheduled=(),
        stopped="steps",
    )
    return find_offers(instance, whole, Budget(STEPS, seconds), Random(plan.seed))  # noqa: S311 - no secret


def _first(event: Event, plan: MeetingPlan) -> int:
    ids = [slot.id for slot in queries.slots(event)]
    return ids.index(plan.from_slot_id) if plan.from_slot_id in ids else 0
