"""Tables and series: the same counts, amounts and shares, by one dimension."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matchmaker.observatory.asking.where import in_cells, marches
from matchmaker.observatory.indicators.bridges import Awards
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.method.shares import Interval, share, wilson
from matchmaker.observatory.store.opened import Opened

# Name of a share → the column that holds its status.
SHARES = {
    "sme": "sme",
    "ess_declared": "ess_declared",
    "ess_wide": "ess_wide",
    "same_department": "same_department",
    "same_region": "same_region",
    "social": "has_social",
    "environmental": "has_environmental",
    "reserved": "reserved",
    "innovative": "innovative",
    "newcomers": "newcomer",
}
EVERY_SHARE = tuple(SHARES)
# Dimension → expression over `contracts`.
DIMENSIONS = {
    "year": "year",
    "month": "strftime(notified, '%Y-%m')",
    "family": "family",
    "department": "department",
    "region": "region",
    "division": "division",
    "group": "left(cpv, 3)",
    "class": "left(cpv, 4)",
    "procedure": "procedure",
    "purchase": "CASE WHEN division = '45' THEN 'works' WHEN division >= '50' THEN 'services'"
    " WHEN division IS NOT NULL THEN 'supplies' END",
    "place": "place",
    "buyer": "body",
    "supplier": "holder",
}
OF_CELLS = ("year", "family", "department", "region", "division", "procedure", "purchase")


@dataclass(frozen=True, slots=True)
class Part:
    """A share with what it rests on."""

    yes: int
    known: int
    unknown: int

    @property
    def share(self) -> float | None:
        return share(self.yes, self.known)

    @property
    def interval(self) -> Interval | None:
        return wilson(self.yes, self.known)


@dataclass(frozen=True, slots=True)
class Group:
    """`key` None: not known. `name`: of a buyer or a supplier; the labels of codes are the page's affair.

    `amount`: retained, framework maxima apart. `parts`: the shares asked for, by the names of SHARES.
    """

    key: str | int | None
    name: str | None
    contracts: int
    amount: float
    parts: dict[str, Part]


def groups(
    store: Opened,
    dimension: str,
    filters: Filters,
    *,
    order: str = "contracts",
    limit: int = 50,
    shares: Sequence[str] = EVERY_SHARE,
) -> list[Group]:
    """One row a value of the dimension. By supplier, amounts are split between co-contractors."""
    ordering = {"contracts": "contracts DESC, key", "amount": "amount DESC, key", "key": "key"}[order]
    counted, values = _counted(store, dimension, filters, shares)
    query = f"{counted} ORDER BY {ordering} NULLS LAST LIMIT {int(limit)}"
    if dimension in NUMBERED:
        table, rank, number = NUMBERED[dimension]
        query = (
            f"SELECT asked.* REPLACE ({number} AS key), name FROM ({query}) AS asked"
            f" JOIN {table} ON {rank} = asked.key ORDER BY {ordering}"
        )
    return [_group(row, shares) for row in store.named(query, values)]


# Counted by rank, which follows the number: the numbers and names of those that are shown come after.
NUMBERED = {
    "buyer": ("buyers", "buyers.body", "buyers.buyer"),
    "supplier": ("firms", "firms.supplier", "firms.number"),
}


def _counted(
    store: Opened, dimension: str, filters: Filters, shares: Sequence[str]
) -> tuple[str, tuple[object, ...]]:
    """(query without its order, parameters): key, contracts, amount, and each share's `_yes` and `_known`."""
    where, values = marches(store, filters)
    expression = DIMENSIONS[dimension]
    if dimension in OF_CELLS and in_cells(filters):
        parts = [f"CAST(sum({name}_{part}) AS BIGINT) AS {name}_{part}" for name, part in _parts(shares)]
        sums = ["CAST(sum(contracts) AS BIGINT) AS contracts", "sum(amount_retained) AS amount", *parts]
        where = where.replace("contracts.", "")
        return f"SELECT {expression} AS key, {', '.join(sums)} FROM cells WHERE {where} GROUP BY key", values
    columns = {SHARES[name] for name in shares}
    sums = ["count(*) AS contracts", "sum(amount) AS amount", *_shares(shares)]
    return (
        f"SELECT key, {', '.join(sums)} FROM ({_source(dimension, expression, columns, where)}) GROUP BY key",
        values * (2 if dimension == "supplier" else 1),
    )


def _source(dimension: str, expression: str, columns: Collection[str], where: str) -> str:
    others = "".join(f", {column}" for column in sorted(columns))
    if dimension != "supplier":
        return f"SELECT {expression} AS key, spent AS amount{others} FROM contracts WHERE {where}"
    return (
        f"SELECT holder AS key, spent AS amount{others} FROM contracts WHERE {where} AND holder IS NOT NULL"
        f" UNION ALL SELECT supplier, spent / suppliers{others} FROM shared JOIN"
        f" (SELECT * FROM contracts WHERE {where}) USING (no) WHERE supplier IS NOT NULL"
    )


def _parts(shares: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((name, part) for name in shares for part in ("yes", "known"))


def _shares(shares: Sequence[str]) -> Iterator[str]:
    for name in shares:
        yield f"count(*) FILTER ({SHARES[name]}) AS {name}_yes"
        yield f"count({SHARES[name]}) AS {name}_known"


def _group(row: dict[str, Any], shares: Sequence[str]) -> Group:
    contracts = row["contracts"]
    parts = {
        name: Part(row[f"{name}_yes"], row[f"{name}_known"], contracts - row[f"{name}_known"])
        for name in shares
    }
    return Group(row["key"], row.get("name"), contracts, round(row["amount"] or 0, 2), parts)


FACETS = ("year", "family", "department", "region", "procedure", "purchase")


def facets(store: Opened, filters: Filters) -> dict[str, list[tuple[str | int, int]]]:
    """Filter → its choices with their contracts, the other filters held."""
    held = filters.as_dict()
    together = [name for name in FACETS if name not in held]
    found = _choices(store, filters, together)
    for name in FACETS:
        if name in held:
            found |= _choices(store, replace(filters, **{name: None}), [name])
    return found


def _choices(store: Opened, filters: Filters, names: Sequence[str]) -> dict[str, list[tuple[str | int, int]]]:
    """Counted by cell first, once for all of them."""
    where, values = marches(store, filters)
    if in_cells(filters):
        where = where.replace("contracts.", "")
        counted = f"SELECT cell, contracts FROM cells WHERE {where}"
    else:
        counted = f"SELECT cell, count(*) AS contracts FROM contracts WHERE {where} GROUP BY cell"
    each = " UNION ALL ".join(
        f"SELECT '{name}' AS name, CAST({DIMENSIONS[name]} AS VARCHAR) AS key, CAST(sum(contracts) AS BIGINT)"
        f" FROM held WHERE {DIMENSIONS[name]} IS NOT NULL GROUP BY key"
        for name in names
    )
    query = (
        f"WITH held AS MATERIALIZED (SELECT cells.* EXCLUDE (contracts), counted.contracts FROM ({counted})"
        f" AS counted JOIN cells USING (cell)) {each} ORDER BY 1, 2"
    )
    found: dict[str, list[tuple[str | int, int]]] = {name: [] for name in names}
    for name, key, contracts in store.rows(query, values) if names else ():
        found[name].append((int(key) if name == "year" else key, contracts))
    return found


def awards_by_class(store: Opened, filters: Filters) -> list[Awards]:
    """By CPV class, with what the social economy (wide reading) won."""
    where, values = marches(store, filters)
    query = (
        "SELECT left(cpv, 4), count(*), count(ess_wide), count(*) FILTER (ess_wide),"
        f" round(coalesce(sum(spent), 0), 2) FROM contracts WHERE {where} AND cpv IS NOT NULL"
        " GROUP BY 1 ORDER BY 1"
    )
    return [Awards(*row) for row in store.rows(query, values)]
