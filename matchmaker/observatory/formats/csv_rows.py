"""The lines of the tabular CSV of decp.info: one a contract, supplier and version."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from matchmaker.observatory.formats.decoding import TextChunks
from matchmaker.observatory.formats.refused import FileRefused

LONGEST_LINE = 8 * 1024 * 1024
NEEDED = ("id", "acheteur_id")


class CsvRows:
    """Iterates over (number of the line, record) with the header's names, points made underscores."""

    def __init__(self, stream: BinaryIO) -> None:
        self.chunks = TextChunks(stream)
        self.unknown_keys: set[str] = set()

    def __iter__(self) -> Iterator[tuple[int, dict[str, str] | None]]:
        """The record is None where the line has not as many cells as the header."""
        lines = lines_of(self.chunks)
        first = next(lines, "")
        csv.field_size_limit(LONGEST_LINE)
        header = next(csv.reader([first.rstrip("\r\n")], delimiter=delimiter_of(first)), [])
        names = tuple(one.strip().replace(".", "_") for one in header)
        missing = [name for name in NEEDED if name not in names and not ("uid" in names and name == "id")]
        if missing:
            raise FileRefused(f"columns missing: {', '.join(missing)}", line=1)
        reader = csv.reader(lines, delimiter=delimiter_of(first), strict=True)
        try:
            for cells in reader:
                if cells:
                    record = dict(zip(names, cells, strict=True)) if len(cells) == len(names) else None
                    yield reader.line_num + 1, record
        except csv.Error as error:
            raise FileRefused(f"not well-formed CSV, or cut: {error}", line=reader.line_num + 1) from None


def delimiter_of(header: str) -> str:
    return max(",;\t|", key=header.count)


def lines_of(chunks: TextChunks) -> Iterator[str]:
    """Lines with their ends, of any system, in bounded memory."""
    rest = ""
    for chunk in chunks:
        lines = io.StringIO(rest + chunk, newline="").readlines()
        # What ends with a return may go on with a line feed.
        rest = "" if lines and lines[-1].endswith("\n") else lines.pop() if lines else ""
        if len(rest) > LONGEST_LINE:
            raise FileRefused("a line is too long")
        yield from lines
    if rest:
        yield rest
