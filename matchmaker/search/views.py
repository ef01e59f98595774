"""The one search box: addresses that can be shared, facets with counts, ways out of an empty page."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matchmaker.extensions import limiter
from matchmaker.reference import communes
from matchmaker.search import presentation, sync
from matchmaker.search.engine import Results
from matchmaker.search.query import Query, read, summarise
from matchmaker.web import limits
from matchmaker.web.policy import Access, allow

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@allow(Access.PUBLIC)
@limiter.limit(limits.searches_at_once)
@limiter.limit(limits.searches)
def results() -> ResponseReturnValue:
    if (named := place_by_name()) is not None:
        return redirect(named)
    reading = read(request.args.to_dict(flat=False))
    query = reading.query
    found = sync.engine().search(query, today=datetime.now(UTC).date())
    if found.is_beyond_last_page:
        abort(404)
    return render_template(
        "search/results.html",
        found=found,
        problems=[presentation.problem(one) for one in reading.problems],
        groups=presentation.groups(found),
        address=address,
        **about(query, found),
    )


def about(query: Query, found: Results) -> dict[str, object]:
    """The query in words, the rows read again from the database, the chips and the ways out."""
    cards = sync.cards([hit.key for hit in found.hits])
    summary = summarise(query, found.total, label=presentation.value_label, relaxed=found.relaxed)
    return {
        "query": query,
        "summary": summary,
        "rows": [(hit, cards[hit.key]) for hit in found.hits if hit.key in cards],
        "chosen": [{"label": one.label, "url": address(one.without)} for one in summary.filters],
        "ways_out": [
            {"words": presentation.way_out(way), "url": address(way.query), "total": way.total}
            for way in found.ways_out
        ],
        "place_name": presentation.value_label("place", query.place) if query.place else "",
        "page_address": lambda number: address(query.at_page(number)),
    }


def address(query: Query) -> str:
    return url_for("search.results", **query.to_params())


def place_by_name() -> str | None:
    """The same search with the commune's code, when a name or a postal code was typed; None otherwise."""
    typed = request.args.get("place", "").strip()[:80]
    if not typed or communes.get(typed) is not None:
        return None
    name, _, department = typed.removesuffix(")").partition(" (")
    found = communes.search(name, limit=1, department=department or None) or communes.search(name, limit=1)
    if not found:
        return None
    return url_for("search.results", **{**request.args.to_dict(flat=False), "place": found[0].code})
