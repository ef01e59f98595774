"""Plans: asked for by an organiser, computed by the worker, put in force whole or not at all.

The worker holds no transaction while it searches: it reads, searches, then writes once. Progress is written
in short transactions of its own, where it also learns that the plan was given up.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker import database
from matchmaker.accounts.actor import SYSTEM, Actor
from matchmaker.errors import N_
from matchmaker.events import agenda, plans, queries, rules
from matchmaker.events.errors import AgainstPlan, EventClosed
from matchmaker.events.models import (
    Event,
    Meeting,
    MeetingPlan,
    PlanState,
    Registration,
    RegistrationState,
)
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.scheduling.instance import Instance

log = logging.getLogger(__name__)
TASK, RESUME = "events.plan", "events.resume_plans"
# The search is cut after so many seconds; a plan that runs for longer than `DEAD` lost its worker.
SECONDS = 45.0
DEAD = timedelta(minutes=4)
# Stages of the planner and how far they are, for the bar; what it says beyond is not a sentence for people.
STAGES = {"first plan": 40, "improved": 60, "linear bound": 75, "around": 85}

DIED = N_("The computation was cut short by a stop of the service. Nothing was changed: ask again.")
BROKE = N_("The computation failed. Nothing was changed; the fault was noted for the operator.")
UNSOUND = N_("The plan did not pass the check and was not kept. The fault was noted for the operator.")
REFUSED = N_(
    "What is promised contradicts itself (locked meetings, hours, tables): unlock one and ask again."
)
GIVEN_UP = N_("Given up by the organiser.")
# The note of a plan asked for in the stead of one whose worker died; it is not asked for a third time.
AGAIN = "again"


class GivenUp(Exception):
    """The organiser pressed cancel while the worker searched."""


def ask(event: Event, *, actor: Actor, now: datetime, note: str = "") -> MeetingPlan:
    """A plan to compute, the one under way if there is one. Raises EventClosed, also when the day is over."""
    slots = plans.slots_of(event)
    if not rules.can_prepare(event) or (slots and plans.begun(event, now) == len(slots)):
        raise EventClosed
    under_way = plans.under_way(event)
    if under_way is not None:
        return under_way
    plan = new_plan(event, actor=actor, now=now, state=PlanState.ASKED, note=note)
    record(actor, Action.PLAN_ASKED, "event", event.id, now=now, plan=plan.number)
    jobs.want(db.session, TASK)
    return plan


def new_plan(event: Event, *, actor: Actor, now: datetime, state: PlanState, note: str = "") -> MeetingPlan:
    base = plans.in_force(event)
    last = sa.select(sa.func.max(MeetingPlan.number)).where(MeetingPlan.event_id == event.id)
    plan = MeetingPlan(
        event_id=event.id,
        number=(db.session.execute(last).scalar_one() or 0) + 1,
        state=state,
        base_id=base.id if base else None,
        author_id=actor.user_id,
        note=note,
        asked_at=now,
    )
    db.session.add(plan)
    db.session.flush()
    return plan


def cancel(plan: MeetingPlan, *, actor: Actor, now: datetime) -> None:
    """Give up a plan under way; one that is finished stays as it is."""
    if plan.state is PlanState.ASKED:
        plan.state, plan.finished_at, plan.error = PlanState.CANCELLED, now, GIVEN_UP
    elif plan.state is PlanState.RUNNING:
        plan.cancel_asked = True
    else:
        return
    db.session.flush()
    record(actor, Action.PLAN_CANCELLED, "event", plan.event_id, now=now, plan=plan.number)


def put_in_force(plan: MeetingPlan, *, actor: Actor, now: datetime) -> None:
    """Replace the plan it was made against. Raises AgainstPlan when that is no longer the one in force."""
    event = queries.held(Event, plan.event_id)
    assert event is not None
    if not rules.can_prepare(event):
        raise EventClosed
    current = plans.in_force(event, lock=True)
    if plan.state is not PlanState.READY or (current.id if current else None) != plan.base_id:
        raise AgainstPlan
    if current is not None:
        current.in_force_for = None
        db.session.flush()
    plan.in_force_for = event.id
    try:
        db.session.flush()
    except IntegrityError:
        raise AgainstPlan from None
    _leave_out_the_gone(event, plan, now=now)
    record(actor, Action.PLAN_PUT_IN_FORCE, "event", event.id, now=now, plan=plan.number)


def _leave_out_the_gone(event: Event, plan: MeetingPlan, *, now: datetime) -> None:
    """Whoever cancelled while the plan was made is expected by nobody; what has begun stays as it was."""
    gone = sa.select(Registration.id).where(
        Registration.event_id == event.id, Registration.state != RegistrationState.CONFIRMED
    )
    to_come = [slot.id for slot in plans.slots_of(event) if slot.starts_at > now]
    lost = sa.delete(Meeting).where(
        Meeting.plan_id == plan.id,
        Meeting.slot_id.in_(to_come),
        sa.or_(Meeting.buyer_id.in_(gone), Meeting.supplier_id.in_(gone)),
    )
    if db.session.execute(lost, execution_options={"synchronize_session": False}).rowcount:  # type: ignore[attr-defined]
        plan.measures = {**plan.measures, "meetings": plans.meetings_count(plan)}
        db.session.flush()


@jobs.task(TASK, every_minute=True)
def compute_next() -> None:
    """The oldest plan asked for; one at a time, and another turn when more wait."""
    db.session.rollback()
    number = _claim(datetime.now(UTC))
    if number is None:
        return
    compute(number)
    if _waiting():
        jobs.want(db.session, TASK)


@jobs.task(RESUME, every_minute=True, at_start=True)
def resume() -> None:
    """Plans whose worker was killed are told as failed, and asked for again, once.

    On SQLite there is one worker: when it looks, nothing is running. Elsewhere another one may be at work, so
    that only a plan which runs for longer than any may is dead.
    """
    now = datetime.now(UTC)
    alone = db.engine.dialect.name == "sqlite"
    query = sa.select(MeetingPlan).where(
        MeetingPlan.state == PlanState.RUNNING, MeetingPlan.started_at <= (now if alone else now - DEAD)
    )
    for plan in db.session.execute(query.with_for_update(skip_locked=True)).scalars().all():
        plan.state, plan.error, plan.finished_at, plan.progress = PlanState.FAILED, DIED, now, ""
        db.session.flush()
        record(SYSTEM, Action.PLAN_FAILED, "event", plan.event_id, now=now, plan=plan.number)
        event = db.session.get_one(Event, plan.event_id)
        if plan.note != AGAIN and not plan.cancel_asked:
            with suppress(EventClosed):
                ask(event, actor=SYSTEM, now=now, note=AGAIN)


def compute(number: int) -> None:
    """Search without a transaction, then write in the caller's."""
    try:
        instance, found = _searched(number)
    except GivenUp:
        _end(number, PlanState.CANCELLED, GIVEN_UP)
    except agenda.InstanceRefused as refused:
        log.warning("plan %s refused: %s", number, refused)
        _end(number, PlanState.FAILED, REFUSED)
    except Exception:
        _end(number, PlanState.FAILED, BROKE)
        raise
    else:
        faults = agenda.faults_of(instance, found)
        if faults:
            log.error("plan %s is unsound: %s", number, "; ".join(faults[:5]))
            _end(number, PlanState.FAILED, UNSOUND)
            return
        keep(number, instance, found)


def _searched(number: int) -> tuple[Instance, agenda.Plan]:
    with database.access(read_only=True):
        plan = db.session.get(MeetingPlan, number)
        assert plan is not None
        event = db.session.get(Event, plan.event_id)
        assert event is not None
        base = db.session.get(MeetingPlan, plan.base_id) if plan.base_id else None
        begun, seed = plans.begun(event, datetime.now(UTC)), plan.seed
        if base is not None and begun:  # the day has begun: what has taken place stays
            instance = agenda.replan_of(event, base, from_slot=begun)
        else:
            instance = agenda.instance_of(event, base=base)
        db.session.rollback()
    _tell(number, "read", 15)
    return instance, agenda.solve(
        instance, seconds=SECONDS, seed=seed, progress=lambda text: _tell(number, text, None)
    )


def keep(number: int, instance: Instance, found: agenda.Plan) -> None:
    """Write the plan; in force at once when it replaces what it was made against, unless that was final."""
    plan = queries.held(MeetingPlan, number)
    if plan is None or plan.cancel_asked or plan.state is not PlanState.RUNNING:
        if plan is not None and plan.state is PlanState.RUNNING:
            plan.state, plan.error, plan.finished_at = PlanState.CANCELLED, GIVEN_UP, datetime.now(UTC)
        return
    event = db.session.get(Event, plan.event_id)
    assert event is not None
    now = datetime.now(UTC)
    write(event, plan, instance, found, now=now)
    base = db.session.get(MeetingPlan, plan.base_id) if plan.base_id else None
    if base is None or base.final_at is None:
        try:
            with db.session.begin_nested():
                put_in_force(plan, actor=SYSTEM, now=now)
        except (AgainstPlan, EventClosed):
            log.info("plan %s is ready, another one is in force", number)


def write(event: Event, plan: MeetingPlan, instance: Instance, found: agenda.Plan, *, now: datetime) -> None:
    """Figures and meetings of a sound plan."""
    plan.state, plan.finished_at = PlanState.READY, now
    plan.progress, plan.percent = "", 100
    plan.value, plan.bound = found.value, found.bound
    plan.shortfall, plan.shortfall_bound = found.shortfall, found.shortfall_bound
    plan.stopped = found.stopped
    plan.measures = agenda.measures_of(instance, found)
    plan.unplaced = [[int(one.buyer), int(one.supplier), one.reason] for one in found.unscheduled]
    plan.offers = [asdict(one) for one in found.offers]
    ids = [slot.id for slot in plans.slots_of(event)]
    insert(plan, [(int(m.buyer), int(m.supplier), ids[m.slot], m.table + 1) for m in found.meetings])
    record(
        SYSTEM,
        Action.PLAN_COMPUTED,
        "event",
        event.id,
        now=now,
        plan=plan.number,
        meetings=len(found.meetings),
    )


def insert(plan: MeetingPlan, rows: Sequence[tuple[int, int, int, int]]) -> None:
    """Meetings as (buyer, supplier, slot, table from 1), all at once."""
    db.session.flush()
    if rows:
        keys = ("buyer_id", "supplier_id", "slot_id", "table_number")
        values = [{"plan_id": plan.id, **dict(zip(keys, row, strict=True))} for row in rows]
        db.session.execute(sa.insert(Meeting), values)


def _claim(now: datetime) -> int | None:
    with _briefly() as session:
        query = sa.select(MeetingPlan).where(MeetingPlan.state == PlanState.ASKED)
        query = query.order_by(MeetingPlan.id).limit(1).with_for_update(skip_locked=True)
        plan = session.execute(query).scalar_one_or_none()
        if plan is None:
            return None
        plan.state, plan.started_at, plan.percent = PlanState.RUNNING, now, 5
        return plan.id


def _tell(number: int, text: str, percent: int | None) -> None:
    """How far it is. Raises GivenUp when the organiser asked to stop."""
    percent = percent or next((far for stage, far in STAGES.items() if text.startswith(stage)), 50)
    with _briefly() as session:
        plan = session.get(MeetingPlan, number)
        if plan is None or plan.cancel_asked or plan.state is not PlanState.RUNNING:
            raise GivenUp
        plan.progress, plan.percent = text[:200], max(plan.percent, percent)


def _end(number: int, state: PlanState, error: str) -> None:
    now = datetime.now(UTC)
    with _briefly() as session:
        plan = session.get(MeetingPlan, number)
        if plan is not None and plan.state is PlanState.RUNNING:
            plan.state, plan.error, plan.finished_at, plan.progress = state, error, now, ""


def _waiting() -> bool:
    query = sa.select(MeetingPlan.id).where(MeetingPlan.state == PlanState.ASKED).limit(1)
    return db.session.execute(query).first() is not None


@contextmanager
def _briefly() -> Iterator[Session]:
    """A short writing transaction beside the job's own, which holds nothing while this one lasts."""
    with database.access(read_only=False), Session(db.engine) as session, session.begin():
        yield session
