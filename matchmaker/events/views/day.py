"""The day itself: the desk on a phone, people without an account at the big screen."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from flask import flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from matchmaker.errors import NotFound
from matchmaker.events import (
    agendas,
    drawing,
    finding,
    identities,
    links,
    plan_wording,
    plans,
    proposals,
    queries,
    wording,
)
from matchmaker.events.models import Event, MeetingPlan, PlanState, Registration, Side, Source, Took
from matchmaker.events.models.event import TIME_ZONE
from matchmaker.events.services import desk, publishing, records, replanning, wishes
from matchmaker.events.services.desk import Press
from matchmaker.events.views.area import blueprint, form_page
from matchmaker.events.views.day_forms import WalkInForm
from matchmaker.extensions import db
from matchmaker.web.forms import clean_line
from matchmaker.web.policy import Access, allow

UNDO_FOR = timedelta(seconds=10)
CHANGES_SHOWN = timedelta(minutes=30)
SCREEN_REFRESH = 30
# Before many have come, those who are missing fill no phone: the first tables, and how many more.
MISSING_SHOWN = 30
PARTNERS_SHOWN = 5
# After so long a page no longer waits for the worker: those present are proposed, and that is said.
MATCHED_WITHIN = timedelta(minutes=2)
ACTS = {"arrive": desk.arrive, "undo": desk.undo_arrival, "absent": desk.absent}


@blueprint.get("/my-events/<id:event_id>/day")
@allow(Access.ORGANISER)
def day(event_id: int) -> ResponseReturnValue:
    """`q`: two letters or a number; `done`: the number of whoever was checked in just now."""
    event, now = queries.owned(g.actor, event_id), datetime.now(UTC)
    words = clean_line(request.args.get("q", ""))[:80]
    slots = queries.slots(event)
    return render_template(
        "events/day.html",
        event=event,
        words=words,
        too_short=0 < len(words) < finding.LEAST_LETTERS and not words.isdigit(),
        found=finding.find(event, words) if words else [],
        counts=finding.counts(event),
        missing=finding.missing(event, slots, now),
        missing_shown=MISSING_SHOWN,
        shown=finding.SHOWN,
        slot=finding.current_slot(slots, now),
        following=finding.next_slot(slots, now),
        undo=_just_done(event, now),
        key=_new_key,
        now=now,
        sides=wording.SIDES,
        hour=wording.hour,
        screen_url=url_for("events.screen", screen_token=links.screen_token_of(event)),
        waiting_plan=_waiting_plan(event),
    )


@blueprint.get("/my-events/<id:event_id>/day/<id:number>")
@allow(Access.ORGANISER)
def day_person(event_id: int, number: int) -> ResponseReturnValue:
    """The card of whoever bears this number: the square on the badge leads here."""
    event, now = queries.owned(g.actor, event_id), datetime.now(UTC)
    person = desk.by_number(event, number)
    whole = agendas.gather(event, told=False)
    agenda = whole.agenda(whole.parties.get(person.id) or agendas.party(person))
    return render_template(
        "events/day_person.html",
        event=event,
        person=person,
        agenda=agenda,
        days=drawing.days(agenda, whole),
        said=records.said_by(person),
        can_say=records.begun(whole, agenda, now=now),
        undo=_just_done(event, now),
        key=_new_key,
        sides=wording.SIDES,
        partners=_partners(event, person, now),
        token=links.token_of(person),
    )


def _partners(event: Event, person: Registration, now: datetime) -> dict[str, object] | None:
    """Whom somebody who walked in may meet, and whether the matcher still looks; None for the others."""
    if person.source is not Source.DESK:
        return None
    pairs = [one for one in wishes.pairs_of(event, person) if one.score is not None]
    rows = [
        {"other": wishes.other(one, person), "score": one.score, "parts": plan_wording.parts_of(one)}
        for one in pairs[:PARTNERS_SHOWN]
    ]
    looking = bool(proposals.walked_in(person)) and now - person.updated_at < MATCHED_WITHIN
    return {"rows": rows, "count": len(pairs), "looking": looking}


@blueprint.post("/my-events/<id:event_id>/day/<id:number>/<any(arrive, undo, absent):act>")
@allow(Access.ORGANISER)
def desk_act(event_id: int, number: int, act: str) -> ResponseReturnValue:
    """A press, from a form or from the device's queue (which asks for JSON)."""
    event, now = queries.owned(g.actor, event_id), datetime.now(UTC)
    person = desk.by_number(event, number)
    changed = ACTS[act](person, g.actor, press(now), now=now)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(number=number, act=act, changed=changed)
    if act == "absent":
        flash(_("Noted absent. Plan the rest of the day again to free whoever is waiting."), "info")
        return redirect(url_for("events.day", event_id=event.id), 303)
    done = number if act == "arrive" else None
    return redirect(url_for("events.day", event_id=event.id, done=done), 303)


@blueprint.get("/my-events/<id:event_id>/day/token")
@allow(Access.ORGANISER)
def desk_token(event_id: int) -> ResponseReturnValue:
    """A fresh form token for presses that waited for the network longer than their page's own lived."""
    queries.owned(g.actor, event_id)
    return jsonify(token=generate_csrf())


@blueprint.route("/my-events/<id:event_id>/day/walk-in", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def walk_in(event_id: int) -> ResponseReturnValue:
    event, now = queries.owned(g.actor, event_id), datetime.now(UTC)
    form = WalkInForm()
    if form.validate_on_submit():
        side, press_ = Side(form.side.data), Press((form.form_key.data or _new_key())[:40], now)
        siret = str(form.siret.data) if form.siret.data else None
        known = identities.known(siret, side) if siret else identities.named(form.organisation.data, side)
        made = desk.walk_in(
            event,
            side,
            form.organisation.data,
            form.name.data,
            g.actor,
            press_,
            now=now,
            words=form.words.data or "",
            siret=siret,
            known=known,
        )
        flash(_("%(name)s is number %(number)s.", name=made.organisation_name, number=made.number), "success")
        if made.over_capacity:
            flash(_("This side was full: the person is kept, and flagged as over capacity."), "attention")
        return redirect(url_for("events.day_person", event_id=event.id, number=made.number), 303)
    return form_page("events/walk_in.html", form, event=event)


@blueprint.post("/my-events/<id:event_id>/day/<id:number>/meetings/<id:other_id>")
@allow(Access.ORGANISER)
def desk_meeting(event_id: int, number: int, other_id: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id)
    person = desk.by_number(event, number)
    took = request.form.get("took", "")
    if took not in tuple(Took):
        raise NotFound
    records.say_at_desk(person, other_id, Took(took), g.actor, now=datetime.now(UTC))
    address = url_for("events.day_person", event_id=event.id, number=number, _anchor=f"meeting-{other_id}")
    return redirect(address, 303)


@blueprint.post("/my-events/<id:event_id>/day/replan")
@allow(Access.ORGANISER)
def day_replan(event_id: int) -> ResponseReturnValue:
    """The rest of the day around what stands: shown before it is put in force."""
    now = datetime.now(UTC)
    event = queries.owned(g.actor, event_id, lock=True)
    away = [one.id for one in queries.participants(event) if one.absent_since is not None]
    slot = replanning.after(event, now)
    if slot is None:
        flash(_("The last meetings of the day have begun: nothing can be planned any more."), "info")
        return redirect(url_for("events.day", event_id=event.id), 303)
    plan = replanning.replan(event, from_slot=slot, absent=away, actor=g.actor, now=now)
    return redirect(url_for("events.day_changes", event_id=event.id, plan_id=plan.id), 303)


@blueprint.get("/my-events/<id:event_id>/day/changes/<id:plan_id>")
@allow(Access.ORGANISER)
def day_changes(event_id: int, plan_id: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id)
    plan = _plan(event, plan_id)
    old = _in_force(event)
    changes = replanning.differences(old, plan) if old is not None else []
    return render_template(
        "events/day_changes.html",
        event=event,
        plan=plan,
        changes=changes,
        hour=wording.hour,
        swaps=plans.swaps(event, plan),
        overtaken=old is None or (plan.in_force_for is None and plan.base_id != old.id),
        in_force=plan.in_force_for == event.id,
    )


@blueprint.post("/my-events/<id:event_id>/day/changes/<id:plan_id>")
@allow(Access.ORGANISER)
def day_confirm(event_id: int, plan_id: int) -> ResponseReturnValue:
    """In force, and told to those alone whose day changes, by page and by mail."""
    now = datetime.now(UTC)
    event = queries.owned(g.actor, event_id, lock=True)
    plan = _plan(event, plan_id)
    if plan.in_force_for is None:
        replanning.put_in_force(plan, actor=g.actor, now=now)
    told = publishing.publish(event, plan, final=True, now=now, actor=g.actor)
    flash(_("The new plan is in force. People told: %(count)s.", count=len(told.people)), "success")
    return redirect(url_for("events.day", event_id=event.id), 303)


@blueprint.get("/screen/<screen_token>")
@allow(Access.PUBLIC)
def screen(screen_token: str) -> ResponseReturnValue:
    """Seen by a whole hall: organisations, never names of people. `?still=1` stands still for its reader."""
    event, now = links.screen_of(screen_token), datetime.now(UTC)
    still = "still" in request.args
    whole = agendas.gather(event, told=True)
    slots = list(whole.slots.values())
    slot = finding.next_slot(slots, now) or finding.current_slot(slots, now)
    body = render_template(
        "events/screen.html",
        event=event,
        local=now.astimezone(TIME_ZONE),
        whole=whole,
        now=now,
        slot=slot,
        going=finding.current_slot(slots, now),
        awaited=finding.awaited(whole, slot) if slot else [],
        changes=finding.changed_since(whole, now - CHANGES_SHOWN),
        hour=wording.hour,
        token=screen_token,
        still=still,
        seconds=SCREEN_REFRESH,
    )
    renewed = {} if still else {"Refresh": str(SCREEN_REFRESH)}
    return body, 200, {**renewed, "Referrer-Policy": "no-referrer"}


def press(now: datetime) -> Press:
    """What the device sent with it; a form without script has a key of the page's own."""
    key = clean_line(request.form.get("key", ""))[:40] or _new_key()
    return Press(key, _moment(request.form.get("pressed_at", ""), now))


def _moment(text: str, now: datetime) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return now
    return found if found.tzinfo is not None else now


def _new_key() -> str:
    return secrets.token_urlsafe(18)


def _just_done(event: Event, now: datetime) -> Registration | None:
    """Whoever was checked in less than ten seconds ago by this page."""
    number = request.args.get("done", "")
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        return None
    try:
        person = desk.by_number(event, int(number))
    except NotFound:
        return None
    return person if person.arrived_at is not None and now - person.arrived_at < UNDO_FOR else None


def _plan(event: Event, plan_id: int) -> MeetingPlan:
    found = db.session.get(MeetingPlan, plan_id)
    if found is None or found.event_id != event.id or found.state is not PlanState.READY:
        raise NotFound
    return found


def _in_force(event: Event) -> MeetingPlan | None:
    return db.session.query(MeetingPlan).filter_by(in_force_for=event.id).one_or_none()


def _waiting_plan(event: Event) -> MeetingPlan | None:
    """A re-planning of the day that is ready and was made around the plan in force."""
    plan = _in_force(event)
    if plan is None:
        return None
    query = db.session.query(MeetingPlan).filter_by(event_id=event.id, base_id=plan.id, in_force_for=None)
    newest = query.filter(MeetingPlan.state == PlanState.READY, MeetingPlan.from_slot_id.is_not(None))
    return newest.order_by(MeetingPlan.number.desc()).first()
