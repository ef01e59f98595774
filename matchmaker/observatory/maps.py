"""Maps: one measure by department or by intercommunality, in five shades, hatched where it is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext

from matchmaker.observatory import drawing, queries, telling, wording
from matchmaker.observatory.asking.tables import Group
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.reference import outlines, territories

LAYERS = ("departments", "epcis")
OVERSEAS = ("971", "972", "973", "974", "976")


@dataclass(frozen=True, slots=True)
class Drawn:
    """`outside`: contracts that no area of the map holds."""

    layer: str
    measure: str
    title: str
    chart: drawing.Map
    lines: tuple[telling.Line, ...]
    bounds: tuple[str, ...]
    outside: int
    sentence: str


def drawn(layer: str, measure: str, filters: Filters) -> Drawn:
    shares = (measure,) if measure in queries.SHARES else ()
    groups = (by_department if layer == "departments" else by_epci)(filters, shares)
    shapes = areas(layer, filters)
    told = [line(measure, code, name, groups.get(code)) for code, (name, _rings) in shapes.items()]
    shades, bounds = drawing.classes({str(one.key): one.value for one in told})
    words = {str(one.key): f"{one.name}: {one.words}" for one in told}
    chart = tuple(
        drawing.Area(code, words[code], rings, shades[code]) for code, (_name, rings) in shapes.items()
    )
    title = f"{wording.MEASURES[measure]} – {names()[layer]}"
    return Drawn(
        layer,
        measure,
        title,
        drawing.Map(title, chart),
        tuple(sorted(told, key=lambda one: (-(one.value or 0), one.name))),
        tuple(in_words(measure, bound) for bound in bounds),
        sum(group.contracts for code, group in groups.items() if code not in shapes),
        telling.sentence("department", measure, told),
    )


def names() -> Mapping[str, str]:
    return {"departments": gettext("by department"), "epcis": gettext("by intercommunality")}


def in_words(measure: str, value: float) -> str:
    if measure == "contracts":
        return str(round(value))
    return telling.short_euros(value) if measure == "amount" else telling.share(value)


def by_department(filters: Filters, shares: tuple[str, ...]) -> dict[str | None, Group]:
    found = queries.groups("department", filters, limit=200, shares=shares)
    return {None if one.key is None else str(one.key): one for one in found}


def by_epci(filters: Filters, shares: tuple[str, ...]) -> dict[str | None, Group]:
    return queries.by_epci(filters, shares=shares)


def areas(layer: str, filters: Filters) -> dict[str, tuple[str, drawing.Rings]]:
    """Code → name and rings. Departments of the region filtered, else of metropolitan France."""
    collection = outlines.outline("departments" if layer == "departments" else "epcis_hdf")
    found = {
        str(one["properties"]["code"]): (str(one["properties"]["name"]), drawing.rings(one["geometry"]))
        for one in collection["features"]
    }
    if layer != "departments":
        return found
    held = territories.departments_of_region(filters.region) if filters.region else tuple(found)
    return {code: area for code, area in found.items() if code in held and code not in OVERSEAS}


def line(measure: str, code: str, name: str, group: Group | None) -> telling.Line:
    if group is None:
        return telling.Line(code, name, NOTHING, None, gettext("no contract"), None, None)
    (told,) = telling.lines("department", measure, [group])
    return telling.Line(code, name, group, told.value, told.words, told.low, told.high)


NOTHING = Group(None, None, 0, 0.0, {})
