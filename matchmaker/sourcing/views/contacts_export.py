"""The board of contacts as a file, for the team alone; the words of responses stay on their own page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from flask import g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.extensions import limiter
from matchmaker.needs import queries as needs
from matchmaker.sourcing import board
from matchmaker.sourcing.board import Line
from matchmaker.sourcing.views.area import blueprint
from matchmaker.sourcing.wording import STATES
from matchmaker.spreadsheets.writing import Column, Row
from matchmaker.web import limits
from matchmaker.web.exports import csv_response, xlsx_response
from matchmaker.web.policy import Access, allow


@blueprint.get("/needs/<id:need_id>/contacts.<any(csv, xlsx):ending>")
@allow(Access.BUYER)
@limiter.limit(limits.open_files)
def export_contacts(need_id: int, ending: str) -> ResponseReturnValue:
    need = needs.owned(g.actor, need_id)
    columns = [
        Column(_("Firm"), width=40),
        Column(_("SIRET"), width=16),
        Column(_("State"), width=24),
        Column(_("Invited on"), width=26),
        Column(_("Link opened"), width=26),
        Column(_("Response"), width=26),
    ]
    make = csv_response if ending == "csv" else xlsx_response
    name = f"contacts-{need.reference or need.id}"
    return make(name, columns, _rows(board.lines(need, now=datetime.now(UTC))))


def _rows(lines: Sequence[Line]) -> Iterator[Row]:
    for line in lines:
        one = line.contact
        said = one.response.changed_at if one.response else None
        state = str(STATES[line.state][0])
        yield (one.supplier.name, one.supplier.siret or "", state, line.invited_at, line.seen_at, said)
