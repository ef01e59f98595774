"""The counts and sums of indicators, asked of the store: a few passes over columns, none over lines."""

from __future__ import annotations

from datetime import date

from matchmaker.observatory.asking.where import EVERYTHING, condition, marches
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.indicators.measures import COUNTED, DELAYS, SPLIT, WHOLE
from matchmaker.observatory.indicators.values import Totals
from matchmaker.observatory.method.dates import add_months
from matchmaker.observatory.store.opened import Opened

# The column that holds each status, and the condition under which it means something.
STATUS = {
    **{name: (name, "true") for name in SPLIT},
    "social": ("has_social", "true"),
    "environmental": ("has_environmental", "true"),
    "reserved": ("reserved", "true"),
    "innovative": ("innovative", "true"),
    "single_bid": ("(offers = 1)", "competitive"),
    "newcomers": ("newcomer", "true"),
}


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
        where, values = marches(filters)
        return self.store.named(f"SELECT {', '.join(EXPRESSIONS)} FROM contracts WHERE {where}", values)[0]

    def _of_all_kinds(self, filters: Filters) -> Totals:
        where, values = condition(filters)
        query = (
            "SELECT count(*) FILTER (kind = 'c') AS concessions, CAST(sum(duplicates) AS BIGINT) AS"
            f" duplicates_merged FROM contracts WHERE {where}"
        )
        return self.store.named(query, values)[0]

    def _of_suppliers(self, filters: Filters) -> Totals:
        where, values = marches(filters)
        query = f"""
            WITH held AS (SELECT no, spent, suppliers, identified FROM contracts WHERE {where}),
            each AS (SELECT supplier, sum(spent / suppliers) AS amount
                     FROM awards JOIN held USING (no) WHERE supplier IS NOT NULL GROUP BY supplier),
            paid AS (SELECT amount FROM each WHERE amount > 0),
            largest AS (SELECT amount FROM paid ORDER BY amount DESC LIMIT 5)
            SELECT (SELECT count(*) FROM each) AS suppliers,
                   (SELECT sum(amount) FROM paid) AS supplier_amount,
                   (SELECT sum(amount) FROM largest) AS top5_amount,
                   (SELECT sum(amount * amount) / (sum(amount) * sum(amount)) FROM paid) AS hhi,
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
    return " AND ".join(f"{column} = ?" for column in held) or EVERYTHING, tuple(held.values())


def _counted(name: str) -> tuple[str, ...]:
    column, meant = STATUS[name]
    among = "" if meant == "true" else f"{meant} AND "
    unknown = (
        f"({column}) IS NULL" if meant == "true" else f"{meant} IS NULL OR ({meant} AND ({column}) IS NULL)"
    )
    return (
        f"count(*) FILTER ({among}{column}) AS {name}_yes",
        f"count(*) FILTER ({among}({column}) IS NOT NULL) AS {name}_known",
        f"count(*) FILTER ({unknown}) AS {name}_unknown",
    )


def _weighed(name: str) -> tuple[str, ...]:
    column, _meant = STATUS[name]
    if name in SPLIT:
        yes, known = f"{name}_part", f"{name}_known_part"
    else:
        yes, known = f"CAST({column} AS INTEGER)", f"CAST(({column}) IS NOT NULL AS INTEGER)"
    return (
        f"sum(spent * {yes}) AS {name}_amount_yes",
        f"sum(spent * {known}) AS {name}_amount_known",
        f"count(*) FILTER (spent IS NOT NULL AND ({column}) IS NOT NULL) AS {name}_amount_contracts",
    )


EXPRESSIONS = (
    "count(*) AS contracts",
    "count(DISTINCT buyer) AS buyers",
    "count(*) FILTER (flagged) AS contracts_flagged",
    "sum(spent) AS amount_retained",
    "count(spent) AS amount_retained_contracts",
    "sum(maximum) AS amount_framework",
    "count(maximum) AS amount_framework_contracts",
    "median(spent) AS amount_median",
    "count(*) FILTER (unusable) AS amount_unusable",
    "median(offers) AS offers_median",
    "count(offers) AS offers_known",
    *(one for name in (*SPLIT, *WHOLE, *COUNTED) for one in _counted(name)),
    *(one for name in (*SPLIT, *WHOLE) for one in _weighed(name)),
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
