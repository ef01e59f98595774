"""Counts and sums by year, department, family and division: what most figures can be added up from.

A million contracts are some thousand cells. Medians and distinct counts cannot be added up: they are asked
of the contracts. What each supplier is paid, all contracts together, is a table too: `paid`;
and so are these medians and counts of all contracts: `whole`.
"""

from __future__ import annotations

import duckdb

from matchmaker.observatory.indicators.measures import COUNTED, SPLIT, WHOLE

DIMENSIONS = ("kind", "year", "department", "region", "family", "division")
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
    "count(*) FILTER (flagged) AS contracts_flagged",
    "sum(spent) AS amount_retained",
    "count(spent) AS amount_retained_contracts",
    "sum(maximum) AS amount_framework",
    "count(maximum) AS amount_framework_contracts",
    "count(*) FILTER (unusable) AS amount_unusable",
    "count(offers) AS offers_known",
    *(one for name in (*SPLIT, *WHOLE, *COUNTED) for one in _counted(name)),
    *(one for name in (*SPLIT, *WHOLE) for one in _weighed(name)),
)
NAMES = tuple(one.rsplit(" AS ", 1)[1] for one in EXPRESSIONS)
FROM_CONTRACTS = ", ".join(EXPRESSIONS)
# Counts stay whole numbers, sums of euros do not.
FROM_CELLS = ", ".join(
    f"sum({name}) AS {name}" if expression.startswith("sum(") else f"CAST(sum({name}) AS BIGINT) AS {name}"
    for name, expression in zip(NAMES, EXPRESSIONS, strict=True)
)

UNADDABLE = "count(DISTINCT buyer) AS buyers, median(spent) AS amount_median, median(offers) AS offers_median"


def make(connection: duckdb.DuckDBPyConnection) -> None:
    keys = ", ".join(DIMENSIONS)
    connection.execute(
        f"CREATE OR REPLACE TABLE cells AS SELECT {keys}, {FROM_CONTRACTS} FROM contracts GROUP BY {keys}"
    )
    connection.execute(
        "CREATE OR REPLACE TABLE paid AS SELECT supplier, sum(amount) AS amount FROM paid_by_piece"
        " GROUP BY supplier"
    )
    connection.execute("DROP TABLE paid_by_piece")
    connection.execute(f"CREATE OR REPLACE TABLE whole AS SELECT {UNADDABLE} FROM contracts WHERE kind = 'm'")


def pay(connection: duckdb.DuckDBPyConnection) -> None:
    """What suppliers get of the contracts between `low` and `high`: some at a time, so that memory does not
    grow with their number."""
    between = "no BETWEEN getvariable('low') AND getvariable('high')"
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS paid_by_piece (supplier BIGINT, amount DOUBLE)")
    connection.execute(
        "INSERT INTO paid_by_piece SELECT supplier, sum(spent / suppliers)"
        f" FROM (SELECT no, supplier FROM awards WHERE {between} AND supplier IS NOT NULL)"
        f" JOIN (SELECT no, spent, suppliers FROM contracts WHERE {between} AND kind = 'm') USING (no)"
        " GROUP BY supplier"
    )
