"""Exactly what is seen, as files: CSV, XLSX, JSON, Parquet, each with its method, date and licence."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import xlsxwriter
from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from matchmaker.extensions import limiter
from matchmaker.observatory import queries, rows
from matchmaker.observatory.asking.sheets import ORDERS
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.views.area import asked, blueprint, one_of
from matchmaker.web import limits
from matchmaker.web.exports import XLSX, Column, add_sheet, csv_response, plain
from matchmaker.web.policy import Access, allow

About = list[tuple[str, str, str]]
Found = list[list[rows.Cell]]
DUCK = {"text": "VARCHAR", "integer": "BIGINT", "decimal": "DOUBLE", "date": "DATE"}


@blueprint.get("/contracts.<any(csv, xlsx, json, parquet):ending>")
@allow(Access.PUBLIC)
@limiter.limit(limits.open_files)
def export(ending: str) -> ResponseReturnValue:
    """The selection of the page, in its order. An address that cannot be read is refused, not guessed."""
    wanted = asked()
    if wanted.wrong:
        abort(400)
    found, about = gathered(wanted.filters, one_of("sort", tuple(ORDERS), "newest"))
    name = f"marches-{queries.data_version()}-{datetime.now(UTC):%Y-%m-%d}"
    response = MAKERS[ending](name, found, about)
    response.headers["Link"] = f'<{url_for("observatory.method", _external=True)}>; rel="describedby"'
    return response


def gathered(filters: Filters, order: str) -> tuple[Found, About]:
    found = [rows.cells(one) for one in rows.contracts(filters, order)]
    total = len(found) if len(found) < rows.MOST else queries.count(filters)
    address = url_for("observatory.explore", _external=True, **request.args.to_dict())
    about = rows.about(filters, rows=len(found), total=total, now=datetime.now(UTC), address=address)
    return found, about


def columns() -> list[Column]:
    return [Column(str(words), kind, width) for _name, words, kind, width in rows.COLUMNS]


def as_csv(name: str, found: Found, about: About) -> Response:
    """The method is at the address of the Link header: a line of words would break the columns."""
    return csv_response(name, columns(), found)


def as_xlsx(name: str, found: Found, about: About) -> Response:
    stream = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        add_sheet(book, columns(), found)
        sheet = book.add_worksheet()
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 100)
        for at, (_key, words, value) in enumerate(about):
            sheet.write_string(at, 0, plain(words))
            sheet.write_string(at, 1, plain(value))
    return attached(stream.getvalue(), XLSX, f"{name}.xlsx")


def as_json(name: str, found: Found, about: About) -> Response:
    keys = [column[0] for column in rows.COLUMNS]
    told = {
        "about": {key: value for key, _words, value in about},
        "contracts": [dict(zip(keys, map(simple, row), strict=True)) for row in found],
    }
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return attached(body, "application/json", f"{name}.json")


def simple(value: rows.Cell) -> object:
    return value.isoformat() if isinstance(value, date) else value


def as_parquet(name: str, found: Found, about: About) -> Response:
    """Through a line of JSON a row, so that types are those declared; the method is in the metadata."""
    keys = [column[0] for column in rows.COLUMNS]
    types = {key: DUCK[kind] for key, _words, kind, _width in rows.COLUMNS}
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as store:
        source, target = Path(folder) / "rows.ndjson", Path(folder) / "rows.parquet"
        with source.open("w", encoding="utf-8") as lines:
            for row in found:
                told = dict(zip(keys, map(simple, row), strict=True))
                lines.write(json.dumps(told, ensure_ascii=False) + "\n")
        meta = ", ".join(f"{key}: {quoted(value)}" for key, _words, value in about)
        held = ", ".join(f"{key}: '{kind}'" for key, kind in types.items())
        store.execute(
            f"COPY (FROM read_json('{source}', format = 'newline_delimited', columns = {{{held}}}))"
            f" TO '{target}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{meta}}})"
        )
        return attached(target.read_bytes(), "application/vnd.apache.parquet", f"{name}.parquet")


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def attached(body: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype=kind, headers=headers)


MAKERS: dict[str, Callable[[str, Found, About], Response]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "json": as_json,
    "parquet": as_parquet,
}
