"""The CSV of payment delays: read whole (it is small), or refused with every problem and its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as kept

from matchmaker.errors import N_
from matchmaker.observatory.formats.csv_rows import delimiter_of
from matchmaker.observatory.method.amounts import read_amount
from matchmaker.observatory.method.dates import FIRST_YEAR, LAST_YEAR
from matchmaker.observatory.method.delays import Delay

NEEDED = ("siren", "year", "payments", "mean_days")
OPTIONAL = ("category", "median_days", "p90_days", "share_over_limit")
MOST_LINES = 200_000
LONGEST_DAYS = 3_650


@dataclass(frozen=True, slots=True)
class Problem:
    """`reason` is a message id, `values` fill its places: the page tells it in its language."""

    line: int
    field: str
    value: str
    reason: str
    values: Mapping[str, object] = kept(default_factory=dict)

    def __str__(self) -> str:
        return f"line {self.line}: {self.field}: {self.reason % self.values} ({self.value!r})"


def read_delays(content: bytes) -> tuple[list[Delay], list[Problem], list[str]]:
    """(delays, problems, unknown columns). With a problem, nothing is to be kept."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    lines = io.StringIO(text, newline="")
    header = next(csv.reader([lines.readline()], delimiter=delimiter_of(text.partition("\n")[0])), [])
    names = [one.strip().lower() for one in header]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        return [], [Problem(1, name, "", N_("this column is missing")) for name in missing], []
    found, problems = _read_lines(lines, names, delimiter_of(text.partition("\n")[0]))
    return found, problems, [name for name in names if name not in (*NEEDED, *OPTIONAL)]


def _read_lines(lines: io.StringIO, names: list[str], delimiter: str) -> tuple[list[Delay], list[Problem]]:
    found: dict[tuple[str, int, str], Delay] = {}
    problems: list[Problem] = []
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for cells in reader:
            line = reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(found) >= MOST_LINES:
                return [], [Problem(line, "", "", N_("too many lines"))]
            one, wrong = _read_one(line, dict(zip(names, cells, strict=False)))
            problems += wrong
            if one is not None:
                key = (one.siren, one.year, one.category)
                if key in found:
                    problems.append(
                        Problem(line, "siren", one.siren, N_("this buyer and year were told above"))
                    )
                found[key] = one
    except csv.Error as error:
        problems.append(
            Problem(reader.line_num + 1, "", "", N_("not well-formed CSV: %(error)s"), {"error": error})
        )
    return list(found.values()), problems


def _read_one(line: int, cells: dict[str, str]) -> tuple[Delay | None, list[Problem]]:
    reading = Reading(line, cells)
    siren = re.sub(r"\s", "", cells.get("siren") or "")
    if not re.fullmatch("[0-9]{9}", siren):
        reading.refuse("siren", N_("nine digits are expected"))
    year = reading.number("year", FIRST_YEAR, LAST_YEAR)
    payments = reading.number("payments", 1, 2_000_000_000)
    days = {name: reading.optional(name, LONGEST_DAYS) for name in ("mean_days", "median_days", "p90_days")}
    share = reading.optional("share_over_limit", 1)
    if reading.problems:
        return None, reading.problems
    category = " ".join((cells.get("category") or "").split())[:60]
    assert year is not None
    assert payments is not None
    return Delay(siren, int(year), category, int(payments), **days, share_over_limit=share), []


class Reading:
    """The cells of one line, and what is wrong with them."""

    def __init__(self, line: int, cells: dict[str, str]) -> None:
        self.line, self.cells = line, cells
        self.problems: list[Problem] = []

    def refuse(self, field: str, reason: str, **values: object) -> None:
        self.problems.append(Problem(self.line, field, (self.cells.get(field) or "")[:60], reason, values))

    def number(self, field: str, low: float, high: float) -> float | None:
        value = read_amount(self.cells.get(field))
        if value is None or not low <= value <= high or value != int(value):
            self.refuse(field, N_("a whole number from %(low)s to %(high)s is expected"), low=low, high=high)
            return None
        return value

    def optional(self, field: str, high: float) -> float | None:
        """Blank is not given."""
        if not (self.cells.get(field) or "").strip():
            return None
        value = read_amount(self.cells.get(field))
        if value is None or not 0 <= value <= high:
            self.refuse(field, N_("a number from 0 to %(high)s is expected"), high=high)
            return None
        return value
