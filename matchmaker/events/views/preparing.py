"""The organiser prepares an event: its task list, its pages of answers, its announcement."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaker.errors import Conflict
from matchmaker.events import labels, plans, queries, tasks
from matchmaker.events.forms.preparing import (
    AboutForm,
    CancelForm,
    CopyForm,
    FrameForm,
    NewForm,
    PressForm,
    RulesForm,
)
from matchmaker.events.models import Event, EventStatus, RegistrationState, Side
from matchmaker.events.models.event import TIME_ZONE
from matchmaker.events.services import preparing, registering
from matchmaker.events.views.area import blueprint, form_page, now, own
from matchmaker.extensions import db
from matchmaker.web.fields import refuse_stale
from matchmaker.web.forms import once
from matchmaker.web.policy import Access, allow

ABOUT = ("name", "place_name", "address", "commune", "contact_email")


@blueprint.route("/my-events/new", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def new() -> ResponseReturnValue:
    form = NewForm(contact_email=g.actor.email)
    if not form.validate_on_submit():
        return form_page("events/new.html", form)
    answers = {name: form[name].data or "" for name in ABOUT} | {"commune": form.commune.data}
    return once(
        form,
        lambda: _made(
            preparing.create(g.actor, answers, day=checked(form.day.data), room=_("Great hall"), now=now())
        ),
    )


def checked(day: date | None) -> date:
    """A day that the form has required."""
    assert day is not None
    return day


def _made(event: Event) -> str:
    return url_for("events.manage", event_id=event.id)


@blueprint.route("/my-events/<id:event_id>/copy", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def copy(event_id: int) -> ResponseReturnValue:
    event = own(event_id)
    form = CopyForm(name=event.name)
    if not form.validate_on_submit():
        return form_page("events/copy.html", form, event=event)
    name, day = str(form.name.data), checked(form.day.data)
    return once(form, lambda: _made(preparing.copy(event, g.actor, name=name, day=day, now=now())))


def facts_of(event: Event) -> tasks.Facts:
    counts, held = queries.counts(event), plans.in_force(event)
    today = now().astimezone(TIME_ZONE).date()

    def number(state: RegistrationState, *sides: Side) -> int:
        return sum(counts.get((side, state), 0) for side in sides or tuple(Side))

    return tasks.Facts(
        published=event.status is EventStatus.PUBLISHED,
        missing=tuple(preparing.missing(event)),
        slots=len(event.slots),
        tables=sum(room.tables for room in event.rooms),
        workshops=len(queries.workshops(event)),
        buyers=number(RegistrationState.CONFIRMED, Side.BUYER),
        suppliers=number(RegistrationState.CONFIRMED, Side.SUPPLIER),
        waiting=number(RegistrationState.WAITING),
        pending=number(RegistrationState.PENDING),
        without_table=len(queries.meetings_without_table(event)),
        pairs=plans.pairs_count(event),
        wishes_open=event.wishes_opened_at is not None,
        meetings=plans.meetings_count(held) if held else 0,
        plan_published=held is not None and (held.preliminary_at or held.final_at) is not None,
        begun=any(one.day <= today for one in event.half_days),
        purge_on=event.purge_on,
    )


@blueprint.get("/my-events/<id:event_id>")
@allow(Access.ORGANISER)
def manage(event_id: int) -> ResponseReturnValue:
    """What is done and what is next."""
    event = own(event_id)
    rows = [
        {
            "label": task.label,
            "url": url_for(task.endpoint, event_id=event.id),
            "state": tasks.WORDS[task.step],
            "tone": tasks.TONES[task.step],
            "hint": task.hint,
        }
        for task in tasks.tasks(facts_of(event))
    ]
    return render_template("events/manage.html", event=event, rows=rows)


@blueprint.route("/my-events/<id:event_id>/about", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def about(event_id: int) -> ResponseReturnValue:
    event = own(event_id)
    form = AboutForm(obj=event)
    if not form.validate_on_submit():
        return form_page("events/about.html", form, event=event)
    answers: dict[str, Any] = {name: form[name].data or "" for name in (*ABOUT, "summary", "access_words")}
    answers["commune"] = form.commune.data
    if any(getattr(event, name) != value for name, value in answers.items()):
        refuse_stale(form, event.version, lambda: AboutForm(obj=event, formdata=None))
        preparing.change(event, g.actor, answers, now=now())
    flash(_("Saved."), "success")
    return redirect(url_for("events.manage", event_id=event.id), 303)


@blueprint.route("/my-events/<id:event_id>/frame", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def frame(event_id: int) -> ResponseReturnValue:
    """Half-days, lengths, breaks, rooms; the slots are made of them."""
    event = own(event_id)
    form = FrameForm(data=_frame_of(event))
    if not form.validate_on_submit():
        _blank_rows(form)
        return form_page("events/frame.html", form, event=event)
    refuse_stale(form, event.version, lambda: FrameForm(data=_frame_of(event), formdata=None))
    lengths = {name: form[name].data for name in ("meeting_minutes", "change_minutes", "buyers_seated")}
    try:
        preparing.set_frame(event, g.actor, lengths, **form.lists(), now=now())
    except Conflict as refusal:
        return _refused(form, refusal, event_id)
    if "more" in request.form:
        return redirect(url_for("events.frame", event_id=event.id), 303)
    flash(
        ngettext("Saved: %(num)s meeting time.", "Saved: %(num)s meeting times.", len(event.slots)), "success"
    )
    if lost := queries.meetings_without_table(event):
        return render_template("events/without_table.html", event=event, meetings=lost)
    return redirect(url_for("events.manage", event_id=event.id), 303)


def _refused(form: FrameForm, refusal: Conflict, event_id: int) -> ResponseReturnValue:
    """Nothing is kept, and the form shows what was typed."""
    db.session.rollback()
    form.form_errors.append(_(refusal.message, **refusal.values))
    return form_page("events/frame.html", form, event=own(event_id))


def _frame_of(event: Event) -> dict[str, object]:
    hours = ("day", "starts", "ends")
    blank: list[dict[str, object]] = [{}]
    return {
        "version": event.version,
        "meeting_minutes": event.meeting_minutes,
        "change_minutes": event.change_minutes,
        "buyers_seated": event.buyers_seated,
        "half_days": [{name: getattr(one, name) for name in hours} for one in event.half_days] + blank,
        "breaks": [{name: getattr(one, name) for name in ("label", *hours, "closed")} for one in event.breaks]
        + blank,
        "rooms": [
            {name: getattr(one, name) for name in ("name", "tables", "seats", "directions")}
            for one in event.rooms
        ]
        + blank,
    }


def _blank_rows(form: FrameForm) -> None:
    """One more row in each list, where there is room."""
    for rows in (form.half_days, form.breaks, form.rooms):
        if not rows.entries:
            rows.append_entry()


@blueprint.route("/my-events/<id:event_id>/rules", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def rules(event_id: int) -> ResponseReturnValue:
    event = own(event_id)
    form = RulesForm(obj=event)
    form.fill(event)
    if not form.validate_on_submit():
        return form_page("events/rules.html", form, event=event)
    if any(getattr(event, name) != value for name, value in form.answers.items()):
        refuse_stale(form, event.version, lambda: RulesForm(obj=event, formdata=None))
        preparing.change(event, g.actor, form.answers, now=now())
    flash(_("Saved."), "success")
    if served := registering.serve_all(event, now=now()):
        flash(
            ngettext(
                "%(num)s person came off the waiting list and is told so.",
                "%(num)s people came off the waiting list and are told so.",
                served,
            ),
            "info",
        )
    return redirect(url_for("events.manage", event_id=event.id), 303)


@blueprint.route("/my-events/<id:event_id>/publish", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def publish(event_id: int) -> ResponseReturnValue:
    event = own(event_id)
    form = PressForm()
    if event.status is EventStatus.PUBLISHED:
        return redirect(url_for("events.show", slug=event.slug), 303)
    absent = [labels.MISSING[name] for name in preparing.missing(event)]
    if absent or not form.validate_on_submit():
        return form_page("events/publish.html", form, event=event, absent=absent)
    preparing.publish(event, g.actor, now=now())
    flash(
        _("The event is announced. This is its public page: give its address to those you invite."), "success"
    )
    return redirect(url_for("events.show", slug=event.slug), 303)


@blueprint.route("/my-events/<id:event_id>/cancel", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def cancel(event_id: int) -> ResponseReturnValue:
    event = own(event_id)
    form = CancelForm()
    if event.status is EventStatus.CANCELLED:
        return redirect(url_for("events.manage", event_id=event.id), 303)
    if not form.validate_on_submit():
        told = [one for one in queries.people(event) if one.state is not RegistrationState.CANCELLED]
        return form_page("events/cancel.html", form, event=event, told=len(told))
    told_count = preparing.cancel(event, g.actor, reason=form.reason.data, now=now())
    words = ngettext(
        "The event is called off; %(num)s mail leaves.",
        "The event is called off; %(num)s mails leave.",
        told_count,
    )
    flash(words, "success")
    return redirect(url_for("events.manage", event_id=event.id), 303)
