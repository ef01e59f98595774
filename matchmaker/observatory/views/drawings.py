"""Charts and maps at addresses of their own: SVG as drawn, PNG of the same, and the page of maps."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

import vl_convert
from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from markupsafe import Markup

from matchmaker.extensions import limiter
from matchmaker.observatory import drawing, maps, queries, telling, wording
from matchmaker.observatory.views.area import asked, blueprint, kept, one_of, page, with_tag
from matchmaker.observatory.views.reading import chips, cut
from matchmaker.web import headers, limits
from matchmaker.web.policy import Access, allow

MOST_KEPT = 100
_kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
_lock = Lock()
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@blueprint.get("/chart/<dimension>/<measure>.<any(svg, png):form>")
@allow(Access.PUBLIC)
@limiter.limit(limits.drawings)
def chart(dimension: str, measure: str, form: str) -> ResponseReturnValue:
    if dimension not in wording.DIMENSIONS or measure not in wording.MEASURES:
        abort(404)
    return image(form, lambda: cut(dimension, measure, asked().filters).chart)


@blueprint.get("/map/<any(departments, epcis):layer>/<measure>.<any(svg, png):form>", endpoint="map")
@allow(Access.PUBLIC)
@limiter.limit(limits.drawings)
def map_image(layer: str, measure: str, form: str) -> ResponseReturnValue:
    if measure not in wording.MEASURES:
        abort(404)
    return image(form, lambda: maps.drawn(layer, measure, asked().filters).chart)


def image(form: str, chart: drawing.Maker) -> Response:
    """Drawn once for a store, an address and a language."""
    key = (queries.opened().pointer.store, request.full_path, str(get_locale()))
    with _lock:
        body = _kept.get(key)
    if body is None:
        svg = drawing.draw(chart(), alone=True)
        body = svg.encode() if form == "svg" else vl_convert.svg_to_png(svg, scale=1.5)
        with _lock:
            _kept[key] = body
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return with_tag(Response(body, mimetype=TYPES[form]))


@blueprint.get("/embed/<dimension>/<measure>")
@allow(Access.PUBLIC)
@limiter.limit(limits.drawings)
def embed(dimension: str, measure: str) -> ResponseReturnValue:
    """A chart without the frame of the site, for pages elsewhere: its sentence, its table, its source."""
    if dimension not in wording.DIMENSIONS or measure not in wording.MEASURES:
        abort(404)
    headers.may_be_framed()
    return framed(dimension, measure)


@kept
def framed(dimension: str, measure: str) -> ResponseReturnValue:
    wanted = asked()
    return page(
        "embed",
        filters=wanted.filters,
        cut=cut(dimension, measure, wanted.filters, limit=15),
        query=wanted.filters.as_dict(),
    )


@blueprint.get("/maps", endpoint="maps")
@allow(Access.PUBLIC)
@kept
def map_page() -> ResponseReturnValue:
    """One measure by department and by intercommunality, each with its table."""
    wanted = asked()
    measure = one_of("show", tuple(wording.MEASURES), "contracts")
    shown = [maps.drawn(layer, measure, wanted.filters) for layer in maps.LAYERS]
    return page(
        "maps",
        filters=wanted.filters,
        wrong=wanted.wrong,
        maps=[(one, Markup(drawing.draw(one.chart))) for one in shown],  # noqa: S704  # escaped where drawn
        measure=measure,
        told=telling,
        chips=chips(wanted.filters),
        query=wanted.filters.as_dict(),
        years=[key for key, _count in queries.facets(wanted.filters)["year"]],
    )
