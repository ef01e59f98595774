"""Up to three firms side by side, criterion by criterion; the address can be passed to a colleague."""

from __future__ import annotations

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.matching.weights import CRITERIA
from matchmaker.needs import queries as needs
from matchmaker.sourcing import queries, rules, shortlist, wording
from matchmaker.sourcing.models_contacts import MarkKind
from matchmaker.sourcing.views.area import blueprint
from matchmaker.web.policy import Access, allow

AT_MOST = 3
LONGEST_NUMBER = 9  # of an integer column on PostgreSQL


@blueprint.get("/needs/<id:need_id>/suppliers/side-by-side")
@allow(Access.BUYER)
def side_by_side(need_id: int) -> ResponseReturnValue:
    """More than three: the first three are shown, and the page says so."""
    need = needs.owned(g.actor, need_id)
    asked = requested_firms()
    rows = queries.side_by_side(need, asked[:AT_MOST])
    marks = shortlist.marks(need)
    return render_template(
        "sourcing/side_by_side.html",
        need=need,
        rows=rows,
        asked=asked,
        criteria=[
            (wording.label(one), [part_of(row, wording.label(one)) for row in rows]) for one in CRITERIA
        ],
        references=[references_of(row) for row in rows],
        marks=marks,
        shortlisted=[one.supplier for one in marks.values() if one.kind is MarkKind.SHORTLISTED],
        can_judge=rules.can_judge(g.actor, need),
    )


def requested_firms() -> list[int]:
    """Numbers of the address, each once; what is no number is left out."""
    texts = request.args.getlist("firm")[:50]
    numbers = [int(one) for one in texts if one.isascii() and one.isdigit() and len(one) <= LONGEST_NUMBER]
    return list(dict.fromkeys(numbers))


def part_of(row: queries.Row, label: str) -> wording.Part | None:
    return next((part for part in row.parts if part.label == label), None)


def references_of(row: queries.Row) -> list[tuple[str, int | None, str]]:
    """What the firm did before, over all its offers, the latest first."""
    found = [(one.client, one.year, one.text) for offer in row.offers for one in offer.references]
    return sorted(found, key=lambda one: -(one[1] or 0))
