"""The file of a sourcing for its team: time line, report, and what leaves the platform of it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import xlsxwriter
from flask import Response, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.extensions import limiter
from matchmaker.journal import access, checking, export
from matchmaker.journal.access import Seen
from matchmaker.needs import queries as needs
from matchmaker.needs.models import Need
from matchmaker.sourcing import keeping_file, rules
from matchmaker.sourcing.errors import FileNotOpen
from matchmaker.sourcing.report import acts, gathering, printing
from matchmaker.sourcing.report.chapters import Chapter, chapters, shown
from matchmaker.sourcing.report.values import Report
from matchmaker.sourcing.views.area import blueprint
from matchmaker.web.exports import XLSX, Column, Row, add_sheet, attached, csv_response
from matchmaker.web.pagination import as_page, requested_page
from matchmaker.web.policy import Access, allow

PER_PAGE = 50
AN_HOUR = "30 per hour"  # of each kind of file, for one account


def opened(need_id: int) -> Need:
    """The team's need, once it has a file. Raises NotFound, FileNotOpen."""
    need = needs.owned(g.actor, need_id)
    if not rules.keeps_file(g.actor, need):
        raise FileNotOpen
    return need


def gathered(need_id: int) -> tuple[Need, Report]:
    need = opened(need_id)
    return need, gathering.report(need, now=datetime.now(UTC))


@blueprint.get("/needs/<id:need_id>/file")
@allow(Access.BUYER)
def time_line(need_id: int) -> ResponseReturnValue:
    """What was done, the latest first, by kind of act; the address carries the filter."""
    need, report = gathered(need_id)
    group = request.args.get("kind", "")
    group = group if group in acts.GROUPS else ""
    found = list(reversed(acts.events(report, group=group)))
    number = requested_page()
    events = found[PER_PAGE * (number - 1) : PER_PAGE * number]
    every = Counter(one.group for one in acts.events(report))
    return render_template(
        "sourcing/file.html",
        need=need,
        report=report,
        page=as_page(events, number=number, per_page=PER_PAGE, total=len(found)),
        events=events,
        group=group,
        groups=[(key, words, every[key]) for key, (words, _begins) in acts.GROUPS.items()],
        total=every.total(),
        check=checking.last(),
        declared=keeping_file.declared_by(need, g.actor.user_id),
    )


@blueprint.get("/needs/<id:need_id>/report")
@allow(Access.BUYER)
def report(need_id: int) -> ResponseReturnValue:
    """The chapters of the report, as the files hold them."""
    need, found = gathered(need_id)
    return render_template(
        "sourcing/report.html", need=need, report=found, chapters=chapters(found), shown=shown
    )


@blueprint.get("/needs/<id:need_id>/report.pdf")
@allow(Access.BUYER)
@limiter.limit(AN_HOUR)
def report_pdf(need_id: int) -> ResponseReturnValue:
    need, found = gathered(need_id)
    made = printing.pdf(found, chapters(found))
    return attached(Response(made, mimetype="application/pdf"), f"{file_name(need)}.pdf")


@blueprint.get("/needs/<id:need_id>/report.xlsx")
@allow(Access.BUYER)
@limiter.limit(AN_HOUR)
def report_xlsx(need_id: int) -> ResponseReturnValue:
    """One sheet a chapter."""
    need, found = gathered(need_id)
    stream = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        for chapter in chapters(found):
            columns = [Column(one.label, one.kind, one.width) for one in chapter.columns]
            add_sheet(book, columns, chapter.rows, name=chapter.title)
    return attached(Response(stream.getvalue(), mimetype=XLSX), f"{file_name(need)}.xlsx")


@blueprint.get("/needs/<id:need_id>/report.csv")
@allow(Access.BUYER)
@limiter.limit(AN_HOUR)
def report_csv(need_id: int) -> ResponseReturnValue:
    """One fact a line: chapter, row, heading, value; no table needs its own file."""
    need, found = gathered(need_id)
    columns = [
        Column(_("Chapter"), width=30),
        Column(_("Line"), "integer", 8),
        Column(_("Heading"), width=30),
        Column(_("Value"), width=80),
    ]
    return csv_response(file_name(need), columns, facts(chapters(found)))


def facts(found: list[Chapter]) -> Iterator[Row]:
    for chapter in found:
        for number, row in enumerate(chapter.rows, 1):
            for column, cell in zip(chapter.columns, row, strict=True):
                yield chapter.title, number, column.label, cell


@blueprint.get("/needs/<id:need_id>/report.jsonl")
@allow(Access.BUYER)
@limiter.limit(AN_HOUR)
def report_journal(need_id: int) -> ResponseReturnValue:
    """The entries about the need, and the digests of all others: what the stand-alone verifier checks."""
    need, now = opened(need_id), datetime.now(UTC)
    name = f"{file_name(need)}.jsonl"
    lines = list(export.of_need(need.id, now=now))
    access.note_apart(g.actor, Seen.JOURNAL, "need", need_id, now=now)
    return attached(Response("".join(lines), mimetype="application/jsonl"), name)


def file_name(need: Need) -> str:
    return f"sourcing-{need.reference or need.id}"
