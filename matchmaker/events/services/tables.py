"""What more tables would bring beside the plan in force: asked by the organiser, computed by the worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from matchmaker import database
from matchmaker.events import agenda, openings, plans, queries, rules
from matchmaker.events.errors import AgainstPlan, EventClosed
from matchmaker.events.models import Event, MeetingPlan
from matchmaker.extensions import db, jobs
from matchmaker.scheduling.plan import Plan

TASK = "events.more_tables"
MOST = 10
SECONDS = 15.0
ASKED, FOUND = "tables_asked", "more_tables"


def ask(event: Event, plan: MeetingPlan, more: int, *, now: datetime) -> None:
    """The answer is kept with the plan. Raises AgainstPlan; EventClosed once the day has begun."""
    if plan.in_force_for != event.id:
        raise AgainstPlan
    if not rules.can_prepare(event) or plans.begun(event, now):
        raise EventClosed
    known = {name: value for name, value in (plan.measures or {}).items() if name != FOUND}
    plan.measures = {**known, ASKED: more}
    db.session.flush()
    jobs.want(db.session, TASK)


@jobs.task(TASK, every_minute=True)
def compute_asked() -> None:
    """Searched without a transaction, then written; a plan replaced meanwhile is left as it is."""
    db.session.rollback()
    with database.access(read_only=True):
        found = {plan.id: answer(plan) for plan in _asked()}
        db.session.rollback()
    for number, said in found.items():
        plan = queries.held(MeetingPlan, number)
        if plan is not None and plan.measures.get(ASKED) == said["asked"]:
            known = {name: value for name, value in plan.measures.items() if name != ASKED}
            plan.measures = {**known, FOUND: dict(said)}


def _asked() -> list[MeetingPlan]:
    """Few plans are in force at a time."""
    query = sa.select(MeetingPlan).where(MeetingPlan.in_force_for.is_not(None)).order_by(MeetingPlan.id)
    return [plan for plan in db.session.execute(query).scalars() if (plan.measures or {}).get(ASKED)]


def answer(plan: MeetingPlan) -> Mapping[str, int | bool]:
    """`free`: no slot has all its tables taken, so that more would bring nothing."""
    more = int(plan.measures[ASKED])
    given = openings.settled(db.session.get_one(Event, plan.event_id), plan)
    met = {person for m in given.held for person in (m.buyer, m.supplier)}
    whole = Plan(
        meetings=given.held,
        value=plan.value or 0,
        bound=plan.bound or 0,
        shortfall=plan.shortfall or 0,
        shortfall_bound=plan.shortfall_bound or 0,
        without_meeting=tuple(one.id for one in given.instance.participants if one.id not in met),
        unscheduled=(),
        stopped="optimal" if plan.stopped == "optimal" else "steps",
    )
    try:
        found = agenda.more_tables(given.instance, whole, more, seconds=SECONDS)
    except agenda.InstanceRefused:
        return {"asked": more, "refused": True}
    return {"asked": more, **found} if found else {"asked": more, "free": True}
