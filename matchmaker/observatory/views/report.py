"""The yearly report of one body or territory, as PDF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import typst
from flask import Response, abort, current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from matchmaker.extensions import limiter
from matchmaker.observatory import drawing, queries, rows, telling, wording
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.views.area import asked, blueprint, today
from matchmaker.observatory.views.reading import Cut, cut, figures
from matchmaker.observatory.views.sheets import CUTS, SHOWN, filters_of, title
from matchmaker.web import limits
from matchmaker.web.policy import Access, allow

LARGEST = 15


@blueprint.get("/sheet/<any(buyer, supplier, cpv, department, region, family):theme>/<key>/report.pdf")
@allow(Access.PUBLIC)
@limiter.limit(limits.open_files)
def report(theme: str, key: str) -> ResponseReturnValue:
    """Of the year asked for, else of all years; the same data, day and language make the same file."""
    filters = filters_of(theme, key)
    if filters is None:
        abort(404)
    filters = replace(filters, year=asked().filters.year)
    if not queries.count(filters):
        abort(404)
    body = typst.compile(
        template(), sys_inputs={"told": json.dumps(told(theme, key, filters), ensure_ascii=False)}
    )
    name = f"observatoire-{theme}-{key}-{filters.year or 'tout'}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype="application/pdf", headers=headers)


def template() -> bytes:
    return (Path(str(current_app.template_folder)) / "observatory" / "report.typ").read_bytes()


def told(kind: str, key: str, filters: Filters) -> dict[str, object]:
    """Every text of the report."""
    year = str(filters.year) if filters.year else _("all years together")
    address = url_for("observatory.sheet", theme=kind, key=key, year=filters.year, _external=True)
    count = queries.count(filters)
    about = rows.about(filters, rows=count, total=count, now=datetime.now(UTC), address=address)
    cuts = [cut(dimension, measure, filters, limit=12) for dimension, measure in CUTS[kind]]
    return {
        "language": str(get_locale()),
        "title": title(kind, key),
        "scope": f"{wording.FILTERS[kind]} – {year}",
        "demonstration": _("These contracts are invented, for demonstration.")
        if queries.demonstration()
        else "",
        "footer": _("Observatory of public contracts")
        + f" – {queries.data_version()} – {format_date(today())}",
        "words": words(),
        "figures": figure_rows(filters),
        "charts": charts([cut("year", "amount", replace(filters, year=None)), *cuts]),
        "contracts": largest(filters),
        "method": rows.method(),
        "about": [
            [label, value]
            for name, label, value in about
            if name not in ("rows", "total", "method", "made_at")
        ],
    }


def words() -> dict[str, object]:
    return {
        "figures": _("Figures"),
        "heads": [_("Figure"), _("Value"), _("Interval at 95 %%") % (), _("Rests on")],
        "largest": _("Largest contracts"),
        "contract_heads": [_("Contract"), _("Notified on"), _("Amount retained")],
        "method": _("Method"),
    }


def figure_rows(filters: Filters) -> list[list[str]]:
    found = figures(filters)
    held = [found[one] for one in SHOWN]
    return [
        [wording.indicator(one.key), telling.shown(one), telling.interval(one), telling.rests_on(one)]
        for one in held
    ]


def charts(cuts: Sequence[Cut]) -> list[dict[str, str]]:
    return [
        {"title": one.title, "sentence": one.sentence, "svg": drawing.draw(one.chart, alone=True)}
        for one in cuts
        if one.lines
    ]


def largest(filters: Filters) -> list[list[str]]:
    return [
        [
            one.object or _("No object given"),
            format_date(one.notified) if one.notified else _("not given"),
            telling.euros(one.amount) or _("not usable"),
        ]
        for one in queries.lines(filters, order="amount", limit=LARGEST)
    ]
