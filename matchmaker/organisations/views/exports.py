"""The list of suppliers as a file: the same rows as on the page, without contact details."""

from __future__ import annotations

from datetime import UTC, datetime

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.extensions import db, limiter
from matchmaker.organisations import labels, queries
from matchmaker.organisations.views.area import blueprint
from matchmaker.spreadsheets.writing import Column
from matchmaker.web import limits
from matchmaker.web.exports import csv_response, xlsx_response
from matchmaker.web.policy import Access, allow

AT_MOST = 10_000


@blueprint.get("/suppliers.<any(csv, xlsx):ending>")
@allow(Access.PUBLIC)
@limiter.limit(limits.open_files)
def export_suppliers(ending: str) -> ResponseReturnValue:
    found = db.session.execute(queries.suppliers().limit(AT_MOST)).scalars()
    columns = [
        Column(_("Supplier"), width=40),
        Column(_("SIRET"), width=16),
        Column(_("Town"), width=24),
        Column(_("Size"), width=24),
        Column(_("Social economy")),
        Column(_("Description"), width=80),
    ]
    yes, no = _("yes"), _("no")
    rows = (
        (
            one.name,
            one.siret or "",
            labels.place(one.commune) if one.commune else "",
            labels.words(one.size) if one.size else "",
            yes if one.is_ess else no,
            one.description,
        )
        for one in found
    )
    make = csv_response if ending == "csv" else xlsx_response
    return make(f"suppliers-{datetime.now(UTC):%Y-%m-%d}", columns, rows)
