"""What a plan leaves open, decided by the organiser: a meeting placed by hand, a swap made."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaker.errors import Conflict
from matchmaker.events import openings, plans, queries
from matchmaker.events.models import MeetingPlan, Slot
from matchmaker.events.openings import Opening
from matchmaker.events.services import amending
from matchmaker.events.views.area import blueprint
from matchmaker.extensions import db
from matchmaker.web.policy import Access, allow

# So many partners of each hour: the best of them.
SHOWN = 5


@blueprint.get("/my-events/<id:event_id>/plan/<id:number>/people/<id:registration_id>/openings")
@allow(Access.ORGANISER)
def plan_openings(event_id: int, number: int, registration_id: int) -> ResponseReturnValue:
    """Whom somebody could still meet, and when."""
    event = queries.owned(g.actor, event_id)
    plan, person = plans.one(event, number), queries.registration(event, registration_id)
    found = openings.openings(event, plan, person, now=datetime.now(UTC))
    return render_template(
        "events/plan_openings.html",
        event=event,
        plan=plan,
        person=person,
        hours=_by_hour(found),
        back=_shown(plan),
    )


def _by_hour(found: list[Opening]) -> list[tuple[Slot, list[Opening]]]:
    hours: dict[int, tuple[Slot, list[Opening]]] = {}
    for one in found:
        _slot, rows = hours.setdefault(one.slot.id, (one.slot, []))
        if len(rows) < SHOWN:
            rows.append(one)
    return list(hours.values())


@blueprint.post("/my-events/<id:event_id>/plan/<id:number>/people/<id:registration_id>/openings")
@allow(Access.ORGANISER)
def place_meeting(event_id: int, number: int, registration_id: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id, lock=True)
    plan, person = plans.one(event, number), queries.registration(event, registration_id)
    slot = next((one for one in event.slots if str(one.id) == request.form.get("slot")), None)
    other = request.form.get("other", "")
    here = url_for("events.plan_openings", event_id=event_id, number=number, registration_id=registration_id)
    if slot is None or not (other.isascii() and other.isdigit() and len(other) < 10):
        flash(_("Choose where the meeting goes. Nothing was changed."), "error")
        return redirect(here, 303)
    try:
        fresh = amending.place(event, plan, person, int(other), slot, actor=g.actor, now=datetime.now(UTC))
    except Conflict as refusal:
        return _refused(refusal, here)
    flash(_("The meeting is placed, and locked there. Nobody has been told yet."), "success")
    if fresh.in_force_for is not None:
        return redirect(url_for("events.plan_person", event_id=event_id, registration_id=person.id), 303)
    return redirect(_shown(fresh), 303)


@blueprint.post("/my-events/<id:event_id>/plan/<id:number>/swaps")
@allow(Access.ORGANISER)
def look_for_swaps(event_id: int, number: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id, lock=True)
    plan = plans.one(event, number)
    count = amending.look_for_swaps(event, plan, now=datetime.now(UTC))
    if count:
        words = ngettext("%(num)s swap would help.", "%(num)s swaps would help.", count)
        flash(words, "success")
    else:
        flash(_("No swap that would help was found."), "info")
    return redirect(_shown(plan), 303)


@blueprint.post("/my-events/<id:event_id>/plan/<id:number>/swap")
@allow(Access.ORGANISER)
def make_swap(event_id: int, number: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id, lock=True)
    plan = plans.one(event, number)
    here, rank = _shown(plan), request.form.get("rank", "")
    try:
        chosen = int(rank) if rank.isascii() and rank.isdigit() and len(rank) < 4 else -1
        fresh = amending.swap(event, plan, chosen, actor=g.actor, now=datetime.now(UTC))
    except Conflict as refusal:
        return _refused(refusal, here)
    flash(_("The swap is made. Nobody has been told yet."), "success")
    return redirect(_shown(fresh), 303)


def _refused(refusal: Conflict, here: str) -> ResponseReturnValue:
    """Nothing is kept; the page says why."""
    db.session.rollback()
    flash(_(refusal.message, **refusal.values), "error")
    return redirect(here, 303)


def _shown(plan: MeetingPlan) -> str:
    """The page on which a plan is looked at: that of the day, of the plan in force, or of what it changes."""
    if plan.in_force_for is not None:
        return url_for("events.plan", event_id=plan.event_id)
    if plan.from_slot_id is not None:
        return url_for("events.day_changes", event_id=plan.event_id, plan_id=plan.id)
    return url_for("events.plan_differences", event_id=plan.event_id, number=plan.number)
