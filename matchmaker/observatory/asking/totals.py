"""The counts and sums of indicators, asked of the store: a few passes over columns, none over lines."""

from __future__ import annotations

from datetime import date

from matchmaker.observatory.asking.where import EVERYTHING, condition, marches
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.indicators.measures import DELAYS
from matchmaker.observatory.indicators.values import Totals
from matchmaker.observatory.method.dates import add_months
from matchmaker.observatory.store import cells
from matchmaker.observatory.store.opened import Opened


class StoreTotals:
    """`indicators.values.Source` over an open store."""

    def __init__(self, store: Opened) -> None:
        self.store = store

    def totals(self, filters: Filters, as_of: date) -> Totals:
        return {
            "lines_read": sum(part.lines for part in self.store.parts),
            "lines_rejected": sum(part.rejected for part in self.store.parts),
            **self._of_contracts(filters),
            **self._of_all_kinds(filters),
            **self._of_suppliers(filters),
            **self._renewals(filters, as_of),
            **self._delays(filters),
        }

    def _of_contracts(self, filters: Filters) -> Totals:
        """Sums from the cells when the filters are theirs; what cannot be added up, each in its own pass."""
        table, expressions, asked = _table_for(filters)
        where, values = marches(asked)
        where = where.replace("contracts.", f"{table}.")
        sums = self.store.named(f"SELECT {expressions} FROM {table} WHERE {where}", values)[0]
        return {**sums, **self._unaddable(filters)}

    def _unaddable(self, filters: Filters) -> Totals:
        if filters == Filters():
            return self.store.named("SELECT * FROM whole")[0]
        where, values = marches(filters)
        found: dict[str, float | int | None] = {}
        for expression in cells.UNADDABLE.split(", "):  # each in its own pass: together they are slower
            found |= self.store.named(f"SELECT {expression} FROM contracts WHERE {where}", values)[0]
        return found

    def _of_all_kinds(self, filters: Filters) -> Totals:
        where, values = condition(filters)
        query = (
            "SELECT count(*) FILTER (kind = 'c') AS concessions, CAST(sum(duplicates) AS BIGINT) AS"
            f" duplicates_merged FROM contracts WHERE {where}"
        )
        return self.store.named(query, values)[0]

    def _of_suppliers(self, filters: Filters) -> Totals:
        where, values = marches(filters)
        each = "SELECT * FROM paid" if filters == Filters() else EACH
        query = f"""
            WITH held AS (SELECT no, spent, suppliers, identified FROM contracts WHERE {where}),
            each AS ({each}),
            received AS (SELECT amount FROM each WHERE amount > 0),
            largest AS (SELECT amount FROM received ORDER BY amount DESC LIMIT 5)
            SELECT (SELECT count(*) FROM each) AS suppliers,
                   (SELECT sum(amount) FROM received) AS supplier_amount,
                   (SELECT sum(amount) FROM largest) AS top5_amount,
                   (SELECT sum(amount * amount) / (sum(amount) * sum(amount)) FROM received) AS hhi,
                   count(*) FILTER (spent IS NOT NULL AND identified > 0) AS supplier_contracts,
                   count(*) FILTER (spent IS NOT NULL AND identified = 0) AS supplier_unknown
            FROM held"""
        return self.store.named(query, values)[0]

    def _renewals(self, filters: Filters, as_of: date) -> Totals:
        where, values = marches(filters)
        query = (
            "SELECT count(*) FILTER (ends > ? AND ends <= ?) AS renewals, count(ends) AS renewals_known"
            f" FROM contracts WHERE {where}"
        )
        return self.store.named(query, (as_of, add_months(as_of, 12), *values))[0]

    def _delays(self, filters: Filters) -> Totals:
        """Nothing when the filters speak of contracts: delays know buyers and years alone."""
        if not filters.only_buyers:
            return {}
        where, values = delays_condition(filters)
        return self.store.named(f"SELECT {', '.join(DELAY_EXPRESSIONS)} FROM delays WHERE {where}", values)[0]


EACH = """SELECT supplier, sum(spent / suppliers) AS amount
    FROM awards JOIN held USING (no) WHERE supplier IS NOT NULL GROUP BY supplier"""


def _table_for(filters: Filters) -> tuple[str, str, Filters]:
    """(table, expressions, filters): a CPV of two digits is a division, which the cells know."""
    asked = filters.as_dict()
    division = len(str(asked.get("cpv", "45"))) == 2
    if division and set(asked) <= {"year", "department", "region", "family", "cpv", "purchase"}:
        return "cells", cells.FROM_CELLS, filters
    return "contracts", cells.FROM_CONTRACTS, filters


def delays_condition(filters: Filters) -> tuple[str, tuple[object, ...]]:
    columns = {
        "buyer": "siren",
        "year": "year",
        "department": "department",
        "region": "region",
        "family": "family",
    }
    held = {columns[name]: value for name, value in filters.as_dict().items()}
    if "siren" in held:
        held["siren"] = str(held["siren"])[:9]
    # A buyer whose seat the register does not know is where its contracts are.
    parts = [PLACED.format(name=name) if name in PLACES else f"{name} = ?" for name in held]
    return " AND ".join(parts) or EVERYTHING, tuple(held.values())


PLACES = ("department", "region")
PLACED = (
    "coalesce(delays.{name}, (SELECT max(buyers.{name}) FROM buyers WHERE buyers.siren = delays.siren)) = ?"
)
DELAY_COLUMNS = {
    "mean": "mean_days",
    "median": "median_days",
    "p90": "p90_days",
    "share_over_limit": "share_over_limit",
}
DELAY_EXPRESSIONS = tuple(
    expression
    for name in DELAYS
    for column in (DELAY_COLUMNS[name],)
    for expression in (
        f"sum({column} * payments) AS delay_{name}_total",
        f"CAST(sum(payments) FILTER ({column} IS NOT NULL) AS BIGINT) AS delay_{name}_payments",
        f"CAST(sum(payments) FILTER ({column} IS NULL) AS BIGINT) AS delay_{name}_unknown",
    )
)
