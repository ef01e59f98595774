"""A plan changed by hand: a meeting placed in an open cell, meetings given up for better ones.

The plan in force is replaced at once, like by a move; a plan that waits (a re-planning of the day) gets a
successor that waits in its stead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor
from matchmaker.events import agenda, openings, plans, rules
from matchmaker.events.errors import AgainstPlan, EventClosed, NewerPlan
from matchmaker.events.models import Event, Lock, MeetingPlan, PlanState, Registration, Slot
from matchmaker.events.services import planning
from matchmaker.events.services.replanning import Impossible, Row, copy_figures, free_table, promise, rows_of
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.scheduling import reasons
from matchmaker.scheduling.obstacles import obstacle
from matchmaker.scheduling.plan import Plan, Unscheduled

Key = tuple[int, int]


def place(
    event: Event,
    plan: MeetingPlan,
    person: Registration,
    other: int,
    slot: Slot,
    *,
    actor: Actor,
    now: datetime,
) -> MeetingPlan:
    """One more meeting, promised: whoever plans later keeps it.

    Raises AgainstPlan, EventClosed, Impossible.
    """
    _current(event, plan)
    found = openings.openings(event, plan, person, now=now)
    if not any((one.slot.id, one.other.id) == (slot.id, other) for one in found):
        raise Impossible
    buyer, supplier = openings.pair(person, other)
    rows = rows_of(plan)
    row = (buyer, supplier, slot.id, free_table(event, plan, rows, buyer, slot))
    _free_of_void_promises(event, rows, row)
    promise(event, buyer, supplier, slot, actor=actor, now=now)
    fresh = _successor(event, plan, [*rows, row], gone=(), actor=actor, now=now)
    pair = {"buyer": buyer, "supplier": supplier}
    record(actor, Action.MEETING_PLACED, "event", event.id, now=now, plan=fresh.number, slot=slot.id, **pair)
    return fresh


def look_for_swaps(event: Event, plan: MeetingPlan, *, now: datetime) -> int:
    """Kept with the plan; how many. Raises AgainstPlan, EventClosed."""
    _current(event, plan)
    try:
        found = openings.swaps(event, plan, now=now)
    except agenda.InstanceRefused:  # promises contradict what has changed since: planning again says so
        found = ()
    plan.offers = [asdict(one) for one in found]
    plan.measures = {**(plan.measures or {}), "swaps": len(found)}
    db.session.flush()
    return len(found)


def swap(event: Event, plan: MeetingPlan, rank: int, *, actor: Actor, now: datetime) -> MeetingPlan:
    """Make one of the swaps found. Raises AgainstPlan, EventClosed, Impossible when it no longer stands."""
    _current(event, plan)
    if not 0 <= rank < len(plan.offers):
        raise Impossible
    offer = plan.offers[rank]
    slots = plans.slots_of(event)
    dropped = {(int(m["buyer"]), int(m["supplier"])) for m in offer["dropped"]}
    rows = [row for row in rows_of(plan) if row[:2] not in dropped]
    if len(rows) + len(dropped) != len(rows_of(plan)) or not _fits(event, plan, offer, now):
        raise Impossible
    for meeting in offer["added"]:
        buyer, to = int(meeting["buyer"]), slots[meeting["slot"]]
        table = free_table(event, plan, rows, buyer, to)
        rows.append((buyer, int(meeting["supplier"]), to.id, table))
    fresh = _successor(event, plan, rows, gone=dropped, actor=actor, now=now)
    touched = set(offer["disturbed"]) | _people(offer)
    fresh.offers = [one for one in plan.offers if not (set(one["disturbed"]) | _people(one)) & touched]
    fresh.measures = {**fresh.measures, "swaps": len(fresh.offers)}
    db.session.flush()
    record(actor, Action.MEETINGS_SWAPPED, "event", event.id, now=now, plan=fresh.number, gain=offer["gain"])
    return fresh


def _current(event: Event, plan: MeetingPlan) -> None:
    """In force, or the last of those that wait to replace the one that is."""
    if not rules.can_prepare(event):
        raise EventClosed
    current = plans.in_force(event)
    if plan.state is not PlanState.READY or current is None or current.id not in (plan.id, plan.base_id):
        raise AgainstPlan
    newer = sa.select(MeetingPlan.id).where(
        MeetingPlan.base_id == current.id,
        MeetingPlan.number > plan.number,
        MeetingPlan.state == PlanState.READY,
    )
    if plan.id != current.id and db.session.execute(newer.limit(1)).first() is not None:
        raise NewerPlan


def _fits(event: Event, plan: MeetingPlan, offer: dict[str, Any], now: datetime) -> bool:
    """Whether the new meetings can be held beside all the others, and the old ones have not begun."""
    given, slots = openings.settled(event, plan), plans.slots_of(event)
    timetable, gone = openings.timetable_of(given), agenda.told_absent(event)
    rank = timetable.problem.rank
    for meeting in offer["dropped"]:
        pair = rank.get((meeting["buyer"], meeting["supplier"]))
        if (
            pair is None
            or timetable.slot_of[pair] != meeting["slot"]
            or slots[meeting["slot"]].starts_at <= now
        ):
            return False
        timetable.remove(pair)
    for meeting in offer["added"]:
        pair = rank.get((meeting["buyer"], meeting["supplier"]))
        late = slots[meeting["slot"]].starts_at <= now
        if pair is None or late or {meeting["buyer"], meeting["supplier"]} & gone:
            return False
        if obstacle(timetable, pair, meeting["slot"]):
            return False
        timetable.place(pair, meeting["slot"])
    return True


def _people(offer: dict[str, Any]) -> set[str]:
    return {m[side] for m in (*offer["dropped"], *offer["added"]) for side in ("buyer", "supplier")}


def _free_of_void_promises(event: Event, rows: Iterable[Row], row: Row) -> None:
    """Promises at this hour that the plan does not keep (somebody is absent) would forbid a new one."""
    buyer, supplier, slot, _table = row
    kept = {one[:3] for one in rows}
    for lock in agenda.locks(event):
        same_hour = lock.slot_id == slot and (lock.buyer_id == buyer or lock.supplier_id == supplier)
        if same_hour and (lock.buyer_id, lock.supplier_id, lock.slot_id) not in kept:
            db.session.execute(sa.delete(Lock).where(Lock.id == lock.id))


def _successor(
    event: Event, plan: MeetingPlan, rows: Sequence[Row], *, gone: Iterable[Key], actor: Actor, now: datetime
) -> MeetingPlan:
    fresh = planning.new_plan(event, actor=actor, now=now, state=PlanState.READY)
    copy_figures(plan, fresh, now)
    planning.insert(fresh, rows)
    met = {row[:2] for row in rows}
    fresh.unplaced = [row for row in plan.unplaced if (row[0], row[1]) not in met]
    fresh.unplaced += [[*pair, reasons.LOST] for pair in sorted(gone) if pair not in met]
    _count(event, fresh)
    if plan.in_force_for is None:
        fresh.from_slot_id = plan.from_slot_id
        db.session.flush()
    else:
        planning.put_in_force(fresh, actor=actor, now=now)
    return fresh


def _count(event: Event, plan: MeetingPlan) -> None:
    """Figures of a plan made by hand: nothing is proved of it any more."""
    given = openings.settled(event, plan)
    worth = {(one.buyer, one.supplier): one.value for one in given.instance.pairs}
    plan.value = sum(worth[m.buyer, m.supplier] for m in given.held)
    plan.bound = plan.bound if plan.bound is not None and plan.value <= plan.bound else None
    plan.stopped = "steps"
    met = {person for m in given.held for person in (m.buyer, m.supplier)}
    whole = Plan(
        meetings=given.held,
        value=plan.value,
        bound=plan.bound or plan.value,
        shortfall=plan.shortfall or 0,
        shortfall_bound=plan.shortfall_bound or 0,
        without_meeting=tuple(one.id for one in given.instance.participants if one.id not in met),
        unscheduled=tuple(Unscheduled(str(b), str(s), why) for b, s, why in plan.unplaced),
        stopped="steps",
    )
    plan.measures = agenda.measures_of(given.instance, whole)
