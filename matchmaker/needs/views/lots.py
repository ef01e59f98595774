"""Lots of a need: listed, added, changed and removed with plain forms."""

from __future__ import annotations

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.needs import queries, rules, services
from matchmaker.needs.deadlines import in_paris
from matchmaker.needs.errors import WrongState
from matchmaker.needs.forms import ButtonForm, LotForm
from matchmaker.needs.models import Lot, Need
from matchmaker.needs.views.pages import after, blueprint, form_page, now, own
from matchmaker.needs.views.summary import lot_line
from matchmaker.web.fields import refuse_stale
from matchmaker.web.policy import Access, allow


def _editable(need_id: int) -> Need:
    need = own(need_id)
    if not rules.can_edit(g.actor, need):
        raise WrongState
    return need


def _lot_form(need: Need, lot: Lot | None, **source: object) -> LotForm:
    form = LotForm(obj=lot, **source)
    form.fill(lot, today=in_paris(now()).date())
    if not form.typed:
        form.version.data = str(need.version)
    return form


@blueprint.route("/<id:need_id>/lots", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def lots(need_id: int) -> ResponseReturnValue:
    need = _editable(need_id)
    form = _lot_form(need, None)
    if request.method == "POST":
        refuse_stale(
            form, need.version, lambda: _lot_form(need, need.lots[-1] if need.lots else None, formdata=None)
        )
    if not form.validate_on_submit():
        return form_page(
            "needs/lots.html", form, need=need, lot_line=lot_line, on=after(need, "needs.how_much")
        )
    services.adopt(need, g.actor, now=now())
    lot = services.add_lot(need, g.actor, form.answers, now=now())
    flash(_("Lot %(number)s is added.", number=lot.number), "success")
    return _back(need)


@blueprint.route("/<id:need_id>/lots/<id:lot_id>", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def lot(need_id: int, lot_id: int) -> ResponseReturnValue:
    need = _editable(need_id)
    found = queries.lot(need, lot_id)
    form = _lot_form(need, found)
    if request.method == "POST":
        refuse_stale(form, need.version, lambda: _lot_form(need, found, formdata=None))
    if not form.validate_on_submit():
        return form_page("needs/lot.html", form, need=need, lot=found)
    services.adopt(need, g.actor, now=now())
    services.change_lot(found, g.actor, form.answers, now=now())
    flash(_("Lot %(number)s is saved.", number=found.number), "success")
    return _back(need)


@blueprint.route("/<id:need_id>/lots/<id:lot_id>/remove", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def remove_lot(need_id: int, lot_id: int) -> ResponseReturnValue:
    need = _editable(need_id)
    found = queries.lot(need, lot_id)
    form = ButtonForm()
    if not form.validate_on_submit():
        return form_page("needs/remove_lot.html", form, need=need, lot=found)
    services.remove_lot(found, g.actor, now=now())
    flash(_("The lot is removed."), "success")
    return _back(need)


def _back(need: Need) -> ResponseReturnValue:
    return redirect(url_for("needs.lots", need_id=need.id, back=request.args.get("back")), 303)
