"""Registering without an account: the organisation, the person, the mail, the confirmation."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from matchmaker.accounts.actor import SYSTEM
from matchmaker.events import identities, links, queries, rules
from matchmaker.events.errors import EventClosed, SameHour
from matchmaker.events.forms.preparing import PressForm
from matchmaker.events.forms.registering import ConfirmForm, PersonForm, StartForm
from matchmaker.events.identities import Identity
from matchmaker.events.models import Event, Registration, RegistrationState, Side, Workshop
from matchmaker.events.services import enrolling, registering
from matchmaker.events.views.area import blueprint, form_page, now
from matchmaker.extensions import limiter
from matchmaker.needs import queries as needs
from matchmaker.offers import queries as offers
from matchmaker.web.forms import once
from matchmaker.web.limits import links as links_limit
from matchmaker.web.limits import registrations
from matchmaker.web.policy import Access, allow


def opened(slug: str) -> Event:
    """Raises NotFound, EventClosed."""
    event = queries.shown(g.actor, slug)
    if not rules.registration_open(event, now()):
        raise EventClosed
    return event


@blueprint.get("/events/<slug>/register")
@allow(Access.PUBLIC)
def register(slug: str) -> ResponseReturnValue:
    """First who you come for; the next page knows it."""
    event = queries.shown(g.actor, slug)
    if not rules.registration_open(event, now()):  # the event's page says since when, or from when
        return redirect(url_for("events.show", slug=slug), 303)
    asked = "side" in request.args or "siret" in request.args  # no side is chosen: that is said
    form = StartForm(request.args if asked else None, data=identities.acting(g.actor))
    if asked and form.validate():
        return redirect(url_for("events.person", slug=slug, side=form.side.data, siret=form.siret.data), 303)
    return form_page("events/register.html", form, event=event)


@blueprint.route("/events/<slug>/register/person", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(registrations, methods=["POST"])
def person(slug: str) -> ResponseReturnValue:
    event = opened(slug) if request.method == "POST" else queries.shown(g.actor, slug)
    start = StartForm(request.args)
    if not rules.registration_open(event, now()) or not start.validate():
        return redirect(url_for("events.register", slug=slug), 303)
    side, siret = Side(start.side.data), start.siret.data
    known = identities.known(siret, side)
    form = _person_form(event, known, side)
    if not form.validate_on_submit():
        values = {"event": event, "side": side, "siret": siret, "known": known}
        return form_page("events/person.html", form, **values)
    return once(form, lambda: _asked(event, form, side, siret, known))


def _person_form(event: Event, known: Identity, side: Side) -> PersonForm:
    names = g.actor.name.split(" ", 1) if not g.actor.anonymous else ["", ""]
    form = PersonForm(
        organisation_name=known.name,
        commune=known.commune,
        email=g.actor.email,
        first_name=names[0],
        last_name=names[-1] if len(names) > 1 else "",
    )
    number = known.organisation_id
    brought = needs.open_of(number, datetime.now(UTC)) if number and side is Side.BUYER else []
    offered = offers.published_of(number) if number and side is Side.SUPPLIER else []
    form.fill(brought, offered, queries.workshops(event))
    return form


def _asked(event: Event, form: PersonForm, side: Side, siret: object, known: Identity) -> str:
    answers = form.who | {
        "side": side,
        "siret": siret,
        "organisation_id": known.organisation_id,
        "arrives": form.arrives.data,
        "leaves": form.leaves.data,
        "locale": str(get_locale()),
    }
    if g.actor.confirmed and str(form.email.data).lower() == g.actor.email.lower():
        answers["user_id"] = g.actor.user_id
    chosen = [form.known_workshops[one] for one in form.workshops.data or ()]
    registering.ask(
        event,
        answers,
        actor=g.actor,
        now=now(),
        access_wish=form.access_wish.data or "",
        workshops=chosen,
        needs=[int(one) for one in form.needs.data or ()],
        offers=[int(one) for one in form.offers.data or ()],
    )
    return url_for("events.register_sent", slug=event.slug)


@blueprint.get("/events/<slug>/register/check-your-mail")
@allow(Access.PUBLIC)
def register_sent(slug: str) -> ResponseReturnValue:
    """The same page whatever is known of the address."""
    return render_template("events/register_sent.html", event=queries.shown(g.actor, slug))


@blueprint.route("/rendezvous/<token>/confirm", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(links_limit, methods=["POST"])
def confirm(token: str) -> ResponseReturnValue:
    """A robot that opens the link confirms nothing: the person presses the button."""
    one = _linked(token)
    if one.state is not RegistrationState.PENDING:
        return redirect(url_for("events.me", token=token), 303)
    form = ConfirmForm()
    if not form.validate_on_submit():
        return form_page("events/confirm.html", form, event=one.event, one=one)
    state = registering.confirm(one, with_colleague=bool(form.with_colleague.data), now=now())
    if state is RegistrationState.CONFIRMED:
        flash(
            _("You are registered. This page is yours: keep its address, it is in the mail too."), "success"
        )
    else:
        flash(
            _("No place is free just now: you are on the waiting list, and get a mail when one is."), "info"
        )
    return redirect(url_for("events.me", token=token), 303)


@blueprint.route("/rendezvous/<token>/cancel", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def cancel_mine(token: str) -> ResponseReturnValue:
    one = _linked(token)
    form = PressForm()
    if one.state is RegistrationState.CANCELLED:
        return redirect(url_for("events.me", token=token), 303)
    if not form.validate_on_submit():
        return form_page("events/cancel_mine.html", form, event=one.event, one=one, token=token)
    registering.cancel(one, one.event, actor=SYSTEM, now=now())
    flash(_("Your registration is cancelled. Thank you for telling us: somebody else can come."), "success")
    return redirect(url_for("events.me", token=token), 303)


@blueprint.post("/rendezvous/<token>/workshops/<id:workshop_id>")
@allow(Access.PUBLIC)
def enrol(token: str, workshop_id: int) -> ResponseReturnValue:
    """One button enrols, or gives the seat back."""
    one = _held(token)
    workshop = queries.workshop(one.event, workshop_id, lock=True)
    if not rules.can_prepare(one.event):
        raise EventClosed
    try:
        _enrolled(one, workshop)
    except SameHour as refused:
        flash(_(refused.message, **refused.values), "warning")
    return redirect(url_for("events.me", token=token), 303)


def _enrolled(one: Registration, workshop: Workshop) -> None:
    """Raises SameHour."""
    if request.form.get("leave"):
        enrolling.leave(workshop, one, now=now())
        flash(_("You are no longer enrolled in “%(title)s”.", title=workshop.title), "success")
    elif enrolling.enrol(workshop, one, now=now()):
        flash(
            _("You have a seat in “%(title)s”: no meeting is placed at that time.", title=workshop.title),
            "success",
        )
    else:
        flash(_("“%(title)s” is full: you are on its waiting list.", title=workshop.title), "info")


def _linked(token: str) -> Registration:
    """Held until the end of the request when it is to be changed: a button pressed twice is one act."""
    one = links.registration_of(token)
    return queries.registration(one.event, one.id, lock=True) if request.method == "POST" else one


def _held(token: str) -> Registration:
    one = _linked(token)
    if not rules.takes_part(one):
        abort(404)
    return one
