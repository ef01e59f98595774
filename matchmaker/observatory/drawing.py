"""Charts as pure specifications, drawn to SVG: the same drawing in a page, alone, and as PNG.

Colours are attributes, so that a drawing stands alone; in a page the classes of the ruler add the theme.
Widths are percentages: text keeps its size at any width. Each chart has a table beside it that says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import cos, radians
from typing import Any

INK, SOFT, EDGE = "#1d2733", "#535b66", "#7a7468"
SHADES = ("#dbe7f1", "#b9d1e5", "#8eb3d3", "#3c648c", "#1f3d5a")  # pale to deep
CLASSES = ("shade-5", "shade-4", "shade-3", "shade-2", "shade-1")
XMLNS = "http://www.w3.org/2000/svg"
ROW, SCALE = 46, 8
ALONE = 720
CLOSEST = 3  # units of a map, which are whole numbers: finer than the screen shows, and light to send
HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#ffffff"/><line x1="0" y1="0" x2="0" y2="6" stroke="#8a8475"'
    ' stroke-width="1.5"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` as a part of `Bars.most`; None is hatched. `low`, `high`: the interval, in the same unit."""

    name: str
    words: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """`most`: what a full bar is worth."""

    title: str
    bars: tuple[Bar, ...]
    most: float


Rings = tuple[tuple[tuple[float, float], ...], ...]
"""Of an area: longitude and latitude, point after point."""


@dataclass(frozen=True, slots=True)
class Area:
    """`shade`: 0 (pale) to 4, None where it is not known (hatched)."""

    code: str
    words: str
    rings: Rings
    shade: int | None


@dataclass(frozen=True, slots=True)
class Map:
    title: str
    areas: tuple[Area, ...]


Maker = Callable[[], Bars | Map]


def draw(chart: Bars | Map, *, alone: bool = False) -> str:
    """An SVG element; `alone`: a file of its own, with its ground and its title."""
    return _bars(chart, alone) if isinstance(chart, Bars) else _map(chart, alone)


def _bars(chart: Bars, alone: bool) -> str:
    top = 36 if alone else 0
    height = top + len(chart.bars) * ROW + SCALE
    body = "".join(_bar(one, chart.most, top + at * ROW) for at, one in enumerate(chart.bars))
    return _frame(chart.title, f'width="{ALONE if alone else "100%"}" height="{height}"', body, alone)


def _bar(bar: Bar, most: float, y: int) -> str:
    label = (
        f'<text class="scale" x="0" y="{y + 14}" fill="{SOFT}" font-size="13">'
        f"{escape(_short(bar.name))}</text>"
        f'<text class="scale" x="100%" y="{y + 14}" fill="{INK}" font-size="13" text-anchor="end">'
        f"{escape(bar.words)}</text>"
    )
    course = f'x="0" y="{y + 20}" width="100%" height="18"'
    if bar.value is None:
        return f'{label}<rect class="hatched" {course} fill="url(#hatch)" stroke="{EDGE}"/>'
    width = _percent(bar.value, most)
    return (
        f'{label}<rect class="course" {course} fill="#f3efe6" stroke="{EDGE}"/>'
        f'<rect class="brick tone-known" x="0" y="{y + 20}" width="{width}" height="18" fill="#3c648c"/>'
        f"{_whisker(bar, most, y + 29)}"
    )


def _whisker(bar: Bar, most: float, y: int) -> str:
    if bar.low is None or bar.high is None:
        return ""
    low, high = _percent(bar.low, most), _percent(bar.high, most)
    lines = ((low, high, y, y), (low, low, y - 5, y + 5), (high, high, y - 5, y + 5))
    return "".join(
        f'<line class="whisker" x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}" stroke="{INK}" stroke-width="2"/>'
        for x1, x2, y1, y2 in lines
    )


def _percent(value: float, most: float) -> str:
    part = min(max(value / most, 0.0), 1.0) if most > 0 else 0.0
    return f"{round(part * 100, 2)}%"


def _short(name: str, longest: int = 44) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def _map(chart: Map, alone: bool) -> str:
    """A flat projection at the mean latitude: fair for a region, good enough for a country."""
    points = [point for area in chart.areas for ring in area.rings for point in ring]
    if not points:
        return _frame(chart.title, 'width="100%" height="8"', "", alone)
    west, south = min(x for x, _y in points), min(y for _x, y in points)
    east, north = max(x for x, _y in points), max(y for _x, y in points)
    flat = cos(radians((south + north) / 2))
    scale = ALONE / max((east - west) * flat, (north - south))
    size = ((east - west) * flat * scale, (north - south) * scale)

    def place(point: tuple[float, float]) -> tuple[int, int]:
        return round((point[0] - west) * flat * scale), round((north - point[1]) * scale)

    body = "".join(_area(area, place) for area in chart.areas)
    width = f' width="{size[0]:.0f}" height="{size[1]:.0f}"' if alone else ""
    return _frame(
        chart.title, f'viewBox="-2 -2 {size[0] + 4:.0f} {size[1] + 4:.0f}"{width}', body, alone, over=False
    )


def _area(area: Area, place: Callable[[tuple[float, float]], tuple[int, int]]) -> str:
    path = "".join(_outline([place(point) for point in ring]) for ring in area.rings)
    known = area.shade is not None
    name = CLASSES[area.shade] if area.shade is not None else "hatched"
    fill = SHADES[area.shade] if area.shade is not None else "url(#hatch)"
    kind = f"{name} outlined" if known else name
    title = f"<title>{escape(area.words)}</title>"
    return f'<path class="{kind}" d="{path}" fill="{fill}" stroke="{EDGE}" stroke-width="1">{title}</path>'


def _outline(points: Sequence[tuple[int, int]]) -> str:
    """Steps from point to point, without those that nobody could tell from the one before."""
    held = list(points[:1])
    for point in points[1:]:
        if abs(point[0] - held[-1][0]) + abs(point[1] - held[-1][1]) >= CLOSEST:
            held.append(point)
    if len(held) < 3:
        return ""
    steps = " ".join(f"{x - before[0]} {y - before[1]}" for before, (x, y) in pairwise(held))
    return f"M{held[0][0]} {held[0][1]}l{steps.replace(' -', '-')}z"


def _frame(title: str, size: str, body: str, alone: bool, *, over: bool = True) -> str:
    label = escape(title, quote=True)
    start = f'<svg xmlns="{XMLNS}" class="ruler-drawing" {size} role="img" aria-label="{label}"'
    if not alone:
        return f"{start}>{body}</svg>"
    heading = (
        f'<text x="0" y="16" fill="{INK}" font-size="15" font-weight="700">{label}</text>' if over else ""
    )
    ground = '<rect x="-10" y="-10" width="110%" height="110%" fill="#ffffff"/>'
    return f'{start} font-family="sans-serif">{HATCH}<title>{label}</title>{ground}{heading}{body}</svg>'


def classes(values: Mapping[str, float | None], count: int = 5) -> tuple[dict[str, int | None], list[float]]:
    """(code → shade, lower bound of each shade): as many areas in each, as far as equal values allow."""
    known = sorted(value for value in values.values() if value is not None)
    if not known:
        return dict.fromkeys(values), []
    bounds = sorted({known[len(known) * at // count] for at in range(count)})
    spread = [round(at * (count - 1) / max(len(bounds) - 1, 1)) for at in range(len(bounds))]
    return {
        code: None if value is None else spread[_class(value, bounds)] for code, value in values.items()
    }, bounds


def _class(value: float, bounds: Sequence[float]) -> int:
    return max(at for at, bound in enumerate(bounds) if value >= bound)


def rings(geometry: Mapping[str, Any]) -> Rings:
    """Of a GeoJSON Polygon or MultiPolygon."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(tuple((point[0], point[1]) for point in ring) for part in parts for ring in part)
