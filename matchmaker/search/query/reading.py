"""GET parameters → `Query`. Whatever cannot be used is left out and told in a problem; nothing raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from matchmaker.search.query import values
from matchmaker.search.query.terms import LONGEST_TEXT, clean_text, read_terms
from matchmaker.search.query.values import Problem, Query

Params = Mapping[str, Sequence[str]]
_T = TypeVar("_T")

# More values of one facet than a page offers are no longer a person's choice.
MOST_VALUES = 30
_LONGEST_VALUE = 40

_NUMBER = re.compile(r"[0-9]{1,9}")
_COMMUNE = re.compile(r"[0-9][0-9AB][0-9]{3}")
_DEPARTMENT = re.compile(r"97[0-9]|[0-9][0-9AB]")
_CPV = re.compile(r"[0-9]{2,8}(?:-[0-9])?")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_FRENCH_DATE = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{2}|[0-9]{4})")


@dataclass(frozen=True, slots=True)
class Reading:
    query: Query
    problems: tuple[Problem, ...] = ()


def read(params: Params) -> Reading:
    """`params` maps names to values, as `request.args.to_dict(flat=False)`; unknown names are ignored."""
    return _Reader(params).read()


class _Reader:
    """Reads parameter by parameter and gathers the problems."""

    def __init__(self, params: Params) -> None:
        self._params = params
        self._problems: list[Problem] = []

    def read(self) -> Reading:
        place = self._one("place", _commune)
        since, until = self._dates()
        query = Query(
            text=self._text(),
            kind=self._many("kind", _among(values.KINDS)),
            cpv=self._many("cpv", _cpv),
            place=place,
            radius_km=self._number("radius", values.DEFAULT_RADIUS_KM, 1, values.LARGEST_RADIUS_KM)
            if place
            else values.DEFAULT_RADIUS_KM,
            where=self._one("where", _among(values.WHERES)) or "any",
            department=self._many("department", _department),
            size=self._many("size", _among(values.SIZES)),
            ess=self._many("ess", _token),
            reserved=self._many("reserved", _token),
            status=self._many("status", _token),
            since=since,
            until=until,
            sort=self._sort(place),
            page=self._number("page", 1, 1, values.LARGEST_PAGE),
            per_page=self._number("per_page", values.PER_PAGE, 1, values.MOST_PER_PAGE),
        )
        return Reading(query, tuple(self._problems))

    def _values(self, name: str) -> list[str]:
        """Not blank, cleaned; a form sends its empty fields too."""
        given = self._params.get(name, ())
        given = [given] if isinstance(given, str) else given[: MOST_VALUES + 1]
        return [value for value in (clean_text(str(raw)[: 4 * _LONGEST_VALUE]) for raw in given) if value]

    def _say(self, code: str, name: str, value: str = "") -> None:
        self._problems.append(Problem(code, name, value[:_LONGEST_VALUE]))

    def _text(self) -> str:
        given = self._params.get("q", ())
        raw = given if isinstance(given, str) else " ".join(map(str, given[:1]))
        text = clean_text(raw[: 20 * LONGEST_TEXT])
        if len(text) > LONGEST_TEXT:
            text = text[:LONGEST_TEXT].rpartition(" ")[0] or text[:LONGEST_TEXT]
            self._say("too_long", "q")
        if read_terms(text)[1]:
            self._say("too_many_words", "q")
        return text

    def _one(self, name: str, understand: Callable[[str], _T | None]) -> _T | None:
        for value in self._values(name)[:1]:
            understood = understand(value)
            if understood is None:
                self._say("unknown_value", name, value)
            return understood
        return None

    def _many(self, name: str, understand: Callable[[str], _T | None]) -> tuple[_T, ...]:
        given = self._values(name)
        if len(given) > MOST_VALUES:
            self._say("too_many_values", name)
        understood = [(value, understand(value)) for value in given[:MOST_VALUES]]
        for value, result in understood:
            if result is None:
                self._say("unknown_value", name, value)
        return tuple(result for _, result in understood if result is not None)

    def _number(self, name: str, default: int, least: int, most: int) -> int:
        for value in self._values(name)[:1]:
            if _NUMBER.fullmatch(value) and int(value) >= least:
                return min(int(value), most)
            self._say("not_a_number", name, value)
        return default

    def _sort(self, place: str | None) -> values.Sort | None:
        sort: values.Sort | None = self._one("sort", _among(values.SORTS))
        if sort == "distance" and place is None:
            self._say("needs_place", "sort")
            return None
        return sort

    def _dates(self) -> tuple[date | None, date | None]:
        since, until = self._date("from"), self._date("to")
        if since and until and until < since:
            self._say("dates_reversed", "to", until.isoformat())
            return since, None
        return since, until

    def _date(self, name: str) -> date | None:
        for value in self._values(name)[:1]:
            day = parse_date(value)
            if day is None:
                self._say("not_a_date", name, value)
            return day
        return None


def parse_date(text: str) -> date | None:
    """ISO, or the French order with / . - or a blank; a year of two digits is of this century."""
    if iso := _ISO_DATE.fullmatch(text):
        year, month, day = (int(part) for part in iso.groups())
    elif french := _FRENCH_DATE.fullmatch(text):
        day, month, year = (int(part) for part in french.groups())
        year += 2000 if year < 100 else 0
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _among(allowed: Sequence[_T]) -> Callable[[str], _T | None]:
    by_name = {str(value): value for value in allowed}
    return lambda value: by_name.get(value.lower())


def _commune(value: str) -> str | None:
    return value.upper() if _COMMUNE.fullmatch(value.upper()) else None


def _department(value: str) -> str | None:
    return value.upper() if _DEPARTMENT.fullmatch(value.upper()) else None


def _cpv(value: str) -> str | None:
    """Significant digits: "45000000-7" and "45" are one filter."""
    if not _CPV.fullmatch(value):
        return None
    digits = value.partition("-")[0]
    return digits.rstrip("0").ljust(2, "0")


def _token(value: str) -> str | None:
    return value if _TOKEN.fullmatch(value) else None
