"""Every supplier explained: the page of the need's own team, and the same as CSV and XLSX."""

from __future__ import annotations

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.extensions import limiter
from matchmaker.matching.placing import Placing
from matchmaker.needs import queries as needs
from matchmaker.needs.models import Need
from matchmaker.sourcing import everyone, exports
from matchmaker.sourcing.everyone import State
from matchmaker.sourcing.queries import PER_PAGE
from matchmaker.sourcing.views.area import blueprint
from matchmaker.sourcing.views.lists import chosen, requested_switches
from matchmaker.web import limits
from matchmaker.web.exports import Column, csv_response, xlsx_response
from matchmaker.web.forms import clean_line
from matchmaker.web.pagination import as_page, requested_page
from matchmaker.web.policy import Access, allow

LONGEST_NAME = 100


@blueprint.get("/needs/<id:need_id>/suppliers/everyone")
@allow(Access.BUYER)
def all_suppliers(need_id: int) -> ResponseReturnValue:
    """Everybody of the base, in the order of the list; the parameters search by name and state."""
    need = needs.owned(g.actor, need_id)
    number, switches = requested_page(), requested_switches()
    state, name = requested_state(), clean_line(request.args.get("q", ""))[:LONGEST_NAME]
    found = everyone.search(need, switches=switches, state=state, name=name)
    shown = found.placings[PER_PAGE * (number - 1) : PER_PAGE * number]
    if number > 1 and not shown:
        abort(404)
    page = as_page(list(shown), number=number, per_page=PER_PAGE, total=len(found.placings))
    return render_template(
        "sourcing/everyone.html",
        need=need,
        page=page,
        rows=everyone.explained(need, shown),
        counts=found.counts,
        states=[(one, exports.state_words(one)) for one in State],
        state=state,
        name=name,
        switches=chosen(switches),
    )


def requested_state() -> State | None:
    wanted = request.args.get("state", "")
    return State(wanted) if wanted in list(State) else None


@blueprint.get("/needs/<id:need_id>/suppliers/everyone.csv")
@allow(Access.BUYER)
@limiter.limit(limits.exports)
def all_suppliers_csv(need_id: int) -> ResponseReturnValue:
    need = needs.owned(g.actor, need_id)
    return csv_response(file_name(need), columns(), exports.rows(listed(need)))


@blueprint.get("/needs/<id:need_id>/suppliers/everyone.xlsx")
@allow(Access.BUYER)
@limiter.limit(limits.exports)
def all_suppliers_xlsx(need_id: int) -> ResponseReturnValue:
    need = needs.owned(g.actor, need_id)
    return xlsx_response(file_name(need), columns(), exports.rows(listed(need)))


def listed(need: Need) -> list[Placing]:
    return everyone.placings(need, switches=requested_switches())


def columns() -> list[Column]:
    return [Column(label, kind, width) for label, kind, width in exports.headings()]


def file_name(need: Need) -> str:
    return f"fournisseurs-{need.reference or need.id}"
