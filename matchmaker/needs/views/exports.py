"""The lists of needs as files: the same rows as on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import sqlalchemy as sa
from flask import g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.extensions import db, limiter
from matchmaker.needs import queries, wording
from matchmaker.needs.deadlines import in_paris
from matchmaker.needs.models import Need
from matchmaker.needs.views.pages import blueprint, now
from matchmaker.spreadsheets.writing import Column, Row
from matchmaker.web import limits
from matchmaker.web.exports import csv_response, xlsx_response
from matchmaker.web.policy import Access, allow

AT_MOST = 10_000
MAKERS = {"csv": csv_response, "xlsx": xlsx_response}


@blueprint.get("/open.<any(csv, xlsx):ending>")
@allow(Access.PUBLIC)
@limiter.limit(limits.open_files)
def export_open(ending: str) -> ResponseReturnValue:
    return _file(ending, "open-needs", queries.published(now()))


@blueprint.get("/mine.<any(csv, xlsx):ending>")
@allow(Access.PUBLIC)
@limiter.limit(limits.open_files)
def export_mine(ending: str) -> ResponseReturnValue:
    """Of one's body, or of this browser."""
    return _file(ending, "my-needs", queries.mine(g.actor))


def _file(ending: str, name: str, query: sa.Select[tuple[Need]]) -> ResponseReturnValue:
    found = db.session.execute(query.limit(AT_MOST)).scalars().all()
    return MAKERS[ending](f"{name}-{now():%Y-%m-%d}", _columns(), _rows(found))


def _columns() -> list[Column]:
    return [
        Column(_("Reference")),
        Column(_("Subject"), width=50),
        Column(_("Buyer"), width=30),
        Column(_("State")),
        Column(_("Nature")),
        Column(_("CPV code")),
        Column(_("Place of execution"), width=30),
        Column(_("Estimated amount"), width=30),
        Column(_("Date of start"), "date"),
        Column(_("Last day for responses"), "date"),
        Column(_("Description"), width=80),
    ]


def _rows(found: Sequence[Need]) -> Iterator[Row]:
    for need in found:
        yield (
            need.reference or "",
            need.title,
            need.organisation.name if need.organisation else "",
            str(wording.STATUS[need.status]),
            str(wording.NATURE[need.nature]) if need.nature else "",
            need.cpv or "",
            "" if need.zone.is_empty else wording.place_label(need.zone),
            wording.amount_label(need),
            need.starts_on,
            _day(need),
            need.description,
        )


def _day(need: Need) -> date | None:
    return in_paris(need.answers_until).date() if need.answers_until else None
