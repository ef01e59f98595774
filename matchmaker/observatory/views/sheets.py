"""Sheets of a buyer, a contract holder, a CPV family and a territory; two of a kind side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.observatory import names, queries, telling, wording
from matchmaker.observatory.indicators.definitions import KEYS
from matchmaker.observatory.indicators.filters import FilterError, Filters, read_filters
from matchmaker.observatory.views.area import asked, blueprint, kept, one_of, page
from matchmaker.observatory.views.reading import cut, figures
from matchmaker.web.policy import Access, allow

KINDS = ("buyer", "supplier", "cpv", "department", "region", "family")
SHOWN = (
    "contracts",
    "amount_retained",
    "amount_framework_maxima",
    "amount_median",
    "share_sme",
    "share_ess_wide",
    "share_same_department",
    "share_same_region",
    "share_social",
    "share_environmental",
    "share_single_bid",
    "offers_median",
    "share_newcomers",
    "share_top5",
    "hhi",
    "renewals_12_months",
    "delay_share_over_limit",
    "delay_p90_days",
)
CUTS = {
    "buyer": (("division", "amount"), ("supplier", "amount")),
    "supplier": (("buyer", "amount"), ("division", "amount")),
    "cpv": (("department", "ess_wide"), ("supplier", "contracts")),
    "department": (("family", "same_department"), ("division", "ess_wide")),
    "region": (("family", "same_region"), ("division", "ess_wide")),
    "family": (("department", "same_department"), ("division", "ess_wide")),
}


@blueprint.get("/sheet/<any(buyer, supplier, cpv, department, region, family):theme>/<key>")
@allow(Access.PUBLIC)
@kept
def sheet(theme: str, key: str) -> ResponseReturnValue:
    """Everything on one body, firm, family of purchases or territory; `year` narrows it."""
    filters = filters_of(theme, key)
    if filters is None:
        abort(404)
    narrowed = replace(filters, year=asked().filters.year)
    found = figures(narrowed)
    if not queries.count(filters):
        abort(404)
    recent = names.of_contracts(queries.lines(narrowed, limit=10))
    return page(
        "sheet",
        kind=theme,
        key=key,
        title=title(theme, key),
        card=card(theme, key),
        filters=narrowed,
        query=narrowed.as_dict(),
        years=[year for year, _count in queries.facets(filters)["year"]],
        figures=[found[one] for one in SHOWN],
        told=telling,
        cuts=[cut("year", "amount", filters)]
        + [cut(dimension, measure, narrowed, limit=12) for dimension, measure in CUTS[theme]],
        recent=recent,
        distances=queries.distances(narrowed),
    )


def filters_of(kind: str, key: str) -> Filters | None:
    try:
        return read_filters({kind: key})
    except FilterError:
        return None


def title(kind: str, key: str) -> str:
    if kind == "buyer":
        return str((queries.body(key) or {}).get("name") or names.known([key]).get(key) or key)
    if kind == "supplier":
        return str((queries.firm(key) or {}).get("name") or names.known([key]).get(key) or key)
    return wording.value(kind, key)


def card(kind: str, key: str) -> list[tuple[str, str]]:
    """What is known beside the contracts."""
    if kind not in ("buyer", "supplier"):
        return []
    found: Mapping[str, Any] = (queries.body(key) if kind == "buyer" else queries.firm(key)) or {}
    rows = [(_("Number"), key), (_("Department"), wording.value("department", found.get("department")))]
    if kind == "buyer":
        return [*rows, (_("Kind of body"), wording.value("family", found.get("family")))]
    size = {True: "sme", False: "other", None: "unknown"}[found.get("sme")]
    social = {True: "yes", False: "no", None: "unknown"}[found.get("ess_wide")]
    return [
        *rows,
        (_("Size"), wording.value("size", size)),
        (_("Social economy"), wording.value("ess", social)),
    ]


@blueprint.get("/compare")
@allow(Access.PUBLIC)
@kept
def compare() -> ResponseReturnValue:
    """Two of a kind, figure by figure; where the intervals overlap, the difference may be one of chance."""
    kind = one_of("kind", KINDS, "department")
    given = [request.args.get(name, "").strip()[:60] for name in ("a", "b")]
    year = asked().filters.year
    sides = [filters_of(kind, text) if text else None for text in given]
    unread = [name for name, text, side in zip("ab", given, sides, strict=True) if text and side is None]
    two = [replace(one, year=year) for one in sides if one is not None]
    found = [figures(one) for one in two] if len(two) == 2 else []
    return page(
        "compare",
        kind=kind,
        kinds=[(one, wording.FILTERS[one]) for one in KINDS],
        given=given,
        unread=unread,
        year=year,
        years=[year for year, _count in queries.facets(Filters())["year"]],
        titles=[title(kind, text) for text in given] if found else [],
        addresses=[url_for("observatory.sheet", theme=kind, key=text, year=year) for text in given]
        if found
        else [],
        rows=[
            (key, found[0][key], found[1][key], apart(found[0][key], found[1][key]))
            for key in KEYS
            if key in SHOWN
        ]
        if found
        else [],
        told=telling,
        same=len(two) == 2 and two[0] == two[1],
    )


def apart(one: queries.Indicator, other: queries.Indicator) -> str:
    """Whether the intervals of two shares leave room for chance."""
    if one.interval is None or other.interval is None or one.value is None or other.value is None:
        return ""
    if one.interval.low > other.interval.high or other.interval.low > one.interval.high:
        return _("apart")
    return _("within chance")
