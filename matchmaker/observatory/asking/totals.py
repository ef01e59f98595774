"""The counts and sums of indicators, asked of the store: a few passes over columns, none over lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from matchmaker.observatory.asking.where import EVERYTHING, condition, in_cells, marches
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
        """Sums from the cells when the filters are theirs, else from the marks of the contracts; what cannot
        be added up, each in its own pass."""
        where, values = marches(self.store, filters)
        if in_cells(filters):
            where = where.replace("contracts.", "")
            sums = self.store.named(f"SELECT {cells.FROM_CELLS} FROM cells WHERE {where}", values)[0]
        else:
            sums = self._from_marks(where, values)
        return {**sums, **self._unaddable(filters, where, values)}

    def _from_marks(self, where: str, values: tuple[object, ...]) -> dict[str, Any]:
        held = f"SELECT {cells.BY_MARK} FROM contracts WHERE {where} GROUP BY marks"
        sums = self.store.named(f"SELECT {cells.FROM_MARKS} FROM ({held})", values)[0]
        several = f"SELECT {cells.OF_SEVERAL} FROM contracts WHERE suppliers > 1 AND {where}"
        for name, value in self.store.named(several, values)[0].items():
            sums[name] = (sums[name] or 0) + (value or 0)
        return sums

    def _unaddable(self, filters: Filters, where: str, values: tuple[object, ...]) -> Totals:
        if filters == Filters():
            return self.store.named("SELECT * FROM whole")[0]
        found: dict[str, float | int | None] = {}
        for expression in cells.UNADDABLE.split(", "):  # each in its own pass: together they are slower
            found |= self.store.named(f"SELECT {expression} FROM contracts WHERE {where}", values)[0]
        return found

    def _of_all_kinds(self, filters: Filters) -> Totals:
        where, values = condition(self.store, filters)
        query = (
            "SELECT count(*) FILTER (kind = 'c') AS concessions, CAST(sum(duplicates) AS BIGINT) AS"
            f" duplicates_merged FROM contracts WHERE {where}"
        )
        return self.store.named(query, values)[0]

    def _of_suppliers(self, filters: Filters) -> Totals:
        where, values = marches(self.store, filters)
        held = f"WITH held AS (SELECT no, spent, suppliers, holder FROM contracts WHERE {where})"
        each = "SELECT * FROM paid" if filters == Filters() else f"{held} {EACH}"
        query = (
            "SELECT count(*) AS suppliers, sum(amount) AS supplier_amount, list_sum(max(amount, 5)) AS"
            " top5_amount, sum(amount * amount) / (sum(amount) * sum(amount)) AS hhi"
            f" FROM (SELECT nullif(amount, 0) AS amount FROM ({each}))"
        )
        return self.store.named(query, values if filters != Filters() else ())[0]

    def _renewals(self, filters: Filters, as_of: date) -> Totals:
        where, values = marches(self.store, filters)
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


EACH = """SELECT supplier, sum(amount) AS amount FROM (
        SELECT holder AS supplier, spent AS amount FROM held WHERE holder IS NOT NULL
        UNION ALL
        SELECT supplier, spent / suppliers FROM shared JOIN held USING (no) WHERE supplier IS NOT NULL)
    GROUP BY supplier"""


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
