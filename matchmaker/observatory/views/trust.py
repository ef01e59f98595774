"""What the figures are worth: method with the lines each rule touched, board of quality."""

from __future__ import annotations

from flask import g
from flask.typing import ResponseReturnValue

from matchmaker.observatory import names, queries, rulebook, telling
from matchmaker.observatory.indicators.definitions import DEFINITIONS
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.views.area import asked, blueprint, kept, page
from matchmaker.observatory.views.reading import chips, figures
from matchmaker.web.policy import Access, allow


@blueprint.get("/method")
@allow(Access.PUBLIC)
@kept
def method() -> ResponseReturnValue:
    """Every rule with what it touched in the data shown, every figure with its definition."""
    everything = Filters()
    return page(
        "method",
        rules=rulebook.told(queries.quality(everything)),
        quality=queries.quality(everything),
        definitions=DEFINITIONS,
        figures=figures(everything),
        told=telling,
    )


@blueprint.get("/quality")
@allow(Access.PUBLIC)
@kept
def quality() -> ResponseReturnValue:
    """Holes, reasons, unknown parts, late publication, of a filter."""
    wanted = asked()
    found = queries.presence(wanted.filters)
    known = names.known(number for number, name, _months in found.rows if not name)
    most = max((count for _number, _name, months in found.rows for count in months), default=0)
    return page(
        "quality",
        filters=wanted.filters,
        wrong=wanted.wrong,
        quality=queries.quality(wanted.filters),
        months=found.months,
        rows=[
            (number, name or known.get(number, number), [(count, shade(count, most)) for count in months])
            for number, name, months in found.rows
        ],
        rules=rulebook,
        told=telling,
        chips=chips(wanted.filters),
        query=wanted.filters.as_dict(),
        signed_in=g.actor.user_id is not None,
    )


def shade(count: int, most: int) -> int:
    """0 for none, then 1 (pale) to 5."""
    return 0 if not count else 1 + min(4, count * 5 // (most + 1))
