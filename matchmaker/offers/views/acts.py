"""Acts of an offer's life, each with a page that names the offer and the effect."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.offers import rules, services
from matchmaker.offers.errors import WrongState
from matchmaker.offers.forms import ButtonForm, CopyForm
from matchmaker.offers.models import OfferStatus
from matchmaker.offers.views.area import blueprint, form_page, now, own
from matchmaker.web.forms import once
from matchmaker.web.policy import Access, allow


@blueprint.route("/<id:offer_id>/withdraw", methods=["GET", "POST"])
@allow(Access.SUPPLIER)
def withdraw(offer_id: int) -> ResponseReturnValue:
    offer = own(offer_id)
    form = ButtonForm()
    if offer.status is OfferStatus.WITHDRAWN and form.is_submitted():
        return redirect(url_for("offers.show", offer_id=offer.id), 303)  # the button was pressed twice
    if not rules.can_withdraw(g.actor, offer):
        raise WrongState
    if not form.validate_on_submit():
        return form_page("offers/withdraw.html", form, offer=offer)
    services.withdraw(offer, g.actor, now=now())
    flash(_("The offer is withdrawn: nobody outside your firm sees it any more."), "success")
    return redirect(url_for("offers.show", offer_id=offer.id), 303)


@blueprint.route("/<id:offer_id>/delete", methods=["GET", "POST"])
@allow(Access.SUPPLIER)
def delete(offer_id: int) -> ResponseReturnValue:
    offer = own(offer_id)
    form = ButtonForm()
    if not form.validate_on_submit():
        return form_page("offers/delete.html", form, offer=offer)
    services.delete(offer, g.actor, now=now())
    flash(_("The offer is deleted."), "success")
    return redirect(url_for("offers.mine"), 303)


@blueprint.route("/<id:offer_id>/duplicate", methods=["GET", "POST"])
@allow(Access.SUPPLIER)
def duplicate(offer_id: int) -> ResponseReturnValue:
    offer = own(offer_id)
    form = CopyForm()
    if not form.validate_on_submit():
        return form_page("offers/duplicate.html", form, offer=offer)
    return once(
        form, lambda: url_for("offers.what", offer_id=services.duplicate(offer, g.actor, now=now()).id)
    )
