"""The organiser's plan: ask for it, watch it, read it, lock, move, compare, publish."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaker.errors import NotFound
from matchmaker.events import plans, queries, rules
from matchmaker.events.forms.planning import MoreTablesForm
from matchmaker.events.models import Event, PlanState
from matchmaker.events.plan_wording import WORDS
from matchmaker.events.services import planning, publishing, replanning, tables
from matchmaker.events.views.area import blueprint, form_page
from matchmaker.web.pagination import as_page, requested_page
from matchmaker.web.policy import Access, allow

# Tables of a page of the grid, and the least served participants: thousands would be no page.
TABLES, PEOPLE = 100, 300


@blueprint.get("/my-events/<id:event_id>/plan")
@allow(Access.ORGANISER)
def plan(event_id: int) -> ResponseReturnValue:
    """The plan in force, or the first steps towards one."""
    return _page(queries.owned(g.actor, event_id), MoreTablesForm())


def _page(event: Event, form: MoreTablesForm) -> ResponseReturnValue:
    current, history, now = plans.in_force(event), plans.history(event), datetime.now(UTC)
    begun, number = plans.begun(event, now), requested_page()
    shown: dict[str, Any] = plans.shown(event, current) if current else {"grid": None}
    grid = shown["grid"]
    across = grid.tables[TABLES * (number - 1) : TABLES * number] if grid else []
    return form_page(
        "events/plan.html",
        form,
        event=event,
        plan=current,
        under_way=plans.under_way(event),
        again=planning.AGAIN,
        last=history[0] if history else None,
        history=history,
        constraints=plans.constraints(event),
        can_prepare=rules.can_prepare(event) and begun < len(event.slots),
        can_ask_tables=rules.can_prepare(event) and not begun,
        pending=len(publishing.pending(event, current)) if current else 0,
        was_final=publishing.ever_final(event),
        words=WORDS,
        page=as_page(list(across), number=number, per_page=TABLES, total=len(grid.tables) if grid else 0),
        part=lambda number: url_for(
            "events.plan", event_id=event.id, page=number if number > 1 else None, _anchor="grid"
        ),
        people_shown=PEOPLE,
        **shown,
    )


@blueprint.post("/my-events/<id:event_id>/plan")
@allow(Access.ORGANISER)
def ask_plan(event_id: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id, lock=True)
    planning.ask(event, actor=g.actor, now=datetime.now(UTC))
    return back(event_id)


@blueprint.post("/my-events/<id:event_id>/plan/<id:number>/tables")
@allow(Access.ORGANISER)
def ask_tables(event_id: int, number: int) -> ResponseReturnValue:
    """What so many more tables would bring."""
    event = queries.owned(g.actor, event_id, lock=True)
    form = MoreTablesForm()
    if not form.validate_on_submit():
        return _page(event, form)
    tables.ask(event, plans.one(event, number), int(form.more.data or 1), now=datetime.now(UTC))
    return redirect(url_for("events.plan", event_id=event_id, _anchor="tables"), 303)


@blueprint.post("/my-events/<id:event_id>/plan/<id:number>/cancel")
@allow(Access.ORGANISER)
def cancel_plan(event_id: int, number: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id, lock=True)
    planning.cancel(plans.one(event, number), actor=g.actor, now=datetime.now(UTC))
    flash(_("The computation is given up. The plan in force stays as it was."), "info")
    return back(event_id)


@blueprint.get("/my-events/<id:event_id>/plan/<id:number>/differences")
@allow(Access.ORGANISER)
def plan_differences(event_id: int, number: int) -> ResponseReturnValue:
    """What this plan changes for each participant, against the one in force or another (`?with=`)."""
    event = queries.owned(g.actor, event_id)
    one, current = plans.one(event, number), plans.in_force(event)
    other = plans.one(event, int(told)) if (told := request.args.get("with", "")).isdecimal() else current
    if one.state is not PlanState.READY:
        abort(404)
    return render_template(
        "events/plan_differences.html",
        event=event,
        one=one,
        other=other,
        changes=plans.differences(other, one),
        swaps=plans.swaps(event, one),
        history=[p for p in plans.history(event) if p.state is PlanState.READY and p.id != one.id],
        can_take=one.in_force_for is None and one.base_id == (current.id if current else None),
        words=WORDS,
    )


@blueprint.post("/my-events/<id:event_id>/plan/<id:number>/in-force")
@allow(Access.ORGANISER)
def take_plan(event_id: int, number: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id, lock=True)
    planning.put_in_force(plans.one(event, number), actor=g.actor, now=datetime.now(UTC))
    flash(_("This plan is in force now. Nobody has been told yet."), "success")
    return back(event_id)


@blueprint.post("/my-events/<id:event_id>/plan/<id:number>/publish")
@allow(Access.ORGANISER)
def publish_plan(event_id: int, number: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id, lock=True)
    final = request.form.get("final") == "1"
    told = publishing.publish(
        event, plans.one(event, number), final=final, actor=g.actor, now=datetime.now(UTC)
    )
    count = len(told.people)
    flash(
        ngettext(
            "The plan is published: the agenda of %(num)s participant changed, and it is written to.",
            "The plan is published: the agendas of %(num)s participants changed, and they are written to.",
            count,
        ),
        "success",
    )
    return back(event_id)


@blueprint.get("/my-events/<id:event_id>/plan/<id:number>/meetings/<id:meeting_id>")
@allow(Access.ORGANISER)
def plan_meeting(event_id: int, number: int, meeting_id: int) -> ResponseReturnValue:
    """One meeting: lock it, or move it where nothing stands against it."""
    event = queries.owned(g.actor, event_id)
    one = plans.one(event, number)
    meeting = replanning.meeting(one, meeting_id)
    return render_template(
        "events/plan_meeting.html",
        event=event,
        plan=one,
        meeting=meeting,
        is_locked=(meeting.buyer_id, meeting.supplier_id) in plans.locked(event),
        now=datetime.now(UTC),
        places=replanning.possible_places(event, one, meeting) if one.in_force_for else [],
        words=WORDS,
    )


@blueprint.post("/my-events/<id:event_id>/plan/<id:number>/meetings/<id:meeting_id>/move")
@allow(Access.ORGANISER)
def move_meeting(event_id: int, number: int, meeting_id: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id, lock=True)
    one = plans.one(event, number)
    told = request.form.get("slot", "")
    to = next((slot for slot in plans.slots_of(event) if str(slot.id) == told), None)
    if to is None:
        flash(_("Choose where the meeting goes. Nothing was changed."), "error")
        here = url_for("events.plan_meeting", event_id=event_id, number=number, meeting_id=meeting_id)
        return redirect(here, 303)
    meeting = replanning.meeting(one, meeting_id)
    replanning.move(event, one, meeting, to, actor=g.actor, now=datetime.now(UTC))
    flash(_("The meeting is moved, and locked there."), "success")
    return back(event_id)


@blueprint.post("/my-events/<id:event_id>/plan/<id:number>/meetings/<id:meeting_id>/lock")
@allow(Access.ORGANISER)
def lock_meeting(event_id: int, number: int, meeting_id: int) -> ResponseReturnValue:
    """Lock or, with `unlock`, leave free again."""
    event = queries.owned(g.actor, event_id, lock=True)
    meeting = replanning.meeting(plans.one(event, number), meeting_id)
    pair, now = (meeting.buyer_id, meeting.supplier_id), datetime.now(UTC)
    if request.form.get("unlock"):
        replanning.unlock(event, *pair, actor=g.actor, now=now)
        flash(_("The meeting may move again."), "success")
    else:
        replanning.promise(event, *pair, meeting.slot, actor=g.actor, now=now)
        flash(_("The meeting is locked: plans to come keep it."), "success")
    return back(event_id)


@blueprint.get("/my-events/<id:event_id>/plan/people/<id:registration_id>")
@allow(Access.ORGANISER)
def plan_person(event_id: int, registration_id: int) -> ResponseReturnValue:
    """One participant: meetings, and each pair without one with its reason."""
    event = queries.owned(g.actor, event_id)
    current, person = plans.in_force(event), queries.registration(event, registration_id)
    if current is None:
        raise NotFound
    held = [m for m in plans.meetings(current) if person.id in (m.buyer_id, m.supplier_id)]
    people = {one.id: one for one in queries.participants(event)}
    missed = [
        (people[other], reason)
        for buyer, supplier, reason in current.unplaced
        if person.id in (buyer, supplier) and (other := supplier if person.id == buyer else buyer) in people
    ]
    return render_template(
        "events/plan_person.html",
        event=event,
        plan=current,
        person=person,
        held=held,
        missed=missed,
        can_place=rules.can_prepare(event) and replanning.after(event, datetime.now(UTC)) is not None,
        words=WORDS,
    )


def back(event_id: int) -> ResponseReturnValue:
    return redirect(url_for("events.plan", event_id=event_id), 303)
