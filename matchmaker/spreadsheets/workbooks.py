"""XLSX: unpacked within bounds, walked once for traps, and only then given to the reader of spreadsheets.

The reader lays a sheet out as a full rectangle and repeats shared texts in it: one cell in the far corner,
or one long text named by every cell, would fill the memory. Both are counted here first.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from python_calamine import CalamineError, CalamineWorkbook

from matchmaker.spreadsheets.errors import (
    BrokenFile,
    EmptySheet,
    NotATable,
    OtherFormat,
    SwellingFile,
    TooManyColumns,
    TooManyRows,
)
from matchmaker.spreadsheets.sheet import Limits

PARTS_AT_MOST = 500
BLANKS_AT_MOST = 20_000  # a sheet may begin far down, or have holes
# No other part is given to the reader: a relation that names one leads nowhere.
WANTED = re.compile(
    r"(\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels"
    r"|xl/(workbook|sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml)\Z"
)
PLACE = re.compile(r"([A-Za-z]{1,4})([0-9]{1,9})\Z")
Value = str | float | int | bool | date | datetime | time | timedelta


def rows(data: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """The first sheet that anybody sees, each row with its number. Raises a `SheetError`."""
    parts = _unpacked(data, limits)
    _look_for_traps(parts, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(_packed(parts)))
        sheet = book.get_sheet_by_index(_first_seen(book))
        start, values = sheet.start, sheet.to_python(skip_empty_area=True)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise BrokenFile from error
    if start is None:
        raise EmptySheet
    for number, row in enumerate(values, start[0] + 1):
        yield number, [*[""] * start[1], *map(_text, row)]


def _first_seen(book: CalamineWorkbook) -> int:
    for at, about in enumerate(book.sheets_metadata):
        if str(about.visible).rsplit(".", 1)[-1] == "Visible":
            return at
    return 0


def _unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The parts that are read, by name: sizes are counted while unpacking, whatever the archive says."""
    parts: dict[str, bytes] = {}
    left = limits.swollen
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > PARTS_AT_MOST:
                raise SwellingFile
            if "xl/workbook.xml" not in names:
                raise OtherFormat if "mimetype" in names or "content.xml" in names else NotATable
            for name in filter(WANTED.match, names):
                with archive.open(name) as part:
                    parts[name] = part.read(left + 1)
                left -= len(parts[name])
                if left < 0:
                    raise SwellingFile
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise BrokenFile from error
    return parts


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _look_for_traps(parts: dict[str, bytes], limits: Limits) -> None:
    try:
        shared = _lengths(parts.get("xl/sharedStrings.xml", b"<sst/>"))
        for content in parts.values():
            _walk(content, shared, limits)
    except DefusedXmlException as error:
        raise NotATable from error
    except ParseError as error:
        raise BrokenFile from error


def _lengths(content: bytes) -> list[int]:
    found = []
    for _event, element in iterparse(io.BytesIO(content), events=("end",), forbid_dtd=True):
        if _local(element.tag) == "si":
            found.append(sum(len(text) for text in element.itertext()))
            element.clear()
    return found


def _walk(content: bytes, shared: list[int], limits: Limits) -> None:
    """Cells that hold something: how far they reach, and how much text they would repeat."""
    repeated = row = column = 0
    for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
        name = _local(element.tag)
        if event == "start":
            if name == "row":
                row, column = _number(element.get("r"), row + 1), 0
            continue
        if name == "c":
            column = _column(element, row, column, limits)
            repeated += _repeats(element, shared)
            if repeated > limits.swollen:
                raise SwellingFile
        elif name == "row":
            element.clear()


def _column(cell: object, row: int, before: int, limits: Limits) -> int:
    place = PLACE.match(cell.get("r") or "")  # type: ignore[attr-defined]  # an element of defusedxml
    column, line = (_letters(place[1]), int(place[2])) if place else (before + 1, row)
    if len(cell) == 0:  # type: ignore[arg-type]  # formatted, and empty
        return column
    if column > limits.columns:
        raise TooManyColumns(line=line, limit=limits.columns)
    if line > limits.rows + BLANKS_AT_MOST:
        raise TooManyRows(limit=limits.rows)
    return column


def _repeats(cell: object, shared: list[int]) -> int:
    if cell.get("t") != "s":  # type: ignore[attr-defined]
        return 0
    index = _number("".join(cell.itertext()).strip(), -1)  # type: ignore[attr-defined]
    return shared[index] if 0 <= index < len(shared) else 0


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _letters(name: str) -> int:
    value = 0
    for one in name.upper():
        value = value * 26 + ord(one) - ord("A") + 1
    return value


def _text(value: Value) -> str:
    """Dates in ISO, whole numbers whole: a SIRET typed as a number is fourteen digits again."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
