"""CSV in whatever encoding and with whatever separator the sender's spreadsheet wrote."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from matchmaker.spreadsheets.errors import CellTooLong, NotATable, OpenQuote, TooManyColumns, ZeroCharacter
from matchmaker.spreadsheets.sheet import Limits

SEPARATORS = (";", "\t", ",", "|")
LOOKED_AT = 30
HINT = re.compile(r"sep=(.)\r?\n")
# An apostrophe that spreadsheets, and our own files, put before what would be calculated.
NEUTRALISED = re.compile(r"'(?=\s*[=+\-@＝＋－＠])")
UNUSUAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def decode(data: bytes) -> tuple[str, str]:
    """The text, and the name of its encoding. Raises NotATable, ZeroCharacter."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _as(data, name), name
    if b"\x00" in data:
        for name, odd in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
            if len(data) % 2 == 0 and odd.count(0) > 0.4 * len(odd):
                return _as(data, name), name
        raise ZeroCharacter(line=data.count(b"\n", 0, data.index(b"\x00")) + 1)
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return _as(data, "cp1252"), "cp1252"


def _as(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise NotATable from error


def _checked(text: str) -> str:
    found = UNUSUAL.search(text)
    if found:
        raise ZeroCharacter(line=text.count("\n", 0, found.start()) + 1)
    return text


def separator(text: str) -> tuple[str, str]:
    """What stands between cells, and the text without the line by which a spreadsheet says so."""
    told = HINT.match(text)
    if told:
        return told[1], text[told.end() :]
    return max(SEPARATORS, key=lambda one: _regularity(text, one)), text


def _regularity(text: str, one: str) -> tuple[int, int]:
    """How many of the first lines have the most usual number of cells above one, and that number."""
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=one):
            widths[len(row)] += bool(row)
            if sum(widths.values()) == LOOKED_AT:
                break
    except csv.Error:
        pass  # the same error is met, and told, when the file is read
    several = {width: times for width, times in widths.items() if width > 1}
    if not several:
        return 0, 0
    width = max(several, key=lambda one: (several[one], one))
    return several[width], width


def rows(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Each with the line of the file it begins on. Raises CellTooLong, OpenQuote, TooManyColumns."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _told(error, text, begins, limits) from error
        if len(cells) > 10 * limits.columns and any(cells[limits.columns :]):
            raise TooManyColumns(line=begins, limit=limits.columns)
        yield begins, [NEUTRALISED.sub("", cell, count=1) if cell[:1] == "'" else cell for cell in cells]
        begins = reader.line_num + 1


def _told(error: csv.Error, text: str, begins: int, limits: Limits) -> Exception:
    """A cell without end is a quotation mark left open, unless the file has as many closed as open."""
    if "field larger" in str(error) and text.count('"') % 2 == 0:
        return CellTooLong(line=begins, limit=limits.cell)
    return OpenQuote(line=begins)
