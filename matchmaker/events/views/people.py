"""The organiser's list of people: found, added, cancelled, taken away as a file."""

from __future__ import annotations

from typing import TypeVar

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from matchmaker.events import identities, plans, queries, rules
from matchmaker.events import people as listing
from matchmaker.events.errors import EventClosed, KnownAddress, SideFull, SideInUse
from matchmaker.events.forms.preparing import PressForm
from matchmaker.events.forms.registering import AddForm, CorrectForm
from matchmaker.events.models import Event, Registration, RegistrationState, Side, Source
from matchmaker.events.people import Filter
from matchmaker.events.services import correcting, enrolling, registering
from matchmaker.events.views.area import blueprint, form_page, now, own
from matchmaker.extensions import db
from matchmaker.web.exports import csv_response, xlsx_response
from matchmaker.web.fields import refuse_stale
from matchmaker.web.forms import clean_line, once
from matchmaker.web.pagination import paginate
from matchmaker.web.policy import Access, allow

Choice = TypeVar("Choice", Side, RegistrationState)
PER_PAGE = 50


def asked() -> Filter:
    """From the address; what is no choice is no filter."""
    return Filter(
        words=clean_line(request.args.get("q"))[:100],
        side=_choice(Side, request.args.get("side")),
        state=_choice(RegistrationState, request.args.get("state")),
    )


def _choice(kind: type[Choice], text: str | None) -> Choice | None:
    return kind(text) if text in {one.value for one in kind} else None


@blueprint.get("/my-events/<id:event_id>/people")
@allow(Access.ORGANISER)
def people(event_id: int) -> ResponseReturnValue:
    event = own(event_id)
    page = paginate(listing.matching(event, asked()), per_page=PER_PAGE)
    return render_template(
        "events/people.html", event=event, page=page, asked=asked(), counts=queries.counts(event)
    )


@blueprint.get("/my-events/<id:event_id>/people.<ending>")
@allow(Access.ORGANISER)
def people_file(event_id: int, ending: str) -> ResponseReturnValue:
    """With the same filters as the list. Access wishes are not in it: they do not travel in files."""
    event = own(event_id)
    make = {"csv": csv_response, "xlsx": xlsx_response}.get(ending)
    if make is None:
        abort(404)
    return make(event.slug, listing.columns(), listing.rows(event, asked()))


@blueprint.route("/my-events/<id:event_id>/people/add", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def add_person(event_id: int) -> ResponseReturnValue:
    event = own(event_id)
    form = AddForm()
    if form.validate_on_submit() and form.email.data and registering.by_email(event, form.email.data):
        form.email.errors = [_("This address is registered to this event already.")]
    elif form.validate_on_submit():
        return once(form, lambda: _added(event, form))
    return form_page("events/add_person.html", form, event=event)


def _added(event: Event, form: AddForm) -> str:
    side = Side(form.side.data)
    known = identities.known(form.siret.data, side)
    answers = form.who | {
        "side": side,
        "siret": form.siret.data,
        "organisation_id": known.organisation_id,
        "email": form.email.data or None,
        "locale": str(get_locale()),
    }
    one = registering.add(event, answers, Source.ORGANISER, actor=g.actor, now=now())
    waits = one.state is RegistrationState.WAITING
    flash(_("Added, on the waiting list.") if waits else _("Added, with a place."), "success")
    return url_for("events.someone", event_id=event.id, registration_id=one.id)


@blueprint.get("/my-events/<id:event_id>/people/<id:registration_id>")
@allow(Access.ORGANISER)
def someone(event_id: int, registration_id: int) -> ResponseReturnValue:
    event = own(event_id)
    one = queries.registration(event, registration_id)
    return render_template(
        "events/someone.html",
        event=event,
        one=one,
        enrolments=enrolling.enrolments_of(one),
        access_wish=listing.access_wish(one),
        brings=listing.brought(one),
        stranded=plans.stranded(event, one),
    )


@blueprint.route("/my-events/<id:event_id>/people/<id:registration_id>/correct", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def correct_person(event_id: int, registration_id: int) -> ResponseReturnValue:
    event = own(event_id)
    one = queries.registration(event, registration_id, lock=request.method == "POST")
    if not rules.can_prepare(event):
        raise EventClosed
    form = _card(one, CorrectForm(obj=one))
    if not form.validate_on_submit():
        return form_page("events/correct_person.html", form, event=event, one=one)
    answers = form.answers
    if (one.siret, one.side) != (answers["siret"], answers["side"]):
        side = Side(form.side.data)
        answers["organisation_id"] = identities.known(form.siret.data, side).organisation_id
    if any(getattr(one, name) != value for name, value in answers.items()):
        refuse_stale(form, one.version, lambda: _card(one, CorrectForm(obj=one, formdata=None)))
    needs, offers = ([int(number) for number in field.data or ()] for field in (form.needs, form.offers))
    try:
        changed = correcting.correct(
            one, event, answers, needs=needs, offers=offers, actor=g.actor, now=now()
        )
    except (KnownAddress, SideInUse, SideFull) as refusal:
        return _refused(form, refusal, event_id, registration_id)
    flash(_told(changed, one), "success")
    return redirect(url_for("events.someone", event_id=event.id, registration_id=one.id), 303)


def _card(one: Registration, form: CorrectForm) -> CorrectForm:
    form.fill(one, *listing.could_bring(one, now()))
    return form


def _refused(
    form: CorrectForm, refusal: KnownAddress | SideInUse | SideFull, event_id: int, registration_id: int
) -> ResponseReturnValue:
    """Nothing is kept, and the form shows what was typed."""
    db.session.rollback()
    field = form.email if isinstance(refusal, KnownAddress) else form.side
    field.errors = [_(refusal.message)]
    event = own(event_id)
    one = queries.registration(event, registration_id)
    return form_page("events/correct_person.html", form, event=event, one=one)


def _told(changed: list[str], one: Registration) -> str:
    if not changed:
        return _("Nothing was changed.")
    if "email" in changed and one.email:
        return _("Saved. The link to their page leaves to the new address; the old link opens nothing.")
    return _("Saved.")


@blueprint.post("/my-events/<id:event_id>/people/<id:registration_id>/link")
@allow(Access.ORGANISER)
def send_link(event_id: int, registration_id: int) -> ResponseReturnValue:
    event = own(event_id)
    one = queries.registration(event, registration_id, lock=True)
    try:
        correcting.send_link(one, event, actor=g.actor, now=now())
        flash(_("The link leaves by mail to %(address)s.", address=one.email), "success")
    except correcting.JustSent as refusal:
        flash(_(refusal.message), "info")
    return redirect(url_for("events.someone", event_id=event.id, registration_id=one.id), 303)


@blueprint.route("/my-events/<id:event_id>/people/<id:registration_id>/cancel", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def cancel_person(event_id: int, registration_id: int) -> ResponseReturnValue:
    event = own(event_id)
    one = queries.registration(event, registration_id, lock=request.method == "POST")
    form = PressForm()
    if not form.validate_on_submit():
        return form_page("events/cancel_person.html", form, event=event, one=one)
    registering.cancel(one, event, actor=g.actor, now=now())
    flash(_("The registration is cancelled; the next on the waiting list has the place."), "success")
    return redirect(url_for("events.people", event_id=event.id), 303)
