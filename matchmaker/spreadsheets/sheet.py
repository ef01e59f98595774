"""A table as a value: headings, lines with the number they have in the file, and how far a file may go."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond any of them the file is refused whole, before it costs anything."""

    megabytes: int = 5
    rows: int = 5_000
    columns: int = 200
    cell: int = 12_000
    swollen: int = 64 * 1024 * 1024  # bytes of an XLSX once unpacked, and of the texts that its cells repeat


@dataclass(frozen=True, slots=True)
class Line:
    """`number` as a spreadsheet shows it. As many cells as headings; `surplus`: there were more."""

    number: int
    cells: tuple[str, ...]
    surplus: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything is text: dates in ISO, whole numbers without a point, as `fields` of any kind read them."""

    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    kind: str
    encoding: str = ""
    separator: str = ""


def letter(column: int) -> str:
    """The name that spreadsheets give to a column: 0 is A, 26 is AA."""
    name = ""
    rest = column + 1
    while rest:
        rest, left = divmod(rest - 1, 26)
        name = chr(ord("A") + left) + name
    return name
