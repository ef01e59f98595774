"""The organiser's workshops: said, changed, removed, who is enrolled, who came, the printed list."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaker.events import plans, queries
from matchmaker.events.forms.preparing import PressForm
from matchmaker.events.forms.workshops import WorkshopForm
from matchmaker.events.models import Event, Workshop
from matchmaker.events.services import enrolling, preparing
from matchmaker.events.services import workshops as services
from matchmaker.events.views.area import blueprint, form_page, now, own
from matchmaker.web.fields import refuse_stale
from matchmaker.web.forms import once
from matchmaker.web.policy import Access, allow


@blueprint.get("/my-events/<id:event_id>/workshops")
@allow(Access.ORGANISER)
def workshops(event_id: int) -> ResponseReturnValue:
    event = own(event_id)
    found = queries.workshops(event)
    return render_template(
        "events/workshops.html", event=event, workshops=found, numbers=enrolling.numbers(event)
    )


@blueprint.route("/my-events/<id:event_id>/workshops/new", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def new_workshop(event_id: int) -> ResponseReturnValue:
    event = own(event_id)
    form = WorkshopForm(day=preparing.last_day(event))
    form.fill(event, None)
    if not form.validate_on_submit():
        return form_page("events/workshop.html", form, event=event, workshop=None)
    return once(form, lambda: _saved(event, form))


def _saved(event: Event, form: WorkshopForm) -> str:
    services.save(event, None, form.answers, speakers=form.speakers, actor=g.actor, now=now())
    flash(_("The workshop is in the programme."), "success")
    return url_for("events.workshops", event_id=event.id)


@blueprint.route("/my-events/<id:event_id>/workshops/<id:workshop_id>", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def workshop(event_id: int, workshop_id: int) -> ResponseReturnValue:
    event = own(event_id)
    one = queries.workshop(event, workshop_id, lock=request.method == "POST")
    form = _filled(event, one, WorkshopForm(obj=one))
    if not form.validate_on_submit():
        enrolled = len(services.concerned(one))
        return form_page("events/workshop.html", form, event=event, workshop=one, enrolled=enrolled)
    before = enrolling.hours(one)
    if _differs(one, form):
        refuse_stale(form, one.version, lambda: _filled(event, one, WorkshopForm(obj=one, formdata=None)))
        services.save(event, one, form.answers, speakers=form.speakers, actor=g.actor, now=now())
    flash(_("Saved."), "success")
    if enrolling.hours(one) != before and (broken := plans.broken(event)):
        flash(
            ngettext(
                "%(num)s meeting of the plan in force stands where somebody is not free: plan again.",
                "%(num)s meetings of the plan in force stand where somebody is not free: plan again.",
                broken,
            ),
            "attention",
        )
    return redirect(url_for("events.workshops", event_id=event.id), 303)


def _differs(one: Workshop, form: WorkshopForm) -> bool:
    speakers = [(each.name, each.job) for each in one.speakers]
    return speakers != form.speakers or any(
        getattr(one, name) != value for name, value in form.answers.items()
    )


def _filled(event: Event, one: Workshop, form: WorkshopForm) -> WorkshopForm:
    form.fill(event, one)
    return form


@blueprint.route("/my-events/<id:event_id>/workshops/<id:workshop_id>/remove", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def remove_workshop(event_id: int, workshop_id: int) -> ResponseReturnValue:
    event = own(event_id)
    one = queries.workshop(event, workshop_id, lock=request.method == "POST")
    form = PressForm()
    if not form.validate_on_submit():
        enrolled = len(services.concerned(one))
        return form_page("events/remove_workshop.html", form, event=event, workshop=one, enrolled=enrolled)
    told = services.delete(one, event, actor=g.actor, now=now())
    words = ngettext(
        "The workshop is removed; %(num)s person is written to.",
        "The workshop is removed; %(num)s people are written to.",
        told,
    )
    flash(words if told else _("The workshop is removed."), "success")
    return redirect(url_for("events.workshops", event_id=event.id), 303)


@blueprint.route("/my-events/<id:event_id>/workshops/<id:workshop_id>/attendance", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def attendance(event_id: int, workshop_id: int) -> ResponseReturnValue:
    """Who is enrolled; boxes for who came. Printed, it is the list of the room."""
    event = own(event_id)
    one = queries.workshop(event, workshop_id)
    form = PressForm()
    if form.validate_on_submit():
        present = {int(text) for text in request.form.getlist("present") if text.isascii() and text.isdigit()}
        enrolling.mark_attendance(one, present, actor=g.actor, now=now())
        flash(_("Attendance is recorded."), "success")
        return redirect(url_for("events.attendance", event_id=event.id, workshop_id=one.id), 303)
    enrolments = enrolling.enrolled(one)
    return form_page("events/attendance.html", form, event=event, workshop=one, enrolments=enrolments)


@blueprint.get("/my-events/<id:event_id>/speakers")
@allow(Access.ORGANISER)
def speakers(event_id: int) -> ResponseReturnValue:
    """One page to print: who speaks, when, where."""
    event = own(event_id)
    return render_template("events/speakers.html", event=event, workshops=queries.workshops(event))
