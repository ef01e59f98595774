"""Tables that leave: CSV for French spreadsheets and XLSX, the same rows in both.

Every text is neutralised: what begins like a formula is kept as text. Rows are an iterable read once.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import xlsxwriter

Kind = Literal["text", "integer", "decimal", "date"]
Cell = str | int | float | Decimal | date | None
Row = Sequence[Cell]

# A spreadsheet takes these for the beginning of a formula; the wide ones too, after it has normalised them.
BEGINS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
LONGEST_CELL = 32_000  # a cell of XLSX holds 32,767
LINES_A_PIECE = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[Kind, str] = {"text": "@", "integer": "0", "decimal": "0.0", "date": "yyyy-mm-dd"}


@dataclass(frozen=True, slots=True)
class Column:
    """`label` in the reader's language; `width` in characters, for XLSX."""

    label: str
    kind: Kind = "text"
    width: int = 16


def plain(text: str) -> str:
    """Without what no file may hold, and bounded."""
    return CONTROL.sub("", text)[:LONGEST_CELL]


def harmless(text: str) -> str:
    """The text as a CSV may hold it: an apostrophe before what a spreadsheet would calculate."""
    bare = plain(text)
    return f"'{bare}" if BEGINS_FORMULA.match(bare) else bare


def csv_cell(value: Cell, *, comma: bool) -> str:
    """ISO dates; the decimal sign of the reader's language."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return str(value).replace(".", ",") if comma else str(value)
    return harmless(value)


def csv_lines(columns: Sequence[Column], rows: Iterable[Row], *, comma: bool) -> Iterator[str]:
    """Pieces of the file, BOM first, `;` between cells."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(column.label) for column in columns])
    for number, row in enumerate(rows, 1):
        writer.writerow([csv_cell(value, comma=comma) for value in row])
        if number % LINES_A_PIECE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def write_xlsx(stream: io.BytesIO, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        add_sheet(book, columns, rows)


def add_sheet(book: xlsxwriter.Workbook, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """One more sheet of a workbook that was opened with the options of `write_xlsx`."""
    sheet = book.add_worksheet()
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    kinds = {kind: book.add_format({"num_format": number}) for kind, number in FORMATS.items()}
    quoted = book.add_format({"num_format": "@", "quote_prefix": True})
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, plain(column.label), heading)
    last = 0
    for last, row in enumerate(rows, 1):
        for at, (column, value) in enumerate(zip(columns, row, strict=True)):
            _write(sheet, last, at, value, kinds[column.kind], quoted)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    at: int,
    value: Cell,
    as_kind: xlsxwriter.format.Format,
    quoted: xlsxwriter.format.Format,
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        sheet.write_string(row, at, value.isoformat(timespec="seconds"))
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, as_kind)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, at, value, as_kind)
    else:
        text = plain(value)
        sheet.write_string(row, at, text, quoted if BEGINS_FORMULA.match(text) else None)
