"""Home, explore, one figure, one contract, renewals, delays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from matchmaker.observatory import drawing, names, queries, telling, wording
from matchmaker.observatory.asking.sheets import ORDERS
from matchmaker.observatory.indicators.definitions import KEYS
from matchmaker.observatory.indicators.filters import CLAUSES, SIZES, YES_NO, Filters
from matchmaker.observatory.views.area import Asked, asked, blueprint, kept, kept_while, one_of, page, today
from matchmaker.web.pagination import Page, as_page, requested_page
from matchmaker.web.policy import Access, allow

PER_PAGE, MOST_GROUPS = 25, 30
FACETS = ("year", "family", "department", "procedure", "purchase")


@dataclass(frozen=True, slots=True)
class Cut:
    """A table by one dimension, its chart and its sentence."""

    dimension: str
    measure: str
    title: str
    sentence: str
    lines: list[telling.Line]
    chart: drawing.Bars

    @property
    def svg(self) -> Markup:
        return Markup(drawing.draw(self.chart))  # noqa: S704  # texts are escaped where they are drawn


def cut(dimension: str, measure: str, filters: Filters, *, limit: int = MOST_GROUPS) -> Cut:
    order = "key" if dimension == "year" else "amount" if measure == "amount" else "contracts"
    shares = (measure,) if measure in queries.SHARES else ()
    groups = queries.groups(dimension, filters, order=order, limit=limit, shares=shares)
    if dimension in ("buyer", "supplier"):
        groups = names.of_groups(groups)
    told = telling.lines(dimension, measure, groups)
    title = f"{wording.MEASURES[measure]} – {wording.DIMENSIONS[dimension]}"
    return Cut(
        dimension,
        measure,
        title,
        telling.sentence(dimension, measure, told),
        told,
        telling.chart(title, measure, told),
    )


def figures(filters: Filters) -> Mapping[str, queries.Indicator]:
    return {one.key: one for one in queries.figures(filters, as_of=today())}


def home_filters() -> Filters:
    """The region of the platform when it has contracts, and the last year that is over."""
    region = current_app.config["SETTINGS"].region
    choices = queries.facets(Filters())
    here = region if region in [key for key, _count in choices["region"]] else None
    years = [int(key) for key, _count in queries.facets(Filters(region=here))["year"]]
    over = [year for year in years if year < today().year]
    return Filters(year=max(over or years, default=None), region=here)


@blueprint.get("/")
@allow(Access.PUBLIC)
@kept_while(queries.effect)
def home() -> ResponseReturnValue:
    """Six figures, each with year, scope, source and change, and the ways on."""
    filters = home_filters()
    now = figures(filters)
    before = figures(replace(filters, year=filters.year - 1)) if filters.year else {}
    tiles = [(now[key], before.get(key)) for key in telling.HOME]
    return page(
        "home",
        filters=filters,
        tiles=tiles,
        told=telling,
        years=cut("year", "sme", replace(filters, year=None)),
        families=cut("family", "same_department", filters),
        effect=queries.effect(),
    )


@blueprint.get("/explore")
@allow(Access.PUBLIC)
@kept
def explore() -> ResponseReturnValue:
    """GET filters, chips, counts; one cut with its chart; the contracts themselves."""
    wanted = asked()
    filters = wanted.filters
    dimension = one_of("by", tuple(wording.DIMENSIONS), "family")
    measure = one_of("show", tuple(wording.MEASURES), "contracts")
    order = one_of("sort", tuple(ORDERS), "newest")
    now = figures(filters)
    return page(
        "explore",
        filters=filters,
        wrong=wanted.wrong,
        figures=now,
        told=telling,
        cut=cut(dimension, measure, filters),
        distances=queries.distances(filters),
        order=order,
        page=listed(filters, order),
        chips=chips(filters),
        choices=choices(wanted),
        query=filters.as_dict(),
    )


def listed(filters: Filters, order: str) -> Page:
    number = requested_page()
    rows = queries.lines(filters, order=order, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    total = queries.count(filters)
    return as_page(names.of_contracts(rows), number=number, per_page=PER_PAGE, total=total)


def chips(filters: Filters) -> list[dict[str, str]]:
    """Each filter in force, with the address of the same page without it."""
    others = {name: text for name, text in request.args.items() if name in ("by", "show", "sort")}
    held = filters.as_dict()
    return [
        {
            "label": wording.chip(name, given),
            "url": url_for(
                str(request.endpoint), **{**others, **{key: one for key, one in held.items() if key != name}}
            ),
        }
        for name, given in held.items()
    ]


def choices(wanted: Asked) -> dict[str, list[tuple[str, str, int | None]]]:
    """Filter → (value, words, contracts it would leave)."""
    found = queries.facets(wanted.filters)
    told: dict[str, list[tuple[str, str, int | None]]] = {
        name: [(str(key), wording.value(name, key), count) for key, count in found[name]] for name in FACETS
    }
    for name, values in (("size", SIZES), ("ess", YES_NO), ("clause", CLAUSES)):
        told[name] = [(value, wording.value(name, value), None) for value in values]
    return told


@blueprint.get("/figure/<indicator>")
@allow(Access.PUBLIC)
@kept
def figure(indicator: str) -> ResponseReturnValue:
    """One figure: its definition, what it rests on, and the address that makes it again."""
    if indicator not in KEYS:
        abort(404)
    wanted = asked()
    given = request.args.get("data", "")[:40]
    address = url_for(
        "observatory.figure",
        indicator=indicator,
        data=queries.data_version(),
        _external=True,
        **wanted.filters.as_dict(),
    )
    return page(
        "figure",
        filters=wanted.filters,
        wrong=wanted.wrong,
        one=figures(wanted.filters)[indicator],
        told=telling,
        address=address,
        other_data=given if given and given != queries.data_version() else None,
        query=wanted.filters.as_dict(),
    )


@blueprint.get("/renewals")
@allow(Access.PUBLIC)
@kept
def renewals() -> ResponseReturnValue:
    """Contracts that end within twelve months: what will be bought anew."""
    wanted = asked()
    number = requested_page()
    rows = queries.renewals(wanted.filters, as_of=today(), limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    total = int(figures(wanted.filters)["renewals_12_months"].value or 0)
    return page(
        "renewals",
        filters=wanted.filters,
        wrong=wanted.wrong,
        page=as_page(names.of_contracts(rows), number=number, per_page=PER_PAGE, total=total),
        told=telling,
        chips=chips(wanted.filters),
        query=wanted.filters.as_dict(),
    )


@blueprint.get("/delays")
@allow(Access.PUBLIC)
@kept
def delays() -> ResponseReturnValue:
    """Payment delays of each buyer beside its legal limit; the share over the limit before the mean."""
    wanted = asked()
    held = {
        name: value
        for name, value in wanted.filters.as_dict().items()
        if name in ("year", "department", "region", "buyer", "family")
    }
    filters = Filters(**held)  # type: ignore[arg-type]  # as_dict gives back what made it
    now = figures(filters)
    number = requested_page()
    rows = queries.delays(filters, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    total = queries.count_delays(filters)
    return page(
        "delays",
        filters=filters,
        wrong=wanted.wrong,
        page=as_page(names.of_delays(rows), number=number, per_page=PER_PAGE, total=total),
        figures=[now[key] for key in KEYS if key.startswith("delay_")],
        told=telling,
        chips=chips(filters),
        query=filters.as_dict(),
    )
