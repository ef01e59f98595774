"""Suppliers of a need lot by lot, and as the union of its lots; what stands beside each firm of a list."""

from __future__ import annotations

from flask import abort, g, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from matchmaker.needs import queries as needs
from matchmaker.needs.models import Need
from matchmaker.sourcing import capacity, lots, queries
from matchmaker.sourcing.views.area import blueprint
from matchmaker.web.pagination import requested_page
from matchmaker.web.policy import Access, allow


@blueprint.record
def offer_to_templates(state: BlueprintSetupState) -> None:
    """Lists, and pages of the area below, ask for these."""
    state.app.jinja_env.globals.update(
        notes_of=lots.notes, lot_lines=lots.lines, fits_words=lots.fits_words, fits_of=lots.fits_of
    )


@blueprint.get("/needs/<id:need_id>/suppliers/lots")
@allow(Access.PUBLIC)
def suppliers_by_lot(need_id: int) -> ResponseReturnValue:
    """Who could answer each lot; `lot` names the one whose suppliers are listed, else the union of all."""
    need = needs.shown(g.actor, need_id)
    number, page = requested_lot(need), requested_page()
    if not need.lots:
        return redirect(url_for("sourcing.suppliers", need_id=need.id))
    if page > queries.LAST_PAGE:
        abort(404)
    known = lots.lot_board(need)
    lines = lots.lines(need, known)
    union, rows, more = [], [], False
    if number is None:
        union, more = lots.union(need, known, page=page)
    else:
        rows, more = lots.one_lot(need, number, page=page)
    if page > 1 and not (union or rows):
        abort(404)
    return render_template(
        "sourcing/lots.html",
        need=need,
        lines=lines,
        number=number,
        union=union,
        rows=rows,
        more=more and page < queries.LAST_PAGE,
        page=page,
        advice=advice_for(need, number),
    )


def requested_lot(need: Need) -> int | None:
    """The lot's number in the address, None for all; 404 for a lot that the need does not have."""
    text = request.args.get("lot", "")
    if not text:
        return None
    if text not in {str(number) for number in range(1, len(need.lots) + 1)}:
        abort(404)
    return int(text)


def advice_for(need: Need, number: int | None):
    """The advice on a firm's size for the lot shown, or for the lot that a row of the union speaks of."""

    def advice(row: queries.Row, lot: int | None = None) -> str:
        return capacity.advice(need, row.organisation, row.offers, need.lots[(lot or number or 1) - 1])

    return advice
