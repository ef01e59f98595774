"""Tables as downloads: attachments that nobody stores.

Only the file itself is held (some 4 MB of CSV for ten thousand suppliers), so that a slow or lost reader
keeps no transaction open.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from flask import Response
from flask_babel import get_locale

from matchmaker.spreadsheets.writing import XLSX, Column, Row, add_sheet, csv_lines, plain, write_xlsx

__all__ = ("XLSX", "Column", "add_sheet", "csv_response", "plain", "xlsx_response")


def csv_response(name: str, columns: Sequence[Column], rows: Iterable[Row]) -> Response:
    """`name` without its ending, in plain ASCII."""
    comma = str(get_locale()) == "fr"
    pieces = [piece.encode() for piece in csv_lines(columns, rows, comma=comma)]
    return _attached(Response(pieces, mimetype="text/csv"), f"{name}.csv")


def xlsx_response(name: str, columns: Sequence[Column], rows: Iterable[Row]) -> Response:
    """Typed cells, a fixed heading, filters on each column; texts are never formulas or links."""
    stream = io.BytesIO()
    write_xlsx(stream, columns, rows)
    return _attached(Response(stream.getvalue(), mimetype=XLSX), f"{name}.xlsx")


def _attached(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
