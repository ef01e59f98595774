"""Say for whom one acts: a public body, a firm, an organiser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matchmaker.accounts import services as accounts
from matchmaker.organisations import queries, rules, services
from matchmaker.organisations.cards import BodyCard, FirmCard, body_of, firm_of, registered_body
from matchmaker.organisations.errors import Taken
from matchmaker.organisations.forms import (
    BodyForm,
    ChoiceForm,
    FirmForm,
    OrganiserForm,
    SiretForm,
    postal_code_of,
    shown_card,
)
from matchmaker.organisations.models import BuyerFamily, Membership
from matchmaker.organisations.views.area import blueprint, following, form_page, onward
from matchmaker.reference import buyers
from matchmaker.register import queries as register
from matchmaker.register.values import Establishment
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
    registered = [] if found else registered_bodies(typed)
    values = {"q": typed, "found": found, "known": known, "registered": registered, "next": onward()}
    return render_template("organisations/new_body.html", **values)


def registered_bodies(typed: str) -> list[Establishment]:
    """Open establishments of public bodies in the register, for a SIREN or a SIRET."""
    if siren := rules.siren_typed(typed):
        found = register.establishments(siren)
    else:
        siret, _problem = rules.checked_siret(typed, demonstration=True)
        one = register.lookup(siret) if siret else None
        found = [one] if one is not None else []
    return [one for one in found if not one.closed and registered_body(one) is not None][:SHOWN]


@blueprint.route("/organisations/new/buyer/register/<siret>", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def choose_registered_body(siret: str) -> ResponseReturnValue:
    """ "Is it you?" again, with the card of the register."""
    known = register.lookup(siret)
    card = registered_body(known) if known is not None and not known.closed else None
    if known is None or card is None:
        abort(404)
    if (here := queries.by_siret(siret)) is not None and request.method == "GET":
        return redirect(url_for("organisations.join", organisation_id=here.id, next=onward()), 303)
    if g.actor.anonymous:
        return account_first(url_for("organisations.choose_registered_body", siret=siret, next=onward()))
    form = ChoiceForm()
    if not form.validate_on_submit():
        return form_page("organisations/register_body.html", form, known=known, card=card)
    return once(form, lambda: founded(lambda: _body(card, siren=None, siret=siret)))


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
    form, siren = SiretForm(request.args), rules.siren_typed(request.args.get("siret", "")[:200])
    if siren and (several := register.establishments(siren)):
        values = {"siren": siren, "found": several, "next": onward()}
        return render_template("organisations/establishments.html", **values)
    if "siret" not in request.args or not form.validate():
        return form_page("organisations/new_firm.html", form)
    if (known := register.lookup(form.siret.data)) is not None and known.closed:
        form.siret.errors = [closed_words(known)]
        return form_page("organisations/new_firm.html", form)
    if (here := queries.by_siret(form.siret.data)) is not None:
        return redirect(url_for("organisations.join", organisation_id=here.id, next=onward()), 303)
    card = url_for("organisations.new_firm_card", siret=form.siret.data, next=onward())
    return account_first(card) if g.actor.anonymous else redirect(card, 303)


def closed_words(known: Establishment) -> str:
    """The way out is the firm's other establishments, which its SIREN lists."""
    return _(
        "The register says that this establishment has closed. Type the firm’s SIREN, %(siren)s, to see the "
        "others; if the register is wrong, write to us.",
        siren=known.siren,
    )


@blueprint.route("/organisations/new/supplier/card", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def new_firm_card() -> ResponseReturnValue:
    """The register's card and one button; by hand where it does not know the firm, or may not tell."""
    typed = SiretForm(request.args)
    known = register.lookup(typed.siret.data) if typed.validate() else None
    if typed.errors or (known is not None and known.closed):
        return redirect(url_for("organisations.new_firm", siret=request.args.get("siret", "")[:40]), 303)
    siret = typed.siret.data
    if known is not None and request.args.get("by") != "hand" and firm_of(known).name:
        return register_card(known, siret)
    form = FirmForm(data=shown_card(firm_of(known)) if known is not None else None)
    if not form.validate_on_submit():
        return form_page("organisations/new_firm_card.html", form, siret=siret, known=known)
    return once(form, lambda: founded(lambda: _firm(form.card(), siret)))


def register_card(known: Establishment, siret: str) -> ResponseReturnValue:
    form, card = ChoiceForm(), firm_of(known)
    if not form.validate_on_submit():
        return form_page("organisations/register_card.html", form, known=known, card=card, siret=siret)
    return once(form, lambda: founded(lambda: _firm(card, siret)))


def _firm(card: FirmCard, siret: str) -> Membership:
    return services.create_firm(card, siret, actor=g.actor, now=datetime.now(UTC))
