"""What most figures are added up from, rather than from a million contracts.

`cells`: counts and sums by year, department, region, family, division and procedure, some thousand rows; each
contract holds the mark of its own (`cell`), so that any selection is a count by cell first.
`marks`: what is known of a contract, two bits a status, so that any selection is one count by mark.
Medians and distinct counts cannot be added up: they are asked of the contracts, those of all contracts
together once (`whole`). `paid`: what each supplier gets, all contracts together.
"""

from __future__ import annotations

import duckdb

from matchmaker.observatory.indicators.measures import COUNTED, SPLIT, WHOLE

DIMENSIONS = ("kind", "year", "department", "region", "family", "division", "procedure")
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
UNKNOWN, NO, YES, WITHOUT_MEANING = range(4)
FLAGS = ("flagged", "unusable", "offers IS NOT NULL", "suppliers = 1", "identified > 0")
FLAGGED, UNUSABLE, OFFERS_KNOWN, ALONE, IDENTIFIED = (1 << (2 * len(STATUS) + at) for at in range(len(FLAGS)))


def _state(column: str, meant: str) -> str:
    """One of the four, as SQL; unknown while it is not known whether the status means anything."""
    known = f"CASE WHEN {column} THEN {YES} WHEN {column} IS NULL THEN {UNKNOWN} ELSE {NO} END"
    if meant == "true":
        return known
    return f"CASE WHEN {meant} THEN {known} WHEN {meant} IS NULL THEN {UNKNOWN} ELSE {WITHOUT_MEANING} END"


MARKS = " + ".join(
    [f"({_state(*STATUS[name])}) * {1 << (2 * at)}" for at, name in enumerate(STATUS)]
    + [f"CASE WHEN {flag} THEN {1 << (2 * len(STATUS) + at)} ELSE 0 END" for at, flag in enumerate(FLAGS)]
)
# What is added to the columns of sql/contracts.sql.
ADDED = f"CAST({MARKS} AS UINTEGER) AS marks, hash({', '.join(DIMENSIONS)}) AS cell"

BY_MARK = (
    "marks, count(*) AS n, count(spent) AS priced, sum(spent) AS spent,"
    " count(maximum) AS framed, sum(maximum) AS maximum"
)


def _is(name: str, *states: int) -> str:
    """The condition on `marks` that a status is one of these."""
    at = 2 * list(STATUS).index(name)
    return " OR ".join(f"(marks >> {at}) & 3 = {state}" for state in states)


def _counted(name: str) -> tuple[str, ...]:
    return (
        f"sum(n) FILTER ({_is(name, YES)}) AS {name}_yes",
        f"sum(n) FILTER ({_is(name, YES, NO)}) AS {name}_known",
        f"sum(n) FILTER ({_is(name, UNKNOWN)}) AS {name}_unknown",
    )


def _weighed(name: str) -> tuple[str, ...]:
    """Those of SPLIT here for contracts with one holder alone: for the others see OF_SEVERAL."""
    alone = f" AND marks & {ALONE} <> 0" if name in SPLIT else ""
    return (
        f"sum(spent) FILTER ({_is(name, YES)}{alone}) AS {name}_amount_yes",
        f"sum(spent) FILTER (({_is(name, YES, NO)}){alone}) AS {name}_amount_known",
        f"sum(priced) FILTER ({_is(name, YES, NO)}) AS {name}_amount_contracts",
    )


EXPRESSIONS = (
    "sum(n) AS contracts",
    f"sum(n) FILTER (marks & {FLAGGED} <> 0) AS contracts_flagged",
    "sum(spent) AS amount_retained",
    "sum(priced) AS amount_retained_contracts",
    "sum(maximum) AS amount_framework",
    "sum(framed) AS amount_framework_contracts",
    f"sum(n) FILTER (marks & {UNUSABLE} <> 0) AS amount_unusable",
    f"sum(n) FILTER (marks & {OFFERS_KNOWN} <> 0) AS offers_known",
    f"sum(priced) FILTER (marks & {IDENTIFIED} <> 0) AS supplier_contracts",
    f"sum(priced) FILTER (marks & {IDENTIFIED} = 0) AS supplier_unknown",
    *(one for name in (*SPLIT, *WHOLE, *COUNTED) for one in _counted(name)),
    *(one for name in (*SPLIT, *WHOLE) for one in _weighed(name)),
)
NAMES = tuple(one.rsplit(" AS ", 1)[1] for one in EXPRESSIONS)
SUMS = {
    name for name, one in zip(NAMES, EXPRESSIONS, strict=True) if "sum(spent)" in one or "sum(maximum)" in one
}


def _whole_number(name: str, expression: str) -> str:
    """Counts stay whole numbers, sums of euros do not."""
    return (
        f"{expression} AS {name}" if name in SUMS else f"CAST(coalesce({expression}, 0) AS BIGINT) AS {name}"
    )


FROM_MARKS = ", ".join(
    _whole_number(name, one.rsplit(" AS ", 1)[0]) for name, one in zip(NAMES, EXPRESSIONS, strict=True)
)
FROM_CELLS = ", ".join(_whole_number(name, f"sum({name})") for name in NAMES)
SPLIT_SUMS = tuple(f"{name}_amount_{part}" for name in SPLIT for part in ("yes", "known"))
OF_SEVERAL = ", ".join(
    f"sum(spent * {name}{part}) AS {name}_amount_{told}"
    for name in SPLIT
    for part, told in (("_part", "yes"), ("_known_part", "known"))
)

UNADDABLE = "count(DISTINCT body) AS buyers, median(spent) AS amount_median, median(offers) AS offers_median"


BETWEEN = "no BETWEEN getvariable('low') AND getvariable('high')"


def begin(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE OR REPLACE TABLE shared (no BIGINT, supplier INTEGER, km FLOAT)")
    connection.execute("CREATE OR REPLACE TEMP TABLE paid_by_piece (supplier INTEGER, amount DOUBLE)")


def add(connection: duckdb.DuckDBPyConnection) -> None:
    """The contracts between `low` and `high`: some at a time, so that memory does not grow."""
    held = f"SELECT * FROM contracts WHERE {BETWEEN}"
    connection.execute(
        "INSERT INTO paid_by_piece SELECT supplier, sum(amount) FROM ("
        f"SELECT holder AS supplier, spent AS amount FROM ({held}) WHERE kind = 'm' AND holder IS NOT NULL"
        f" UNION ALL SELECT supplier, spent / suppliers FROM ({held}) JOIN shared USING (no)"
        " WHERE kind = 'm' AND supplier IS NOT NULL) GROUP BY supplier"
    )
    pieces = "INSERT INTO cells_by_piece" if _exists(connection) else "CREATE TEMP TABLE cells_by_piece AS"
    connection.execute(f"{pieces} {_cells_of(held)}")


def _exists(connection: duckdb.DuckDBPyConnection) -> bool:
    query = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'cells_by_piece'"
    return bool(connection.execute(query).fetchall()[0][0])


def _cells_of(held: str) -> str:
    keys = ", ".join(f"any_value({key}) AS {key}" for key in DIMENSIONS)
    together = ", ".join(
        f"coalesce(sums.{name}, 0) + coalesce(several.{name}, 0) AS {name}" for name in SPLIT_SUMS
    )
    return f"""
        WITH sums AS (
            SELECT cell, {FROM_MARKS} FROM (SELECT cell, {BY_MARK} FROM ({held}) GROUP BY cell, marks)
            GROUP BY cell),
        several AS (SELECT cell, {OF_SEVERAL} FROM ({held}) WHERE suppliers > 1 GROUP BY cell),
        keys AS (SELECT cell, {keys} FROM ({held}) GROUP BY cell)
        SELECT keys.*, sums.* EXCLUDE (cell) REPLACE ({together})
        FROM sums JOIN keys USING (cell) LEFT JOIN several USING (cell)"""


def finish(connection: duckdb.DuckDBPyConnection) -> None:
    keys = ", ".join(f"any_value({key}) AS {key}" for key in DIMENSIONS)
    connection.execute(
        f"CREATE OR REPLACE TABLE cells AS SELECT cell, {keys}, {FROM_CELLS}"
        " FROM cells_by_piece GROUP BY cell"
    )
    connection.execute(
        "CREATE OR REPLACE TABLE paid AS SELECT supplier, sum(amount) AS amount FROM paid_by_piece"
        " GROUP BY supplier"
    )
    connection.execute("DROP TABLE paid_by_piece; DROP TABLE cells_by_piece")
    connection.execute(f"CREATE OR REPLACE TABLE whole AS SELECT {UNADDABLE} FROM contracts WHERE kind = 'm'")
