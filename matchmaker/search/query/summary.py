"""The sentence above the results, as data: « 23 résultats pour « traiteur » à moins de 30 km d’Arras ».

The template turns it into words in the reader's language; here is only what has to be said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matchmaker.search.query.values import LISTS, Query, Where

Label = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Filter:
    """A removable chip: what it says, and the query that remains without it."""

    name: str
    value: str
    label: str
    without: Query


@dataclass(frozen=True, slots=True)
class Summary:
    """`first`–`last` of `total`, counted from 1; both 0 when the page is empty."""

    total: int
    first: int
    last: int
    text: str
    kinds: tuple[str, ...]
    place: str
    radius_km: int | None
    where: Where
    relaxed: bool
    filters: tuple[Filter, ...]


def summarise(query: Query, total: int, *, label: Label | None = None, relaxed: bool = False) -> Summary:
    """`label(name, value)` gives the words for a code (a commune's name, a CPV label), else the code."""
    say = label or _code
    first = (query.page - 1) * query.per_page + 1
    last = min(total, first + query.per_page - 1)
    return Summary(
        total=total,
        first=first if first <= last else 0,
        last=last if first <= last else 0,
        text=query.text,
        kinds=query.kind,
        place=say("place", query.place) if query.place else "",
        radius_km=query.radius_km if query.place else None,
        where=query.where,
        relaxed=relaxed,
        filters=filters(query, label=say),
    )


def filters(query: Query, *, label: Label | None = None) -> tuple[Filter, ...]:
    say = label or _code
    listed = [
        Filter(name, value, say(name, value), query.without(name, value))
        for name in LISTS
        for value in getattr(query, name)
    ]
    single = {
        "place": query.place,
        "where": query.where if query.where != "any" else None,
        "since": query.since and query.since.isoformat(),
        "until": query.until and query.until.isoformat(),
    }
    chosen = [(name, value) for name, value in single.items() if value]
    return (*listed, *(Filter(name, value, say(name, value), query.without(name)) for name, value in chosen))


def _code(name: str, value: str) -> str:
    return value
