"""The supplier's journey: start, what, codes and places, (proofs), check, confirmation."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.extensions import limiter
from matchmaker.moderation import queries as moderation
from matchmaker.moderation.models import CaseKind
from matchmaker.offers import rules, services, wording
from matchmaker.offers.forms import (
    PART_LENGTH,
    TITLE_LENGTH,
    WHAT_LENGTH,
    PublishForm,
    ScopeForm,
    StartForm,
    WhatForm,
)
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.offers.showing import Showing
from matchmaker.offers.views.area import after, as_shown, beside, blueprint, form_page, now, own
from matchmaker.reference.cpv import Cpv
from matchmaker.web import limits
from matchmaker.web.cpv_suggestions import suggest
from matchmaker.web.fields import refuse_stale
from matchmaker.web.forms import once
from matchmaker.web.policy import Access, allow

CODES_SUGGESTED = 6
LENIENT = ("later", "add_place")


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Access.SUPPLIER)
def new() -> ResponseReturnValue:
    form = StartForm()
    if not form.validate_on_submit():
        return form_page("offers/new.html", form)
    return once(form, lambda: url_for("offers.what", offer_id=services.start(g.actor, now=now()).id))


@blueprint.route("/<id:offer_id>/what", methods=["GET", "POST"])
@allow(Access.SUPPLIER)
def what(offer_id: int) -> ResponseReturnValue:
    offer = own(offer_id)
    form = WhatForm(obj=offer)
    if not _valid(form, offer):
        return form_page("offers/what.html", form, offer=offer, **beside(as_shown(offer)))
    if not _said_already(form, offer):
        refuse_stale(form, offer.version, lambda: WhatForm(obj=offer, formdata=None))
        services.save(offer, g.actor, form.answers, now=now())
    return _go_on(offer, "offers.scope")


@blueprint.route("/<id:offer_id>/scope", methods=["GET", "POST"])
@allow(Access.SUPPLIER)
def scope(offer_id: int) -> ResponseReturnValue:
    """CPV codes, places, capacity."""
    offer = own(offer_id)
    form = scope_form(offer)
    if not _valid(form, offer):
        return form_page("offers/scope.html", form, offer=offer, **beside(as_shown(offer)))
    if not _said_already(form, offer):
        refuse_stale(form, offer.version, lambda: scope_form(offer, formdata=None))
        services.save(offer, g.actor, form.answers, now=now())
    if "add_place" in request.form:
        here = url_for("offers.scope", offer_id=offer.id, back=request.args.get("back"), _anchor="place")
        return redirect(here, 303)
    return _go_on(offer, "offers.proofs")


def scope_form(offer: Offer, **source: object) -> ScopeForm:
    form = ScopeForm(obj=offer, **source)
    form.fill(offer, suggestions(offer))
    return form


def suggestions(offer: Offer) -> list[Cpv]:
    """From the firm's own words; the codes that it has already are not said twice."""
    text = f"{offer.title}\n{offer.what}"
    found = suggest(text, language=wording.language(), limit=CODES_SUGGESTED)
    return [one for one in found if one.code not in offer.cpvs]


def _valid(form: WhatForm | ScopeForm, offer: Offer) -> bool:
    """A draft may be put aside with blanks; what buyers read may not."""
    if offer.status is not OfferStatus.PUBLISHED and any(name in request.form for name in LENIENT):
        form.allow_blanks()
    return bool(form.validate_on_submit())


def _said_already(form: WhatForm | ScopeForm, offer: Offer) -> bool:
    """The same answers once more, as a button pressed twice sends them: nothing to save, nobody to warn."""
    return all(getattr(offer, name) == value for name, value in form.answers.items())


def _go_on(offer: Offer, following: str) -> ResponseReturnValue:
    if offer.status is OfferStatus.PUBLISHED:
        flash(_("Saved. Buyers see the new version at once."), "success")
    elif "later" in request.form:
        flash(_("Your draft is kept. You find it here when you come back."), "success")
        return redirect(url_for("offers.mine"), 303)
    return redirect(after(offer, following), 303)


@blueprint.post("/<id:offer_id>/preview")
@allow(Access.SUPPLIER)
@limiter.limit(limits.previews)
def preview(offer_id: int) -> ResponseReturnValue:
    """As buyers will see it, with what has just been typed; nothing is saved."""
    offer = own(offer_id)
    shown = _with_places(_with_words(as_shown(offer)), offer)
    return render_template("offers/preview.html", offer=offer, **beside(shown))


def _with_words(shown: Showing) -> Showing:
    form = WhatForm()
    if form.title.raw_data is None:
        return shown
    return replace(
        shown,
        title=(form.title.data or "")[:TITLE_LENGTH],
        what=(form.what.data or "")[:WHAT_LENGTH],
        for_whom=(form.for_whom.data or "")[:PART_LENGTH],
        how=(form.how.data or "")[:PART_LENGTH],
    )


def _with_places(shown: Showing, offer: Offer) -> Showing:
    if "place" not in request.form:
        return shown
    form = scope_form(offer)
    form.lenient = True
    form.validate()
    if not (form.kept.errors or form.place.errors or form.radius_km.errors):
        shown = replace(shown, zone=form.zone)
    if not (form.cpvs.errors or form.codes.errors):
        shown = replace(shown, cpvs=tuple(form.chosen_codes))
    band = rules.capacity_band(form.capacity_band.data)
    return replace(shown, capacity_band=band.code if band else None)


@blueprint.route("/<id:offer_id>/check", methods=["GET", "POST"])
@allow(Access.SUPPLIER)
def check(offer_id: int) -> ResponseReturnValue:
    offer = own(offer_id)
    if offer.status is OfferStatus.PUBLISHED:
        endpoint = "offers.confirmation" if request.method == "POST" else "offers.show"
        return redirect(url_for(endpoint, offer_id=offer.id), 303)
    form = PublishForm(obj=offer)
    if request.method == "POST" and form.version.data != str(offer.version):
        flash(_("This offer changed since you opened the page. Read it again before you publish."), "warning")
        return redirect(url_for("offers.check", offer_id=offer.id), 303)
    if not form.validate_on_submit() or not _publishable(offer, form):
        return check_page(form, offer)
    services.publish(offer, g.actor, now=now())
    return redirect(url_for("offers.confirmation", offer_id=offer.id), 303)


def _publishable(offer: Offer, form: PublishForm) -> bool:
    if absent := rules.missing(offer):
        form.form_errors.append(missing_words(absent))
    elif not rules.can_publish(g.actor, offer):
        form.form_errors.append(_("Confirm your e-mail address first: the link is in the mail we sent you."))
    return not form.form_errors


def missing_words(absent: tuple[str, ...]) -> str:
    what = ", ".join(str(wording.MISSING[name]) for name in absent)
    return _("Before it is published, say: %(what)s.", what=what)


def check_page(form: PublishForm, offer: Offer) -> ResponseReturnValue:
    said = moderation.latest(CaseKind.OFFER, "offer", offer.id)
    facts = {"absent": rules.missing(offer), "confirmed": g.actor.confirmed, "case": said}
    return form_page("offers/check.html", form, offer=offer, **facts, **beside(as_shown(offer)))


@blueprint.get("/<id:offer_id>/confirmation")
@allow(Access.SUPPLIER)
def confirmation(offer_id: int) -> ResponseReturnValue:
    offer = own(offer_id)
    if offer.status is not OfferStatus.PUBLISHED and offer.waiting_since is None:
        return redirect(url_for("offers.check", offer_id=offer.id))
    return render_template("offers/confirmation.html", offer=offer, **beside(as_shown(offer)))
