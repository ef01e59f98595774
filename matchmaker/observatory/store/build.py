"""From parts to a store: one DuckDB file, made beside; who asks sees the old one until it is whole."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from matchmaker.observatory.formats.lines import COLUMNS
from matchmaker.observatory.formats.parties import decode_changes
from matchmaker.observatory.method import amounts, duplicates, merging, places
from matchmaker.observatory.store import cells, engine, sides
from matchmaker.observatory.store.parts import Parts

BUILD_VERSION = 6
"""Goes up when the method changes: the store is then made anew from the same parts."""
FILES_AT_ONCE = 20
CONTRACTS_AT_ONCE = 100_000
Tell = Callable[[str], None]
BASE_FROM_LINE = (
    ("kind", "nature", "framework", "framework_number", "cpv", "procedure", "object", "place"),
    ("price_form", "offers", "innovative", "social", "environmental", "advance", "advance_rate"),
    ("subcontracting", "grouping", "source", "buyer_name", "buyer_department"),
    ("parties", "rules", "file", "line"),
)
VARIABLES = {
    "fence_mads": amounts.FENCE_MADS,
    "least_spread": amounts.LEAST_SPREAD,
    "fence_from": amounts.FENCE_FROM,
    "lots_from_amount": amounts.LOTS_FROM_AMOUNT,
    "lots_from_count": amounts.LOTS_FROM_COUNT,
}


def build(target: Path, digests: Sequence[str], parts: Parts, joined: sides.Sides, *, tell: Tell) -> None:
    """Writes `target` whole, or raises (OSError, duckdb.Error) and the caller removes what is there.

    What grows with the number of contracts is done some at a time: memory does not.
    """
    connection = engine.connect(target, scratch=target.with_suffix(".tmp"))
    held = [(digest, path) for digest in sorted(digests) for path in parts.lines(digest)]
    try:
        for name, value in VARIABLES.items():
            connection.execute(f"SET VARIABLE {name} = {value}")
        tell("contracts…")
        _view(connection, "raw", held)
        run(connection, "keys")
        _singles(connection, held)
        _merge_several(connection, target)
        tell("amounts…")
        run(connection, "amounts")
        run(connection, "twins")
        _flag_twins(connection)
        tell("suppliers and buyers…")
        _people(connection)
        run(connection, "provenance")
        join(connection, target, joined)
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def run(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.execute(_sql(name))


def _sql(name: str) -> str:
    return resources.files(__package__).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def _view(connection: duckdb.DuckDBPyConnection, name: str, held: Sequence[tuple[str, str]]) -> None:
    """Lines of these files of parts, under the digest of the file they come from."""
    files = [(digest, [path for _, path in group]) for digest, group in groupby(held, key=lambda one: one[0])]
    selects = [
        f"SELECT {engine.text(digest)} AS file, * FROM read_parquet([{', '.join(map(engine.text, paths))}])"
        for digest, paths in files
    ]
    if not selects:
        columns = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in COLUMNS)
        selects = [f"SELECT '' AS file, {columns} WHERE false"]
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {' UNION ALL '.join(selects)}")


def _singles(connection: duckdb.DuckDBPyConnection, held: Sequence[tuple[str, str]]) -> None:
    for start in range(0, max(1, len(held)), FILES_AT_ONCE):
        _view(connection, "batch", held[start : start + FILES_AT_ONCE])
        run(connection, "base")
        query = (
            "SET VARIABLE base_rows = (SELECT coalesce(max(no), (SELECT count(*) FROM several)) FROM base)"
        )
        connection.execute(query)
        run(connection, "singles")


def _some(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """The contracts by their number, so many at a time: `low` and `high` are set."""
    (highest,) = connection.execute("SELECT coalesce(max(no), 0) FROM base").fetchall()[0]
    for low in range(1, max(highest, 1) + 1, CONTRACTS_AT_ONCE):
        connection.execute(f"SET VARIABLE low = {low}")
        connection.execute(f"SET VARIABLE high = {low + CONTRACTS_AT_ONCE - 1}")
        yield


def _people(connection: duckdb.DuckDBPyConnection) -> None:
    run(connection, "people")
    for _each in _some(connection):
        run(connection, "heard")
    run(connection, "suppliers")
    for _each in _some(connection):
        run(connection, "awards")
    connection.execute("CREATE TABLE newcomers (no BIGINT, newcomer BOOLEAN)")
    (contracts,) = connection.execute("SELECT count(*) FROM base").fetchall()[0]
    slices = 16 if contracts > CONTRACTS_AT_ONCE else 1
    for number in range(slices):
        connection.execute(f"SET VARIABLE slice = {number}; SET VARIABLE slices = {slices}")
        run(connection, "newcomers")


def _merge_several(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Contracts of several lines or versions pass through `method.merging`, one after the other."""
    rows = connection.execute(
        "SELECT several.no, placed.* FROM placed JOIN several"
        " ON several.key = key_of(placed.buyer, placed.number) ORDER BY several.no"
    )
    merged, versions = target.with_suffix(".merged.csv"), target.with_suffix(".versions.csv")
    names = [column[0] for column in rows.description]
    with _writer(merged) as write_contract, _writer(versions) as write_version:
        for number, lines in groupby(_dicts(rows, names), key=lambda line: line["no"]):
            one = merging.merge(sorted(lines, key=merging.order), decode_changes)
            write_contract(_base_row(one))
            for row in _version_rows(number, one):
                write_version(row)
    _load_base(connection, merged)
    load(connection, "versions", versions, VERSION_COLUMNS)


def _version_rows(number: int, one: merging.Merged) -> Iterator[tuple[object, ...]]:
    for position, held in enumerate(one.versions):
        yield number, position, held.notified, held.published, held.duration, held.amount


VERSION_COLUMNS = (
    ("no", "BIGINT"),
    ("position", "INTEGER"),
    ("notified", "DATE"),
    ("published", "DATE"),
    ("duration", "INTEGER"),
    ("amount", "DOUBLE"),
)


def _dicts(rows: Any, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    while batch := rows.fetchmany(5_000):
        for row in batch:
            yield dict(zip(names, row, strict=True))


def _base_row(one: merging.Merged) -> tuple[object, ...]:
    """In the order of the columns of `base` (sql/base.sql)."""
    field = one.fields
    concession = field["kind"] == "c"
    first = (field["no"], field["kind"], field["buyer"], field["number"], field["form"])
    about = tuple(field[name] for name in BASE_FROM_LINE[0][1:])
    when = (field["department"], field["duration"], field["notified"], field["published"])
    reason = None if concession else one.reason
    worth = (one.declared, one.amount, reason, ",".join(one.flags) or None)
    rest = tuple(field[name] for group in BASE_FROM_LINE[1:] for name in group)
    return (*first, *about, *when, *worth, *rest, one.lines, one.duplicates, len(one.versions))


def _load_base(connection: duckdb.DuckDBPyConnection, source: Path) -> None:
    described = connection.execute("DESCRIBE base").fetchall()
    load(connection, "merged", source, [(row[0], row[1]) for row in described])
    connection.execute("INSERT INTO base SELECT * FROM merged; DROP TABLE merged")


class _writer:
    """`with _writer(path) as write: write(row)`."""

    def __init__(self, path: Path) -> None:
        self.stream = path.open("w", newline="", encoding="utf-8")

    def __enter__(self) -> Callable[[Iterable[Any]], Any]:
        return csv.writer(self.stream).writerow

    def __exit__(self, *told: object) -> None:
        self.stream.close()


def load(
    connection: duckdb.DuckDBPyConnection, table: str, source: Path, columns: Sequence[tuple[str, str]]
) -> None:
    """A temporary CSV as a table; the file goes."""
    connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM {engine.from_csv(source, columns)}")
    source.unlink()


def _flag_twins(connection: duckdb.DuckDBPyConnection) -> None:
    """Candidates of two sources, compared two by two (method.duplicates)."""
    rows = connection.execute(
        "SELECT mark, suspects.no, suspects.origin, notified, coalesce(object, '') FROM suspects"
        " JOIN base ON base.no = suspects.no ORDER BY mark, suspects.no"
    ).fetchall()
    connection.execute("CREATE TABLE twins (no BIGINT, other BIGINT)")
    found = [pair for _mark, group in groupby(rows, key=lambda row: row[0]) for pair in _pairs(list(group))]
    for start in range(0, len(found), 500):
        values = ", ".join(f"({one}, {other})" for one, other in found[start : start + 500])
        connection.execute(f"INSERT INTO twins VALUES {values}")
    connection.execute(
        "UPDATE base SET flags = concat_ws(',', flags, 'maybe_twice')"
        " WHERE no IN (SELECT no FROM twins UNION SELECT other FROM twins)"
    )


def _pairs(rows: list[tuple[Any, ...]]) -> Iterator[tuple[int, int]]:
    for at, (_mark, number, origin, day, subject) in enumerate(rows):
        for _same, other, elsewhere, other_day, other_subject in rows[at + 1 :]:
            if origin != elsewhere and duplicates.may_be_one(
                (day, other_day), True, (subject, other_subject)
            ):
                yield number, other


def join(connection: duckdb.DuckDBPyConnection, target: Path, joined: sides.Sides) -> None:
    """What the register, the platform and the delays tell; made anew when one of them changes."""
    connection.execute("DROP TABLE IF EXISTS contracts")
    told = connection.execute("SELECT buyer, name, usual_place, told, contracts FROM places ORDER BY buyer")
    _load_rows(connection, "buyers", target, sides.buyer_rows(told.fetchall(), joined), sides.BUYER_COLUMNS)
    held = connection.execute(
        "SELECT supplier, kind, number, name, category, department FROM suppliers ORDER BY supplier"
    )
    rows = (row for batch in _firms(held) for row in sides.firm_rows(batch, joined))
    _load_rows(connection, "firms", target, rows, sides.FIRM_COLUMNS)
    _load_rows(connection, "delays", target, _delay_rows(joined), DELAY_COLUMNS)
    run(connection, "distance")
    cells.begin(connection)
    contracts = f"SELECT *, {cells.ADDED} FROM ({_sql('contracts')})"
    for number, _each in enumerate(_some(connection)):
        connection.execute(
            f"{'INSERT INTO' if number else 'CREATE TABLE'} contracts {'' if number else 'AS'} {contracts}"
        )
        run(connection, "shared")
        cells.add(connection)
    cells.finish(connection)


def rejoin(target: Path, joined: sides.Sides) -> None:
    """The joins anew in a copy of a store."""
    connection = engine.connect(target, scratch=target.with_suffix(".tmp"))
    try:
        join(connection, target, joined)
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def _firms(rows: Any) -> Iterator[list[sides.Firm]]:
    while batch := rows.fetchmany(20_000):
        yield [sides.Firm(*row) for row in batch]


def _load_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    target: Path,
    rows: Iterable[tuple[object, ...]],
    columns: Sequence[tuple[str, str]],
) -> None:
    path = target.with_suffix(f".{table}.csv")
    with _writer(path) as write:
        for row in rows:
            write(row)
    load(connection, table, path, columns)


DELAY_COLUMNS = (
    ("siren", "VARCHAR"),
    ("year", "INTEGER"),
    ("category", "VARCHAR"),
    ("payments", "BIGINT"),
    ("mean_days", "DOUBLE"),
    ("median_days", "DOUBLE"),
    ("p90_days", "DOUBLE"),
    ("share_over_limit", "DOUBLE"),
    ("department", "VARCHAR"),
    ("region", "VARCHAR"),
    ("family", "VARCHAR"),
)


def _delay_rows(joined: sides.Sides) -> Iterator[tuple[object, ...]]:
    """With the buyer's department and family; the category of the file wins when it is a family."""
    held = ((one.siren, None, None, None, 0) for one in joined.delays)
    for one, buyer in zip(joined.delays, sides.buyer_rows(held, joined), strict=True):
        department, region, family = buyer[5:8]
        told = one.category.strip().lower()
        yield (*astuple(one), department, region, told if told in places.FAMILIES else family)
