"""A file that somebody sent, as a table; or a named error that says what is wrong with it, and where.

What the file is, is told by its bytes: its name and the type that a browser gives it prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matchmaker.spreadsheets import comma_separated, workbooks
from matchmaker.spreadsheets.errors import (
    CellTooLong,
    EmptySheet,
    NotATable,
    OldFormat,
    OtherFormat,
    TooHeavy,
    TooManyColumns,
    TooManyRows,
)
from matchmaker.spreadsheets.sheet import Limits, Line, Sheet

__all__ = ("Limits", "Line", "Sheet", "read")

USUAL = Limits()
Raw = tuple[int, list[str]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # XLS, and XLSX under a password
OTHERS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
    b"SQLite format 3",
    b"RIFF",
)


def read(data: bytes, filename: str = "", *, limits: Limits = USUAL) -> Sheet:
    """Raises one of the `SheetError`s. The first line with something in it holds the headings.

    `filename` only tells a spreadsheet of another kind by its ending.
    """
    if len(data) > limits.megabytes * 1024 * 1024:
        raise TooHeavy(limit=limits.megabytes)
    if not data.strip():
        raise EmptySheet
    if data.startswith(OLE):
        raise OldFormat
    if data.startswith(b"PK"):
        return _sheet(workbooks.rows(data, limits), limits, kind="xlsx")
    if filename.lower().endswith((".ods", ".numbers", ".xlsb", ".fods")):
        raise OtherFormat
    if data.startswith(OTHERS) or data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise NotATable
    text, encoding = comma_separated.decode(data)
    separator, text = comma_separated.separator(text)
    rows = comma_separated.rows(text, separator, limits)
    return _sheet(rows, limits, kind="csv", encoding=encoding, separator=separator)


def _sheet(
    raw: Iterable[Raw], limits: Limits, *, kind: str, encoding: str = "", separator: str = ""
) -> Sheet:
    rows = _bounded(raw, limits)
    headers = next((cells for _number, cells in rows), [])
    if not headers:
        raise EmptySheet
    lines = tuple(_line(number, cells, len(headers)) for number, cells in rows)
    if not lines:
        raise EmptySheet
    return Sheet(tuple(headers), lines, kind, encoding, separator)


def _bounded(raw: Iterable[Raw], limits: Limits) -> Iterator[Raw]:
    """Lines with something in them, without the empty cells at their end."""
    kept = 0
    for number, cells in raw:
        trimmed = [cell.strip() for cell in cells]
        while trimmed and not trimmed[-1]:
            trimmed.pop()
        if not trimmed:
            continue
        if len(trimmed) > limits.columns:
            raise TooManyColumns(line=number, limit=limits.columns)
        if any(len(cell) > limits.cell for cell in trimmed):
            raise CellTooLong(line=number, limit=limits.cell)
        kept += 1
        if kept > limits.rows + 1:
            raise TooManyRows(limit=limits.rows)
        yield number, trimmed


def _line(number: int, cells: list[str], width: int) -> Line:
    padded = (*cells[:width], *[""] * (width - len(cells)))
    return Line(number, padded, surplus=len(cells) > width)
