"""What pages, exports and the API ask of the observatory.

Everything takes a `Filters` value (`read_filters(request.args)`; raises FilterError) and raises NoContracts
while nothing was imported (`available()` tells). Answers are frozen values and depend on
(data version, filters, date) alone: a cache may keep them by these.

    figures(filters, as_of=)            every indicator of docs/observatory.md, with interval and unknown
    groups("year", filters)             counts, amounts and SHARES by one dimension (DIMENSIONS)
    by_epci(filters)                    the same by intercommunality of the place of execution
    facets(filters)                     choices of each filter with the number of contracts
    lines(filters, …), contract(no)     contracts themselves, with versions, suppliers, provenance
    contracts_numbered(siren, said)     those of a body that bear a number somebody typed
    notified_between(filters, …)        those first notified between two days
    renewals(filters, as_of=)           contracts that end within twelve months
    count(filters)                      how many lines() there are
    who_could_supply(text, cpv=, department=)   registered suppliers, with reasons, for a contract or a figure
    body(number), firm(number)          the card of a buyer, of a supplier
    quality(filters)                    rules with the lines they touched, unknown parts, late publication
    presence(filters)                   contracts by buyer and month: a hole is seen as a hole
    distances(filters)                  between the seats of buyers and of those who win: median, nine in ten
    flows(filters)                      amount and contracts from buyers' to suppliers' departments
    delays(filters)                     payment delays of each buyer and year, with its legal limit
    sourcing_gap(filters)               CPV classes where the social economy offers and does not win
    effect()                            needs posted → met → contracts won
    imported(), data_version(), demonstration(), rejects()
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from matchmaker.observatory import bridges
from matchmaker.observatory.asking import distances as how_far
from matchmaker.observatory.asking import epcis, paying, sheets, tables
from matchmaker.observatory.asking import quality as worth
from matchmaker.observatory.asking.distances import Distances
from matchmaker.observatory.asking.paying import BuyerDelay
from matchmaker.observatory.asking.quality import Flow, Presence, Quality
from matchmaker.observatory.asking.sheets import Contract, Listed
from matchmaker.observatory.asking.tables import DIMENSIONS, EVERY_SHARE, SHARES, Group
from matchmaker.observatory.asking.tables import Part as Share
from matchmaker.observatory.asking.totals import StoreTotals
from matchmaker.observatory.indicators.bridges import Effect, Gap
from matchmaker.observatory.indicators.definitions import indicators
from matchmaker.observatory.indicators.filters import FilterError, Filters, read_filters
from matchmaker.observatory.indicators.values import Indicator
from matchmaker.observatory.joins import stores
from matchmaker.observatory.store import build
from matchmaker.observatory.store.opened import Keyed, NoContracts, Opened
from matchmaker.observatory.store.parts import Part

__all__ = [
    "DIMENSIONS",
    "SHARES",
    "BuyerDelay",
    "Contract",
    "Distances",
    "Effect",
    "FilterError",
    "Filters",
    "Flow",
    "Gap",
    "Group",
    "Indicator",
    "Listed",
    "NoContracts",
    "Presence",
    "Quality",
    "Share",
    "read_filters",
    "who_could_supply",
]

who_could_supply = bridges.who_could_supply
REJECT_COLUMNS = ("file", "line", "contract_id", "buyer_id", "field", "value", "reason")
KEPT_ANSWERS = 512


def opened() -> Opened:
    """The store in force. Raises NoContracts."""
    return stores().current()


def available() -> bool:
    """Whether there are figures to show: contracts, and a store of this version of the product."""
    pointer = stores().home.pointer()
    return pointer is not None and pointer.method == build.BUILD_VERSION


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


@lru_cache(maxsize=KEPT_ANSWERS)
def _figures(held: Keyed, filters: Filters, as_of: date) -> tuple[Indicator, ...]:
    return indicators(StoreTotals(held.store).totals(filters, as_of))


def groups(
    dimension: str,
    filters: Filters,
    *,
    order: str = "contracts",
    limit: int = 50,
    shares: tuple[str, ...] = EVERY_SHARE,
) -> list[Group]:
    """By one of DIMENSIONS; `order`: contracts, amount or key. Not to be changed: it is kept."""
    return _groups(Keyed(opened()), dimension, filters, order, limit, shares)


@lru_cache(maxsize=KEPT_ANSWERS)
def _groups(
    held: Keyed, dimension: str, filters: Filters, order: str, limit: int, shares: tuple[str, ...]
) -> list[Group]:
    return tables.groups(held.store, dimension, filters, order=order, limit=limit, shares=shares)


def by_epci(filters: Filters, *, shares: tuple[str, ...] = EVERY_SHARE) -> dict[str | None, Group]:
    """By SIREN of the intercommunality; None where the place is vaguer. Not to be changed: it is kept."""
    return _by_epci(Keyed(opened()), filters, shares)


@lru_cache(maxsize=KEPT_ANSWERS)
def _by_epci(held: Keyed, filters: Filters, shares: tuple[str, ...]) -> dict[str | None, Group]:
    return epcis.by_epci(held.store, filters, shares)


def facets(filters: Filters) -> dict[str, list[tuple[str | int, int]]]:
    """Filter → (choice, contracts), the other filters held."""
    return _facets(Keyed(opened()), filters)


@lru_cache(maxsize=KEPT_ANSWERS)
def _facets(held: Keyed, filters: Filters) -> dict[str, list[tuple[str | int, int]]]:
    return tables.facets(held.store, filters)


def lines(filters: Filters, *, order: str = "newest", limit: int = 50, offset: int = 0) -> list[Listed]:
    """Contracts and concessions; `order`: newest, oldest, amount, declared or ends."""
    return sheets.lines(opened(), filters, order=order, limit=limit, offset=offset)


def count(filters: Filters) -> int:
    return sheets.count(opened(), filters)


def contract(buyer: str, number: str) -> Contract | None:
    """By its key: buyer's SIRET and number as shown."""
    return sheets.contract(opened(), buyer, number)


def contracts_numbered(siren: str, said: str) -> list[Listed]:
    """Of a body, by a number that somebody typed."""
    return sheets.numbered(opened(), siren, said)


def notified_between(filters: Filters, start: date, end: date, *, limit: int) -> list[Listed]:
    return sheets.notified_between(opened(), filters, start, end, limit=limit)


def renewals(filters: Filters, *, as_of: date, limit: int = 50, offset: int = 0) -> list[Listed]:
    return sheets.renewals(opened(), filters, as_of, limit=limit, offset=offset)


def body(number: str) -> dict[str, object] | None:
    return sheets.body(opened(), number)


def firm(number: str) -> dict[str, object] | None:
    return sheets.firm(opened(), number)


def buyers_like(words: str, *, limit: int = 20) -> list[tuple[str, str | None, int]]:
    """(SIRET, name, contracts); `words` without accents, in lower case."""
    return sheets.buyers_like(opened(), words, limit=limit)


def quality(filters: Filters) -> Quality:
    return worth.quality(opened(), filters)


def presence(filters: Filters, *, buyers: int = 30, months: int = 36) -> Presence:
    return worth.presence(opened(), filters, buyers=buyers, months=months)


def distances(filters: Filters) -> Distances:
    return _distances(Keyed(opened()), filters)


@lru_cache(maxsize=KEPT_ANSWERS)
def _distances(held: Keyed, filters: Filters) -> Distances:
    return how_far.distances(held.store, filters)


def flows(filters: Filters) -> list[Flow]:
    return worth.flows(opened(), filters)


def delays(filters: Filters, *, limit: int = 25, offset: int = 0) -> list[BuyerDelay]:
    return paying.delays(opened(), filters, limit=limit, offset=offset)


def count_delays(filters: Filters) -> int:
    return paying.count(opened(), filters)


def sourcing_gap(filters: Filters) -> list[Gap]:
    return bridges.sourcing_gap(opened(), filters)


def effect() -> Effect:
    return bridges.effect(opened())
