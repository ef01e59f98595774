"""Plain text and tables of plain text: UTF-8, nothing that a browser or a machine would run."""

from __future__ import annotations

import csv
import io
import re

from matchmaker.errors import N_
from matchmaker.files.errors import FileRefused

LONGEST_LINE = 200_000
MOST_COLUMNS, MOST_ROWS, LONGEST_CELL = 1_000, 100_000, 32_767
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(r"(?is)\s*<(\?xml|!doctype|!--|html|head|body|svg|script|iframe|object|embed|math)\b")
DELIMITERS = ";\t,"


def check_text(content: bytes) -> str:
    """The text. Raises FileRefused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(N_("Save this file again with the encoding UTF-8.")) from None
    if not text.strip():
        raise FileRefused(N_("This file is empty."))
    if CONTROL.search(text):
        raise FileRefused(N_("This file holds signs that no text holds: it is something else."))
    if MARKUP.match(text) or re.search(r"(?i)<script\b", text):
        raise FileRefused(N_("This file holds a web page or a drawing, not plain text."))
    if max(map(len, text.splitlines())) > LONGEST_LINE:
        raise FileRefused(N_("A line of this file is too long."))
    return text


def check_table(content: bytes) -> None:
    """A table that spreadsheets open: bounded rows, columns and cells, no quote left open."""
    text = check_text(content)
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, row in enumerate(reader, 1):
            _check_row(number, row)
    except csv.Error:
        raise FileRefused(N_("A quotation mark of this table is left open.")) from None


def _check_row(number: int, row: list[str]) -> None:
    if number > MOST_ROWS or len(row) > MOST_COLUMNS:
        raise FileRefused(
            N_("This table is too big: %(rows)s rows and %(columns)s columns at most."),
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        )
    if any(len(cell) > LONGEST_CELL for cell in row):
        raise FileRefused(N_("A cell of this table is too long."))
