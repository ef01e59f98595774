"""The template to fill, and the refused lines to put right at home."""

from __future__ import annotations

from collections.abc import Iterator

from flask import g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.extensions import limiter
from matchmaker.programme import judging, services
from matchmaker.programme.fields import LABELS
from matchmaker.programme.judging import Effect, Judged
from matchmaker.programme.models import ProgrammeImport
from matchmaker.programme.views.area import blueprint
from matchmaker.spreadsheets.writing import Column, Row
from matchmaker.web import limits
from matchmaker.web.exports import csv_response, xlsx_response
from matchmaker.web.fields import today_in_paris
from matchmaker.web.policy import Access, allow


@blueprint.get("/template.<any(csv, xlsx):ending>")
@allow(Access.BUYER)
def template(ending: str) -> ResponseReturnValue:
    """The headings, and one line that shows what is understood."""
    year = today_in_paris().year + 1
    example = {
        "reference": f"{year}-001",
        "title": _("Upkeep of the green spaces of the schools"),
        "description": _("Mowing and trimming around three schools, ten times a year."),
        "nature": _("Services"),
        "cpv": "77310000-6",
        "place": "Arras (62000)",
        "amount": "45 000",
        "starts_on": f"01/03/{year}",
        "duration_months": "12",
        "tender_planned_on": f"15/01/{year}",
    }
    columns = [Column(str(words), width=24) for words in LABELS.values()]
    rows = [[example.get(name, "") for name in LABELS]]
    make = csv_response if ending == "csv" else xlsx_response
    return make("programme", columns, rows)


@blueprint.get("/<id:import_id>/refused.csv")
@allow(Access.BUYER)
@limiter.limit(limits.imports)
def refused(import_id: int) -> ResponseReturnValue:
    """With the headings of the file sent, and the reasons: put right, it can be sent as it is."""
    one = services.owned(g.actor, import_id)
    found = judging.judge(one, today=today_in_paris())
    columns = [*map(Column, one.headers), Column(_("Line of the file")), Column(_("Why it is refused"))]
    return csv_response(f"refused-{one.id}", columns, _rows(one, found))


def _rows(one: ProgrammeImport, found: list[Judged]) -> Iterator[Row]:
    for line in found:
        if line.effect is Effect.REFUSED:
            fixes = one.fixes.get(str(line.number), {})
            cells = list(line.cells)
            for name, text in fixes.items():
                if name in one.columns:
                    cells[one.columns[name]] = text
            why = [
                f"{p.label} ({p.column}): {p.cell.words}" if p.column else p.cell.words for p in line.problems
            ]
            yield [*cells, line.number, " ".join(why)]
