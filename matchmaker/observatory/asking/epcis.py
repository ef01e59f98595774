"""Contracts by intercommunality of the place of execution, where the place is told so finely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from matchmaker.observatory.asking.tables import EVERY_SHARE, Group, Part, groups
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.store.opened import Opened
from matchmaker.reference import communes

MOST_PLACES = 60_000


def by_epci(store: Opened, filters: Filters, shares: Sequence[str] = EVERY_SHARE) -> dict[str | None, Group]:
    """SIREN of the intercommunality → its counts; under None where the place is vaguer, or between two."""
    held: dict[str | None, list[Group]] = defaultdict(list)
    for group in groups(store, "place", filters, limit=MOST_PLACES, shares=shares):
        held[epci_of_place(str(group.key or ""))].append(group)
    return {epci: _together(epci, found) for epci, found in held.items()}


@lru_cache(maxsize=50_000)
def epci_of_place(place: str) -> str | None:
    """Of a commune, or of a postal code all of whose communes are in the same one."""
    kind, _, code = place.rpartition(" ")
    if "postal" in kind.lower():
        found = {one.epci for one in communes.by_postal_code(code)}
        return found.pop() if len(found) == 1 else None
    commune = communes.get(code) if len(code) == 5 else None
    return commune.epci if commune else None


def _together(epci: str | None, found: Iterable[Group]) -> Group:
    rows = list(found)
    names = rows[0].parts
    parts = {name: _sum([row.parts[name] for row in rows]) for name in names}
    return Group(
        key=epci,
        name=None,
        contracts=sum(row.contracts for row in rows),
        amount=round(sum(row.amount for row in rows), 2),
        parts=parts,
    )


def _sum(parts: list[Part]) -> Part:
    return Part(
        sum(part.yes for part in parts),
        sum(part.known for part in parts),
        sum(part.unknown for part in parts),
    )
