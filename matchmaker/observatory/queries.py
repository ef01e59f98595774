"""What pages, exports and the API ask of the observatory.

Everything takes a `Filters` value (`read_filters(request.args)`; raises FilterError) and raises NoContracts
while nothing was imported (`available()` tells). Answers are frozen values and depend on
(data version, filters, date) alone: a cache may keep them by these.

    figures(filters, as_of=)            every indicator of docs/observatory.md, with interval and unknown
    groups("year", filters)             the same counts, amounts and shares by one dimension (DIMENSIONS)
    facets(filters)                     choices of each filter with the number of contracts
    lines(filters, …), contract(no)     contracts themselves, with versions, suppliers, provenance
    renewals(filters, as_of=)           contracts that end within twelve months
    quality(filters)                    rules with the lines they touched, unknown parts, late publication
    presence(filters)                   contracts by buyer and month: a hole is seen as a hole
    flows(filters)                      amount and contracts from buyers' to suppliers' departments
    delays(filters)                     payment delays of each buyer and year, with its legal limit
    sourcing_gap(filters)               CPV classes where the social economy offers and does not win
    effect(as_of=)                      needs posted → met → contracts won
    imported(), data_version(), demonstration(), rejects()
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from matchmaker.observatory.asking.totals import StoreTotals
from matchmaker.observatory.indicators.definitions import indicators
from matchmaker.observatory.indicators.filters import FilterError, Filters, read_filters
from matchmaker.observatory.indicators.values import Indicator
from matchmaker.observatory.joins import stores
from matchmaker.observatory.store.opened import NoContracts, Opened
from matchmaker.observatory.store.parts import Part

__all__ = ["FilterError", "Filters", "Indicator", "NoContracts", "read_filters"]

REJECT_COLUMNS = ("file", "line", "contract_id", "buyer_id", "field", "value", "reason")
KEPT_ANSWERS = 512


def opened() -> Opened:
    """The store in force. Raises NoContracts."""
    return stores().current()


def available() -> bool:
    return stores().home.pointer_path.exists()


def data_version() -> str:
    return opened().data_version


def demonstration() -> bool:
    """Whether the contracts shown are invented."""
    return opened().demonstration


def imported() -> tuple[Part, ...]:
    return opened().parts


def rejects() -> Iterator[dict[str, str]]:
    """Lines set aside, file by file."""
    home = stores().home
    for part in home.imported():
        for row in home.parts.rejects(part.digest):
            yield {"file": part.name, **row}


def figures(filters: Filters, *, as_of: date) -> tuple[Indicator, ...]:
    store = opened()
    return _figures(Keyed(store), filters, as_of)


class Keyed:
    """A store as a key of a cache: equal when the data are."""

    def __init__(self, store: Opened) -> None:
        self.store = store

    def __hash__(self) -> int:
        return hash(self.store.pointer.store)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keyed) and self.store.pointer.store == other.store.pointer.store


@lru_cache(maxsize=KEPT_ANSWERS)
def _figures(held: Keyed, filters: Filters, as_of: date) -> tuple[Indicator, ...]:
    return indicators(StoreTotals(held.store).totals(filters, as_of))
