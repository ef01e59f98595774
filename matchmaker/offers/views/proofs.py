"""Labels and references: added and removed one at a time, without JavaScript."""

from __future__ import annotations

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.offers import services
from matchmaker.offers.forms import ButtonForm, LabelForm, ReferenceForm
from matchmaker.offers.models import Offer
from matchmaker.offers.views.area import after, as_shown, beside, blueprint, form_page, now, own
from matchmaker.web.forms import OnceForm, once
from matchmaker.web.policy import Access, allow


@blueprint.get("/<id:offer_id>/proofs")
@allow(Access.SUPPLIER)
def proofs(offer_id: int) -> ResponseReturnValue:
    return proofs_page(own(offer_id))


def proofs_page(offer: Offer, sent: OnceForm | None = None) -> ResponseReturnValue:
    """Two forms on one page: the one that was sent is shown again with its errors."""
    label = sent if isinstance(sent, LabelForm) else LabelForm(formdata=None, prefix="label-")
    reference = sent if isinstance(sent, ReferenceForm) else ReferenceForm(formdata=None, prefix="reference-")
    forms = {"label_form": label, "reference_form": reference, "button": ButtonForm(formdata=None)}
    following = after(offer, "offers.check")
    return form_page(
        "offers/proofs.html",
        sent or label,
        offer=offer,
        following=following,
        **forms,
        **beside(as_shown(offer)),
    )


@blueprint.post("/<id:offer_id>/labels")
@allow(Access.SUPPLIER)
def add_label(offer_id: int) -> ResponseReturnValue:
    offer = own(offer_id)
    form = LabelForm(prefix="label-")
    if not form.validate():
        return proofs_page(offer, form)

    def add() -> str:
        valid_until = form.valid_until.data
        services.add_label(offer, g.actor, name=form.name.data, valid_until=valid_until, now=now())
        return _proofs_address(offer, "labels")

    return once(form, add)


@blueprint.post("/<id:offer_id>/labels/<id:label_id>/remove")
@allow(Access.SUPPLIER)
def remove_label(offer_id: int, label_id: int) -> ResponseReturnValue:
    offer = own(offer_id)
    removed = services.remove_label(offer, label_id, g.actor, now=now())
    if removed is not None:
        flash(_("“%(name)s” is removed.", name=removed.name), "success")
    return redirect(_proofs_address(offer, "labels"), 303)


@blueprint.post("/<id:offer_id>/references")
@allow(Access.SUPPLIER)
def add_reference(offer_id: int) -> ResponseReturnValue:
    offer = own(offer_id)
    form = ReferenceForm(prefix="reference-")
    if not form.validate():
        return proofs_page(offer, form)

    def add() -> str:
        client, year = form.client.data or "", form.read_year
        services.add_reference(offer, g.actor, client=client, year=year, text=form.text.data, now=now())
        return _proofs_address(offer, "references")

    return once(form, add)


@blueprint.post("/<id:offer_id>/references/<id:reference_id>/remove")
@allow(Access.SUPPLIER)
def remove_reference(offer_id: int, reference_id: int) -> ResponseReturnValue:
    offer = own(offer_id)
    removed = services.remove_reference(offer, reference_id, g.actor, now=now())
    if removed is not None:
        flash(_("“%(name)s” is removed.", name=removed.text[:80]), "success")
    return redirect(_proofs_address(offer, "references"), 303)


def _proofs_address(offer: Offer, anchor: str) -> str:
    return url_for("offers.proofs", offer_id=offer.id, back=request.args.get("back"), _anchor=anchor)
