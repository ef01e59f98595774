"""Suppliers for a need, needs for a supplier: lists with their reasons, and who was set aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from flask import abort, g, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from matchmaker.accounts.actor import Role
from matchmaker.matching.values import Filters
from matchmaker.needs import queries as needs
from matchmaker.needs.models import Need
from matchmaker.needs.rules import owns
from matchmaker.organisations import queries as organisations
from matchmaker.sourcing import feedback, queries, rules, shortlist, wording
from matchmaker.sourcing.queries import Switches
from matchmaker.sourcing.views.area import blueprint
from matchmaker.web.pagination import requested_page
from matchmaker.web.policy import Access, allow

SIZES = ("tpe", "pme", "eti", "ge")


@blueprint.record
def offer_to_templates(state: BlueprintSetupState) -> None:
    """The need's page belongs to an area that does not know the matcher; its template asks for the list."""
    state.app.jinja_env.globals["first_suppliers"] = first_page
    state.app.jinja_env.globals["own_match"] = own_match


def first_page(need: Need) -> dict[str, object]:
    rows, more = queries.ranked(need)
    return {
        **of_team(need, rows),
        "rows": rows,
        "more": more,
        "page": 1,
        "switches": queries.USUAL,
        "list_address": address_of(need),
    }


def of_team(need: Need, rows: Sequence[queries.Row]) -> dict[str, object]:
    """What the need's own team may do with the list, and what it said of these firms."""
    can_judge = rules.can_judge(g.actor, need)
    ids = [row.organisation.id for row in rows]
    said = feedback.verdicts(need, ids) if can_judge else {}
    return {
        "owner": owns(g.actor, need) and g.actor.acting_for is not None,
        "can_freeze": rules.can_freeze(g.actor, need),
        "can_judge": can_judge,
        "verdicts": said,
        "marks": shortlist.marks(need, ids) if can_judge else {},
        "verdict_words": wording.VERDICTS,
    }


def own_match(need: Need) -> queries.Row | None:
    """What the firm that the reader acts for gets for the need; None for everybody else."""
    acting = g.actor.acting_for
    if acting is None or acting.role is not Role.SUPPLIER:
        return None
    return queries.explained(need, acting.id)


@blueprint.get("/needs/<id:need_id>/suppliers")
@allow(Access.PUBLIC)
def suppliers(need_id: int) -> ResponseReturnValue:
    """The ranked suppliers of a published need; of a draft, to its own team only."""
    need = needs.shown(g.actor, need_id)
    return render_template("sourcing/suppliers.html", need=need, **listed(need))


def listed(need: Need) -> dict[str, object]:
    """One page of the list under the switches of the address."""
    page = requested_page()
    if page > queries.LAST_PAGE:
        abort(404)
    switches = requested_switches()
    rows, more = queries.ranked(need, switches=switches, page=page)
    if page > 1 and not rows:
        abort(404)
    return {
        **of_team(need, rows),
        "rows": rows,
        "more": more and page < queries.LAST_PAGE,
        "page": page,
        "switches": switches,
        "list_address": address_of(need, switches),
    }


def requested_switches() -> Switches:
    """Switches of the address; what is not known is left out."""
    sizes = frozenset(size for size in request.args.getlist("size") if size in SIZES)
    filters = Filters(
        only_zone=request.args.get("near") == "1", ess_only=request.args.get("ess") == "1", sizes=sizes
    )
    return Switches(filters, place=request.args.get("place") != "0")


def address_of(need: Need, switches: Switches = queries.USUAL) -> Callable[..., str]:
    """Makes addresses of the list and its sisters under these switches."""

    def address(endpoint: str = "sourcing.suppliers", page: int | None = None) -> str:
        return url_for(endpoint, need_id=need.id, page=page if page != 1 else None, **chosen(switches))

    return address


def chosen(switches: Switches) -> dict[str, Any]:
    """The parameters of an address under these switches; None where nothing is switched."""
    return {
        "near": 1 if switches.filters.only_zone else None,
        "ess": 1 if switches.filters.ess_only else None,
        "size": sorted(switches.filters.sizes) or None,
        "place": None if switches.place else 0,
    }


@blueprint.get("/needs/<id:need_id>/suppliers/set-aside")
@allow(Access.PUBLIC)
def set_aside(need_id: int) -> ResponseReturnValue:
    """Everyone whom a rule keeps out of the list, and which rule."""
    need = needs.shown(g.actor, need_id)
    aside = queries.set_aside(need, switches=requested_switches())
    return render_template("sourcing/set_aside.html", need=need, aside=aside)


@blueprint.get("/needs-for-me")
@allow(Access.SUPPLIER)
def needs_for_me() -> ResponseReturnValue:
    """Open needs that fit the firm one acts for, and why."""
    firm = organisations.organisation(g.actor.acting_for.id)
    page = requested_page()
    rows, more = queries.needs_for(firm, page=page)
    if page > 1 and not rows:
        abort(404)
    now = datetime.now(UTC)
    return render_template("sourcing/needs_for_me.html", firm=firm, rows=rows, more=more, page=page, now=now)
