"""Changing a plan that people already know: the rest of a day, one meeting moved, a promise made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor
from matchmaker.errors import N_, Conflict, NotFound
from matchmaker.events import agenda, plans, rules
from matchmaker.events.errors import AgainstPlan, EventClosed
from matchmaker.events.models import Event, Lock, Meeting, MeetingPlan, PlanState, Slot
from matchmaker.events.plans import Change, differences
from matchmaker.events.services import planning
from matchmaker.events.services.planning import put_in_force
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.scheduling.instance import Meeting as Planned

__all__ = ["Change", "differences", "put_in_force", "replan"]

Row = tuple[int, int, int, int]
"""Buyer, supplier, slot, table from 1."""
# A page waits for it: cut there, the plan is sound and what stands is kept all the same.
SECONDS = 1.5


class Impossible(Conflict):
    """The meeting cannot be held there, or what is promised contradicts itself."""

    message = N_(
        "This cannot be planned so: a promise, an hour or a table stands against it. Nothing was changed."
    )


def replan(
    event: Event,
    *,
    from_slot: Slot | None,
    absent: Iterable[int] = (),
    actor: Actor,
    now: datetime,
    seconds: float = SECONDS,
) -> MeetingPlan:
    """The rest of the day planned again around the plan in force: ready, not in force.

    Meetings before `from_slot` (None: before the day) stay untouched, later ones that can take place stay
    where they are, holes are filled: those of the absent, and free cells for people who have walked in.
    """
    base = plans.in_force(event)
    if base is None or not rules.can_prepare(event):
        raise EventClosed
    slots = plans.slots_of(event)
    position = 0 if from_slot is None else [slot.id for slot in slots].index(from_slot.id)
    instance = agenda.replan_of(event, base, from_slot=position, absent=absent)
    try:
        found = agenda.solve(instance, seconds=seconds, offers=False)
    except agenda.InstanceRefused:
        raise Impossible from None
    if agenda.faults_of(instance, found):
        raise Impossible
    plan = planning.new_plan(event, actor=actor, now=now, state=PlanState.RUNNING)
    plan.from_slot_id, plan.started_at = from_slot.id if from_slot else None, now
    planning.write(event, plan, instance, found, now=now)
    return plan


def after(event: Event, now: datetime) -> Slot | None:
    """The first slot that has not begun; None when the day is over."""
    return next((slot for slot in plans.slots_of(event) if slot.starts_at > now), None)


def possible_places(
    event: Event, plan: MeetingPlan, meeting: Meeting
) -> list[tuple[Slot, agenda.Obstacle | None]]:
    """Every slot with what stands against this meeting there; the one where it is has none."""
    instance = agenda.instance_of(event, base=plan)
    slots = plans.slots_of(event)
    at = {slot.id: index for index, slot in enumerate(slots)}
    listed = {(pair.buyer, pair.supplier) for pair in instance.pairs}
    held = [
        Planned(str(m.buyer_id), str(m.supplier_id), at[m.slot_id], m.table_number - 1)
        for m in agenda.meetings_of(plan)
        if (str(m.buyer_id), str(m.supplier_id)) in listed
    ]
    pair = (str(meeting.buyer_id), str(meeting.supplier_id))
    if pair not in listed:
        raise Impossible
    found = agenda.possible_slots(instance, held, *pair)
    return [(slot, found[at[slot.id]]) for slot in slots]


def move(
    event: Event, plan: MeetingPlan, meeting: Meeting, to: Slot, *, actor: Actor, now: datetime
) -> MeetingPlan:
    """The plan in force with one meeting elsewhere, as a new plan in force; the moved meeting is promised."""
    if plan.in_force_for != event.id:
        raise AgainstPlan
    if min(meeting.slot.starts_at, to.starts_at) <= now:
        raise Impossible
    place = {slot.id: stands for slot, stands in possible_places(event, plan, meeting)}
    if place.get(to.id, True) is not None:
        raise Impossible
    others = [row for row in rows_of(plan) if row[:2] != (meeting.buyer_id, meeting.supplier_id)]
    table = free_table(event, plan, others, meeting.buyer_id, to, liked=meeting.table_number)
    fresh = planning.new_plan(event, actor=actor, now=now, state=PlanState.READY)
    copy_figures(plan, fresh, now)
    rows = [*others, (meeting.buyer_id, meeting.supplier_id, to.id, table)]
    planning.insert(fresh, rows)
    put_in_force(fresh, actor=actor, now=now)
    promise(event, meeting.buyer_id, meeting.supplier_id, to, actor=actor, now=now)
    pair = {"buyer": meeting.buyer_id, "supplier": meeting.supplier_id}
    record(actor, Action.MEETING_MOVED, "event", event.id, now=now, plan=fresh.number, slot=to.id, **pair)
    return fresh


def copy_figures(old: MeetingPlan, new: MeetingPlan, now: datetime) -> None:
    """A moved meeting changes neither who meets whom nor what it is worth."""
    new.started_at = new.finished_at = now
    new.percent = 100
    new.value, new.bound, new.stopped = old.value, old.bound, old.stopped
    new.shortfall, new.shortfall_bound = old.shortfall, old.shortfall_bound
    new.unplaced = old.unplaced
    new.measures = {name: value for name, value in old.measures.items() if name != "swaps"}


def rows_of(plan: MeetingPlan) -> list[Row]:
    return [(m.buyer_id, m.supplier_id, m.slot_id, m.table_number) for m in agenda.meetings_of(plan)]


def free_table(
    event: Event, plan: MeetingPlan, rows: Iterable[Row], buyer: int, to: Slot, *, liked: int | None = None
) -> int:
    """The liked one where it is free, else the buyer's own, else the lowest free one that is nobody's own.

    Raises Impossible.
    """
    taken = {table for _buyer, _supplier, slot, table in rows if slot == to.id}
    if liked is not None and liked not in taken:
        return liked
    tables = sum(room.tables for room in event.rooms)
    who = agenda.people(event)
    homes = agenda.home_tables(event, who.planned.values(), tables, agenda.sat_at(plan))
    own = [homes[buyer] + 1] if buyer in homes else range(1, tables + 1)
    barred = taken | {home + 1 for one, home in homes.items() if one != buyer}
    free = next((number for number in own if number not in barred), None)
    if free is None:
        raise Impossible
    return free


def promise(event: Event, buyer: int, supplier: int, slot: Slot, *, actor: Actor, now: datetime) -> None:
    """Lock a meeting at its slot: every plan to come keeps it."""
    db.session.execute(
        sa.delete(Lock).where(Lock.event_id == event.id, Lock.buyer_id == buyer, Lock.supplier_id == supplier)
    )
    db.session.add(
        Lock(
            event_id=event.id,
            buyer_id=buyer,
            supplier_id=supplier,
            slot_id=slot.id,
            at=now,
            author_id=actor.user_id,
        )
    )
    try:
        db.session.flush()
    except sa.exc.IntegrityError:
        raise Impossible from None
    record(actor, Action.MEETING_LOCKED, "event", event.id, now=now, buyer=buyer, supplier=supplier)


def unlock(event: Event, buyer: int, supplier: int, *, actor: Actor, now: datetime) -> None:
    db.session.execute(
        sa.delete(Lock).where(Lock.event_id == event.id, Lock.buyer_id == buyer, Lock.supplier_id == supplier)
    )
    record(actor, Action.MEETING_UNLOCKED, "event", event.id, now=now, buyer=buyer, supplier=supplier)


def meeting(plan: MeetingPlan, number: int) -> Meeting:
    """Raises NotFound for another plan's."""
    found = db.session.get(Meeting, number)
    if found is None or found.plan_id != plan.id:
        raise NotFound
    return found
