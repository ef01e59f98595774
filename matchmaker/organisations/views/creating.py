"""Say for whom one acts: a public body, a firm, an organiser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matchmaker.accounts import services as accounts
from matchmaker.organisations import queries, services
from matchmaker.organisations.cards import BodyCard, body_of
from matchmaker.organisations.errors import Taken
from matchmaker.organisations.forms import (
    BodyForm,
    ChoiceForm,
    FirmForm,
    OrganiserForm,
    SiretForm,
    postal_code_of,
)
from matchmaker.organisations.models import BuyerFamily, Membership
from matchmaker.organisations.views.area import blueprint, following, form_page, onward
from matchmaker.reference import buyers
from matchmaker.web.forms import once
from matchmaker.web.policy import Access, allow

STEPS = {
    "buyer": "organisations.new_body",
    "supplier": "organisations.new_firm",
    "organiser": "organisations.new_organiser",
}
SHOWN = 12


@blueprint.get("/organisations/new")
@allow(Access.PUBLIC)
def new() -> ResponseReturnValue:
    """Three doors, or straight through one when the address names it."""
    if step := STEPS.get(request.args.get("role", "")):
        return redirect(url_for(step, next=onward()), 303)
    return render_template("organisations/new.html", next=onward())


def account_first(address: str) -> ResponseReturnValue:
    """An account is made now, and the step goes on after it."""
    return redirect(url_for("accounts.register", next=address), 303)


def founded(create: Callable[[], Membership]) -> str:
    """The address after `create`: onwards, acting for what was made, or the page that asks to be let in."""
    try:
        membership = create()
    except Taken as taken:
        return url_for("organisations.join", organisation_id=taken.organisation_id, next=onward())
    accounts.act_by(current_user.session, membership.id)
    flash(_("You now act for %(name)s.", name=membership.organisation.name), "success")
    return following()


@blueprint.get("/organisations/new/buyer")
@allow(Access.PUBLIC)
def new_body() -> ResponseReturnValue:
    """Bodies of the region by name or SIREN."""
    typed = request.args.get("q", "").strip()[:100]
    found = buyers.search(typed, SHOWN) if typed else ()
    known = queries.by_sirens([one.siren for one in found]) if found else {}
    values = {"q": typed, "found": found, "known": known, "next": onward()}
    return render_template("organisations/new_body.html", **values)


@blueprint.route("/organisations/new/buyer/<siren>", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def choose_body(siren: str) -> ResponseReturnValue:
    """ "Is it you?": the card of the reference table and one button."""
    known = buyers.get(siren)
    if known is None:
        abort(404)
    if (here := queries.body_by_siren(siren)) is not None and request.method == "GET":
        return redirect(url_for("organisations.join", organisation_id=here.id, next=onward()), 303)
    if g.actor.anonymous:
        return account_first(url_for("organisations.choose_body", siren=siren, next=onward()))
    form = ChoiceForm()
    if not form.validate_on_submit():
        return form_page("organisations/choose_body.html", form, body=known, card=body_of(known))
    return once(form, lambda: founded(lambda: _body(body_of(known), siren=siren, siret=known.siret)))


def _body(card: BodyCard, *, siren: str | None, siret: str | None) -> Membership:
    return services.create_body(card, siren=siren, siret=siret, actor=g.actor, now=datetime.now(UTC))


@blueprint.route("/organisations/new/buyer/by-hand", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def new_body_by_hand() -> ResponseReturnValue:
    name = request.args.get("name", "")[:200]
    if g.actor.anonymous:
        return account_first(url_for("organisations.new_body_by_hand", name=name or None, next=onward()))
    form = BodyForm(name=name)
    if not form.validate_on_submit():
        return form_page("organisations/new_body_by_hand.html", form)
    card = _typed_body(form, BuyerFamily(form.family.data))
    return once(form, lambda: founded(lambda: _body(card, siren=None, siret=form.siret.data)))


@blueprint.route("/organisations/new/organiser", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def new_organiser() -> ResponseReturnValue:
    if g.actor.anonymous:
        return account_first(url_for("organisations.new_organiser", next=onward()))
    form = OrganiserForm()
    if not form.validate_on_submit():
        return form_page("organisations/new_organiser.html", form)
    card = _typed_body(form, None)
    return once(form, lambda: founded(lambda: _body(card, siren=None, siret=form.siret.data)))


def _typed_body(form: BodyForm | OrganiserForm, family: BuyerFamily | None) -> BodyCard:
    code = form.commune.data
    return BodyCard(name=form.name.data, commune=code, postal_code=postal_code_of(code), family=family)


@blueprint.get("/organisations/new/supplier")
@allow(Access.PUBLIC)
def new_firm() -> ResponseReturnValue:
    """The SIRET first, before any account: it says whether the firm is here already."""
    form = SiretForm(request.args)
    if "siret" not in request.args or not form.validate():
        return form_page("organisations/new_firm.html", form)
    if (here := queries.by_siret(form.siret.data)) is not None:
        return redirect(url_for("organisations.join", organisation_id=here.id, next=onward()), 303)
    card = url_for("organisations.new_firm_card", siret=form.siret.data, next=onward())
    return account_first(card) if g.actor.anonymous else redirect(card, 303)


@blueprint.route("/organisations/new/supplier/card", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def new_firm_card() -> ResponseReturnValue:
    typed = SiretForm(request.args)
    if not typed.validate():
        return redirect(url_for("organisations.new_firm", siret=request.args.get("siret", "")[:40]), 303)
    form, siret = FirmForm(), typed.siret.data
    if not form.validate_on_submit():
        return form_page("organisations/new_firm_card.html", form, siret=siret)
    return once(form, lambda: founded(lambda: _firm(form, siret)))


def _firm(form: FirmForm, siret: str) -> Membership:
    return services.create_firm(form.card(), siret, actor=g.actor, now=datetime.now(UTC))
