"""From a plan asked for to a plan in force, and what goes wrong on the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from matchmaker.accounts.actor import SYSTEM
from matchmaker.events import agenda, plans
from matchmaker.events.errors import AgainstPlan
from matchmaker.events.models import Event, Lock, Meeting, MeetingPlan, PlanState
from matchmaker.events.services import planning, publishing, replanning
from matchmaker.extensions import db, jobs
from matchmaker.notifications.models import OutboxMail
from matchmaker.web.transaction import transaction
from tests.events.planning.conftest import Day
from tests.factories.make import NOW


def planned(app: Flask, day: Day) -> int:
    """A plan computed by the worker; its id."""
    with app.app_context(), transaction():
        number = planning.ask(db.session.get(Event, day.event.id), actor=SYSTEM, now=NOW).id
    jobs.run_pending(app)
    return number


def test_plan_is_computed_by_the_worker_and_put_in_force(app: Flask, day: Day) -> None:
    number = planned(app, day)

    with app.app_context():
        plan = db.session.get(MeetingPlan, number)
        assert (plan.state, plan.in_force_for, plan.stopped) == (PlanState.READY, day.event.id, "optimal")
        assert len(plans.meetings(plan)) == plan.measures["meetings"] == 6
        assert plan.value == 2 * (180 + 170 + 160)


def test_plan_asked_twice_is_computed_once(app: Flask, day: Day) -> None:
    with app.app_context(), transaction():
        event = db.session.get(Event, day.event.id)
        first = planning.ask(event, actor=SYSTEM, now=NOW)

        assert planning.ask(event, actor=SYSTEM, now=NOW) is first


def test_plan_given_up_leaves_the_old_one_in_force(app: Flask, day: Day) -> None:
    old = planned(app, day)
    with app.app_context(), transaction():
        plan = planning.ask(db.session.get(Event, day.event.id), actor=SYSTEM, now=NOW)
        plan.state, plan.started_at, plan.cancel_asked = PlanState.RUNNING, NOW, True
        number = plan.id
    with app.app_context(), transaction():
        db.session.rollback()
        planning.compute(number)

    with app.app_context():
        assert db.session.get(MeetingPlan, number).state is PlanState.CANCELLED
        assert plans.in_force(db.session.get(Event, day.event.id)).id == old


def test_plan_whose_worker_was_killed_is_told_as_failed_and_asked_again_once(app: Flask, day: Day) -> None:
    """A plan that kills its worker twice is left to the organiser."""
    with app.app_context(), transaction():
        plan = planning.ask(db.session.get(Event, day.event.id), actor=SYSTEM, now=NOW)
        plan.state, plan.started_at = PlanState.RUNNING, NOW - timedelta(days=3)
    jobs.consumer(app)  # a worker begins
    jobs.run_pending(app)
    with app.app_context(), transaction():
        again, dead = plans.history(db.session.get(Event, day.event.id))
        assert (dead.state, dead.error) == (PlanState.FAILED, planning.DIED)
        assert (again.state, again.note, again.in_force_for) == (
            PlanState.READY,
            planning.AGAIN,
            day.event.id,
        )
        again.in_force_for, again.state = None, PlanState.RUNNING
        again.started_at = NOW - timedelta(days=3)
    with app.app_context(), transaction():
        planning.resume()
        newest = plans.history(db.session.get(Event, day.event.id))[0]
        assert (newest.number, newest.state) == (2, PlanState.FAILED)


def test_contradicting_promises_fail_in_words(app: Flask, day: Day) -> None:
    with app.app_context(), transaction():
        slot = plans.slots_of(db.session.get(Event, day.event.id))[0]
        day.buyers[0].off_slots = [slot.id]
        db.session.merge(day.buyers[0])
        pair = {"buyer_id": day.buyers[0].id, "supplier_id": day.suppliers[0].id}
        db.session.add(Lock(event_id=day.event.id, slot_id=slot.id, at=NOW, **pair))
    number = planned(app, day)

    with app.app_context():
        plan = db.session.get(MeetingPlan, number)
        assert (plan.state, plan.error) == (PlanState.FAILED, planning.REFUSED)


def test_publishing_writes_only_to_those_whose_agenda_changed(app: Flask, day: Day) -> None:
    number = planned(app, day)
    with app.app_context(), transaction():
        event, plan = db.session.get(Event, day.event.id), db.session.get(MeetingPlan, number)
        told = publishing.publish(event, plan, final=False, now=NOW)
        assert len(told.new) == 6
        assert mails() == 5
    with app.app_context(), transaction():
        event, plan = db.session.get(Event, day.event.id), db.session.get(MeetingPlan, number)
        again = publishing.publish(event, plan, final=False, now=NOW)
        assert (again.people, mails()) == (frozenset(), 5)
        moved = next(m for m in plans.meetings(plan) if m.supplier_id == day.suppliers[0].id)
        pair = (moved.buyer_id, moved.supplier_id)
        free = [s for s, stands in replanning.possible_places(event, plan, moved) if stands is None]
        to = next(slot for slot in free if slot.id != moved.slot_id)
        replanning.move(event, plan, moved, to, actor=SYSTEM, now=NOW)
    with app.app_context(), transaction():
        event = db.session.get(Event, day.event.id)
        told = publishing.publish(event, plans.in_force(event), final=True, now=NOW)

        assert (told.changed, told.people, mails()) == ({pair}, set(pair), 7)
        words = {(one.kind, "provisoires" in one.subject) for one in db.session.query(OutboxMail)}
        assert words == {("event.agenda_preliminary", True), ("event.agenda_final", False)}
        entry = publishing.agenda_of(event, day.suppliers[0])
        assert {(e.buyer_id, e.sequence) for e in entry if e.buyer_id == pair[0]} == {(pair[0], 1)}


def mails() -> int:
    query = sa.select(sa.func.count()).where(OutboxMail.kind.like("event.agenda%"))
    return db.session.execute(query).scalar_one()


def test_replanning_keeps_the_past_and_fills_the_holes_of_the_absent(app: Flask, make_day) -> None:
    day = make_day(buyers=1, suppliers=3, buyer_most=2)
    planned(app, day)
    with app.app_context(), transaction():
        event = db.session.get(Event, day.event.id)
        base = plans.in_force(event)
        met = {m.supplier_id: m for m in plans.meetings(base)}
        assert met.keys() == {day.suppliers[0].id, day.suppliers[1].id}
        last = max(met.values(), key=lambda m: m.slot.starts)
        plan = replanning.replan(event, from_slot=last.slot, absent=[last.supplier_id], actor=SYSTEM, now=NOW)

        assert plan.in_force_for is None
        after = {m.supplier_id: m.slot_id for m in plans.meetings(plan)}
        first = min(met.values(), key=lambda m: m.slot.starts)
        assert after[first.supplier_id] == first.slot_id
        assert after.keys() == {first.supplier_id, day.suppliers[2].id}
        people = {change.registration.id for change in plans.differences(base, plan)}
        assert people == {day.buyers[0].id, last.supplier_id, day.suppliers[2].id}


def test_replanning_survives_what_has_changed_since_the_morning(app: Flask, day: Day) -> None:
    """A cancelled buyer, a table less and a firm that now says no: what took place stays as it was."""
    planned(app, day)
    with app.app_context(), transaction():
        event = db.session.get(Event, day.event.id)
        slots = plans.slots_of(event)
        past = {m.id for m in plans.meetings(plans.in_force(event)) if m.slot.starts < slots[2].starts}
        gone = db.session.merge(day.buyers[0])
        gone.state, gone.seat = "cancelled", None
        event.rooms[0].tables = 1
        db.session.flush()
        plan = replanning.replan(event, from_slot=slots[2], actor=SYSTEM, now=NOW)

        kept = {(m.buyer_id, m.slot_id) for m in plans.meetings(plan) if m.slot.starts < slots[2].starts}
        assert len(kept) == len(past)
        assert gone.id not in {m.buyer_id for m in plans.meetings(plan) if m.slot.starts >= slots[2].starts}


def test_two_organisers_replan_at_once_and_one_plan_wins_whole(app: Flask, day: Day) -> None:
    planned(app, day)
    start, came = Barrier(2), []

    def organiser() -> None:
        try:
            with app.app_context(), transaction():
                event = db.session.get(Event, day.event.id)
                number = replanning.replan(event, from_slot=None, actor=SYSTEM, now=NOW).id
            start.wait()
            with app.app_context(), transaction():
                planning.put_in_force(db.session.get(MeetingPlan, number), actor=SYSTEM, now=NOW)
            came.append("in force")
        except AgainstPlan:
            came.append("against")

    threads = [Thread(target=organiser) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(came) == ["against", "in force"]
    with app.app_context():
        in_force = sa.select(sa.func.count()).where(MeetingPlan.in_force_for == day.event.id)
        assert db.session.execute(in_force).scalar_one() == 1


def test_a_second_plan_in_force_is_refused_by_the_constraint(app: Flask, day: Day) -> None:
    """The twin of the race: with the look at the base left out, the constraint alone refuses."""
    planned(app, day)
    with app.app_context():
        event = db.session.get(Event, day.event.id)
        plan = planning.new_plan(event, actor=SYSTEM, now=NOW, state=PlanState.READY)
        plan.in_force_for = event.id
        with pytest.raises(sa.exc.IntegrityError):
            db.session.flush()


def test_moving_where_somebody_is_busy_is_refused_with_the_reason(app: Flask, day: Day) -> None:
    number = planned(app, day)
    with app.app_context():
        event, plan = db.session.get(Event, day.event.id), db.session.get(MeetingPlan, number)
        one, other = [m for m in plans.meetings(plan) if m.buyer_id == day.buyers[0].id][:2]
        stands = {slot.id: why for slot, why in replanning.possible_places(event, plan, one)}

        assert stands[other.slot_id].rule == "busy"
        with pytest.raises(replanning.Impossible):
            replanning.move(event, plan, one, other.slot, actor=SYSTEM, now=NOW)


def test_instance_folds_companions_and_counts_wishes(app: Flask, day: Day) -> None:
    with app.app_context():
        event = db.session.get(Event, day.event.id)
        companion, pair = db.session.merge(day.buyers[1]), (day.buyers[0].id, day.suppliers[0].id)
        companion.companion_of_id = day.buyers[0].id
        db.session.flush()
        instance = agenda.instance_of(event)

        assert [p.home_table for p in instance.participants] == [0, None, None, None]
        assert {(p.buyer, p.supplier): p.value for p in instance.pairs}[str(pair[0]), str(pair[1])] == 180
        assert [slot.block for slot in instance.slots] == [0] * 6 + [1] * 6


def test_meetings_are_unique_in_their_plan(app: Flask, day: Day) -> None:
    number = planned(app, day)
    with app.app_context():
        twice = db.session.execute(sa.select(Meeting).where(Meeting.plan_id == number)).scalars().first()
        planning_rows = [(twice.buyer_id, twice.supplier_id, twice.slot_id, twice.table_number)]
        with pytest.raises(sa.exc.IntegrityError):
            planning.insert(db.session.get(MeetingPlan, number), planning_rows)


def test_plan_asked_during_the_day_keeps_what_has_taken_place(app: Flask, day: Day) -> None:
    planned(app, day)
    with app.app_context():
        event = db.session.get(Event, day.event.id)
        noon = plans.slots_of(event)[2].starts_at
        before = past(plans.in_force(event), noon)
    with app.app_context(), transaction():
        for one in day.buyers:
            db.session.merge(one).off_slots = [slot.id for slot in plans.slots_of(event)[:2]]
    with time_machine.travel(noon, tick=True):
        number = planned(app, day)

    with app.app_context():
        assert before
        assert past(db.session.get(MeetingPlan, number), noon) == before


def past(plan: MeetingPlan, now: datetime) -> set[tuple[int, int, int]]:
    held = plans.meetings(plan)
    return {(m.buyer_id, m.supplier_id, m.slot_id) for m in held if m.slot.starts_at < now}


def test_plan_page_reads_no_more_for_more_people(app: Flask, make_day, count_queries) -> None:
    counts = []
    for suppliers in (1, 3):
        day = make_day(suppliers=suppliers)
        planned(app, day)
        with app.app_context():
            event = db.session.get(Event, day.event.id)
            counts.append(count_queries(lambda event=event: read(event)))

    assert counts[0] == counts[1]


def read(event: Event) -> list[str]:
    """What the page touches of each person and meeting."""
    plan = plans.in_force(event)
    held = plans.meetings(plan)
    shown = [m.buyer.organisation_name + m.supplier.organisation_name + str(m.slot.starts) for m in held]
    return shown + [share.registration.person for share in plans.shares(event, plan, held)]
