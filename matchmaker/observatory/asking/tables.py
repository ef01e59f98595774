"""Tables and series: the same counts, amounts and shares, by one dimension."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matchmaker.observatory.asking.where import marches
from matchmaker.observatory.indicators.bridges import Awards
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.method.shares import Interval, share, wilson
from matchmaker.observatory.store.opened import Opened

PROPERTIES = ("sme", "ess_declared", "ess_wide", "same_department", "same_region")
OTHERS = {
    "social": "has_social",
    "environmental": "has_environmental",
    "reserved": "reserved",
    "innovative": "innovative",
    "newcomers": "newcomer",
}
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
    "buyer": "buyer",
    "supplier": "firms.number",
}
ORDERS = ("contracts", "amount", "key")


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

    `amount`: retained, framework maxima apart (`maximum`). `parts`: by the names of PROPERTIES and OTHERS.
    """

    key: str | int | None
    name: str | None
    contracts: int
    amount: float
    maximum: float
    median: float | None
    unusable: int
    offers_median: float | None
    parts: dict[str, Part]


def groups(
    store: Opened, dimension: str, filters: Filters, *, order: str = "contracts", limit: int = 50
) -> list[Group]:
    """One row a value of the dimension. By supplier, amounts are split between co-contractors."""
    where, values = marches(filters)
    amount = "spent / suppliers" if dimension == "supplier" else "spent"
    maximum = "maximum / suppliers" if dimension == "supplier" else "maximum"
    ordering = {"contracts": "contracts DESC, key", "amount": "amount DESC, key", "key": "key"}[order]
    query = f"""
        SELECT {DIMENSIONS[dimension]} AS key, {_name(dimension)} AS name, count(*) AS contracts,
               coalesce(sum({amount}), 0) AS amount, coalesce(sum({maximum}), 0) AS maximum,
               median(spent) AS median, count(*) FILTER (unusable) AS unusable,
               median(offers) AS offers_median, {", ".join(_parts())}
        FROM {_source(dimension, where)} {_first(dimension, where, amount, ordering, limit)}
        GROUP BY key ORDER BY {ordering} NULLS LAST LIMIT {int(limit)}"""
    return [
        _group(row) for row in store.named(query, values * (2 if dimension in ("buyer", "supplier") else 1))
    ]


def _first(dimension: str, where: str, amount: str, ordering: str, limit: int) -> str:
    """Of tens of thousands of buyers or suppliers, which are shown: a quick count, so that the shares are
    made for these alone."""
    if dimension not in ("buyer", "supplier"):
        return ""
    held = f"(SELECT * FROM contracts WHERE {where}) AS contracts"
    key, source = "buyer", held
    if dimension == "supplier":  # by its rank, which follows its number and is far quicker to count
        key, source = "awards.supplier", f"{held} JOIN awards USING (no)"
    return f"""WHERE {key} IN (SELECT key FROM (
        SELECT {key} AS key, count(*) AS contracts, coalesce(sum({amount}), 0) AS amount
        FROM {source} WHERE {key} IS NOT NULL GROUP BY key
        ORDER BY {ordering} NULLS LAST LIMIT {int(limit)}))"""


def _source(dimension: str, where: str) -> str:
    held = f"(SELECT * FROM contracts WHERE {where}) AS contracts"
    if dimension == "buyer":
        return f"{held} JOIN (SELECT buyer, name AS buyer_name FROM buyers) USING (buyer)"
    if dimension == "supplier":
        firm = "(SELECT supplier, number, name AS firm_name FROM firms) AS firms"
        return f"{held} JOIN awards USING (no) JOIN {firm} ON firms.supplier = awards.supplier"
    return held


def _name(dimension: str) -> str:
    return {"buyer": "any_value(buyer_name)", "supplier": "any_value(firm_name)"}.get(dimension, "NULL")


def _parts() -> list[str]:
    columns = {**{name: name for name in PROPERTIES}, **OTHERS}
    return [
        expression
        for name, column in columns.items()
        for expression in (
            f"count(*) FILTER (contracts.{column}) AS {name}_yes",
            f"count(contracts.{column}) AS {name}_known",
        )
    ]


def _group(row: dict[str, Any]) -> Group:
    contracts = row["contracts"]
    parts = {
        name: Part(row[f"{name}_yes"], row[f"{name}_known"], contracts - row[f"{name}_known"])
        for name in (*PROPERTIES, *OTHERS)
    }
    return Group(
        row["key"],
        row["name"],
        contracts,
        round(row["amount"], 2),
        round(row["maximum"], 2),
        row["median"],
        row["unusable"],
        row["offers_median"],
        parts,
    )


def facets(store: Opened, filters: Filters) -> dict[str, list[tuple[str | int, int]]]:
    """Filter → its choices with their contracts, the other filters held."""
    found: dict[str, list[tuple[str | int, int]]] = {}
    for name in ("year", "family", "department", "region", "procedure", "purchase"):
        without = Filters(**{key: value for key, value in filters.as_dict().items() if key != name})  # type: ignore[arg-type]  # as_dict gives back what made it
        where, values = marches(without)
        expression = DIMENSIONS[name]
        query = (
            f"SELECT {expression} AS key, count(*) FROM contracts WHERE {where} AND {expression} IS NOT NULL"
            " GROUP BY key ORDER BY key"
        )
        found[name] = [(row[0], row[1]) for row in store.rows(query, values)]
    return found


def awards_by_class(store: Opened, filters: Filters) -> list[Awards]:
    """By CPV class, with what the social economy (wide reading) won."""
    where, values = marches(filters)
    query = (
        "SELECT left(cpv, 4), count(*), count(ess_wide), count(*) FILTER (ess_wide),"
        f" round(coalesce(sum(spent), 0), 2) FROM contracts WHERE {where} AND cpv IS NOT NULL"
        " GROUP BY 1 ORDER BY 1"
    )
    return [Awards(*row) for row in store.rows(query, values)]
