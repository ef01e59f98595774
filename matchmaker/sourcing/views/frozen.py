"""Lists kept as evidence: keep, read, check, compare, take away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.extensions import limiter
from matchmaker.needs import queries as needs
from matchmaker.needs.models import Need
from matchmaker.sourcing import evidence, exports, freezing, rules
from matchmaker.sourcing.freezing import Outcome
from matchmaker.sourcing.models import FrozenList
from matchmaker.sourcing.views.area import blueprint
from matchmaker.sourcing.views.lists import requested_switches
from matchmaker.web import limits
from matchmaker.web.converters import LARGEST
from matchmaker.web.exports import Column, csv_response, xlsx_response
from matchmaker.web.pagination import as_page, requested_page
from matchmaker.web.policy import Access, allow

PER_PAGE = 20


@blueprint.post("/needs/<id:need_id>/suppliers/freeze")
@allow(Access.BUYER)
def freeze(need_id: int) -> ResponseReturnValue:
    """Keep the list under the switches of the address. Pressed twice, it is kept once."""
    need = needs.owned(g.actor, need_id)
    one = freezing.freeze(need, g.actor, now=datetime.now(UTC), switches=requested_switches())
    flash(_("The list is kept as evidence."), "success")
    return redirect(url_for("sourcing.frozen_list", need_id=need.id, frozen_id=one.id), 303)


@blueprint.get("/needs/<id:need_id>/evidence")
@allow(Access.BUYER)
def frozen_lists(need_id: int) -> ResponseReturnValue:
    """All lists kept for the need, and two of them to compare."""
    need = needs.owned(g.actor, need_id)
    can = rules.can_freeze(g.actor, need)
    return render_template("sourcing/evidence.html", need=need, lists=freezing.lists_of(need), can_freeze=can)


@blueprint.get("/needs/<id:need_id>/evidence/compare")
@allow(Access.BUYER)
def compare_lists(need_id: int) -> ResponseReturnValue:
    """Who entered, left and moved between two lists of the need."""
    need = needs.owned(g.actor, need_id)
    first, second = (asked_list(need, name) for name in ("first", "second"))
    changes = freezing.compared(first, second)
    return render_template(
        "sourcing/compare.html", need=need, first=first, second=second, changes=changes, kinds=KINDS
    )


KINDS = ("entered", "left", "moved")


def asked_list(need: Need, name: str) -> FrozenList:
    """The list that the parameter names; the two newest ones in turn when it names none."""
    text = request.args.get(name, "")
    if text.isascii() and text.isdigit() and 0 < int(text[:11]) <= LARGEST:
        return freezing.list_of(need, int(text[:11]))
    known = freezing.lists_of(need)
    if text or not known:
        abort(404)
    return known[min(1, len(known) - 1)] if name == "first" else known[0]


@blueprint.get("/needs/<id:need_id>/evidence/<id:frozen_id>")
@allow(Access.BUYER)
def frozen_list(need_id: int, frozen_id: int) -> ResponseReturnValue:
    need, one = own_list(need_id, frozen_id)
    return shown(need, one, outcome=None)


@blueprint.get("/needs/<id:need_id>/evidence/<id:frozen_id>/check")
@allow(Access.BUYER)
def check_list(need_id: int, frozen_id: int) -> ResponseReturnValue:
    """The list computed again, and whether it is the same."""
    need, one = own_list(need_id, frozen_id)
    return shown(need, one, outcome=freezing.reproduce(one))


def own_list(need_id: int, frozen_id: int) -> tuple[Need, FrozenList]:
    need = needs.owned(g.actor, need_id)
    return need, freezing.list_of(need, frozen_id)


def shown(need: Need, one: FrozenList, *, outcome: Outcome | None) -> ResponseReturnValue:
    number = requested_page()
    rows = one.rows[PER_PAGE * (number - 1) : PER_PAGE * number]
    page = as_page(list(rows), number=number, per_page=PER_PAGE, total=len(one.rows))
    content = evidence.opened(one)
    return render_template(
        "sourcing/frozen.html",
        need=need,
        list=one,
        page=page,
        rows=evidence.rows(content, rows),
        facts=evidence.facts(one, content),
        outcome=outcome,
        said=evidence.said(outcome),
    )


@blueprint.get("/needs/<id:need_id>/evidence/<id:frozen_id>/content.json")
@allow(Access.BUYER)
def frozen_json(need_id: int, frozen_id: int) -> ResponseReturnValue:
    """The very bytes that the digest is of."""
    _need, one = own_list(need_id, frozen_id)
    answer = Response(evidence.raw(one), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name_of(one)}.json"'
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@blueprint.get("/needs/<id:need_id>/evidence/<id:frozen_id>/list.csv")
@allow(Access.BUYER)
@limiter.limit(limits.exports)
def frozen_csv(need_id: int, frozen_id: int) -> ResponseReturnValue:
    _need, one = own_list(need_id, frozen_id)
    return csv_response(name_of(one), **table(one))


@blueprint.get("/needs/<id:need_id>/evidence/<id:frozen_id>/list.xlsx")
@allow(Access.BUYER)
@limiter.limit(limits.exports)
def frozen_xlsx(need_id: int, frozen_id: int) -> ResponseReturnValue:
    _need, one = own_list(need_id, frozen_id)
    return xlsx_response(name_of(one), **table(one))


def table(one: FrozenList) -> Mapping[str, Any]:
    content = evidence.opened(one)
    columns = [Column(label, kind, width) for label, kind, width in exports.frozen_headings()]
    return {"columns": columns, "rows": exports.frozen_rows(content, one.rows)}


def name_of(one: FrozenList) -> str:
    return f"liste-{one.need_id}-{one.id}"
