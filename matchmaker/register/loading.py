"""Load an extract of Sirene: DuckDB reads CSV or Parquet as a stream, SQLite keeps what is new.

The new file is built beside the old one and swapped when it is whole; a load that changes nothing leaves the
old one alone. Lines come through in batches, so that memory does not grow with the extract.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matchmaker.register import columns
from matchmaker.register.store import Register, create
from matchmaker.register.values import Summary

if TYPE_CHECKING:
    import duckdb

BATCH = 10_000
# Larger buffers are no faster, and count twice in what the process holds.
CSV_BUFFER = 4_000_000
DUCKDB: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "120MB",
    "threads": 1,
}
Row = tuple[Any, ...]
Step = Callable[[int], None]
Tell = Callable[[str], None]
TOLD = 10  # lines without SIRET that are named; the summary counts them all


class Refused(ValueError):
    """The file cannot be loaded; the text says why."""


def load(
    path: Path,
    register: Register,
    *,
    step: Step,
    replace: bool = False,
    tell: Tell = lambda message: None,
) -> Summary:
    """Add what the extract says; `replace` forgets what was loaded before.

    `step` hears the number of lines read so far, `tell` what is left out.
    Raises Refused; the register is then as it was.
    """
    if not path.is_file():
        raise Refused(f"no file {path}")
    register.path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(register.path), _extract(path) as extract, _beside(register, replace=replace) as building:
        before = _count(building)
        read, refused = _pour(extract, building, step, tell)
        written = building.total_changes
        added = _count(building) - before
        building.commit()
        summary = Summary(read, added, written - added, read - refused - written, refused + extract.unread())
        if read == refused:
            raise Refused("no line of the file has a SIRET of 14 digits")
        if replace or not summary.nothing_new:
            _swap(building, register.path)
    return summary


class Extract:
    """The lines of one file with the columns of ours that it has; `siret` comes first."""

    def __init__(self, source: str, path: Path) -> None:
        import duckdb  # 100 MB and 0.2 s that the web processes need not pay

        self.connection = duckdb.connect(config=DUCKDB)
        self.connection.execute("SET enable_progress_bar = false")
        try:
            self.names, self._rows = self._select(source, path)
        except duckdb.Error as error:
            self.connection.close()
            raise Refused(f"{path.name} cannot be read: {str(error).splitlines()[0]}") from error

    def _select(self, source: str, path: Path) -> tuple[list[str], duckdb.DuckDBPyConnection]:
        described = self.connection.execute(f"DESCRIBE SELECT * FROM {source}", [str(path)]).fetchall()
        present = {row[0]: row[1] for row in described}
        if "siret" not in present:
            raise Refused(f"{path.name} has no column siret: it is not an extract of Sirene")
        self.unused = [name for name in present if name not in columns.SOURCES]
        chosen: Mapping[str, str] = columns.selected(present)
        query = f"SELECT {', '.join(chosen.values())} FROM {source}"
        return list(chosen), self.connection.execute(query, [str(path)])

    def batches(self) -> Iterator[list[Row]]:
        import duckdb

        try:
            while rows := self._rows.fetchmany(BATCH):
                yield rows
        except duckdb.Error as error:
            raise Refused(f"the file breaks off: {str(error).splitlines()[0]}") from error

    def unread(self) -> int:
        """Lines that are no lines of this table: too many cells, an open quote."""
        tables = self.connection.execute("SHOW TABLES").fetchall()
        if ("reject_errors",) not in tables:
            return 0
        found = self.connection.execute("SELECT count(DISTINCT line) FROM reject_errors").fetchone()
        return int(found[0]) if found else 0


@contextmanager
def _extract(path: Path) -> Iterator[Extract]:
    """By content: Parquet begins with its mark, whatever the file is called."""
    with path.open("rb") as file:
        parquet = file.read(4) == b"PAR1"
    csv = f"read_csv(?, all_varchar=true, header=true, store_rejects=true, buffer_size={CSV_BUFFER})"
    extract = Extract("read_parquet(?)" if parquet else csv, path)
    try:
        yield extract
    finally:
        extract.connection.close()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One load at a time; the lock goes with the process, even when it is killed."""
    with path.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused("another load is running") from error
        yield


@contextmanager
def _beside(register: Register, *, replace: bool) -> Iterator[sqlite3.Connection]:
    """A copy of the register to write to, removed in the end unless it was swapped in."""
    path = register.path.with_suffix(".building")
    path.unlink(missing_ok=True)
    if register.loaded and not replace:
        shutil.copyfile(register.path, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=OFF")  # nobody reads it before it is whole
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-40000")
        create(connection)
        try:
            yield connection
        finally:
            path.unlink(missing_ok=True)


def _swap(building: sqlite3.Connection, path: Path) -> None:
    source = path.with_suffix(".building")
    building.close()
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    source.replace(path)


def _pour(extract: Extract, building: sqlite3.Connection, step: Step, tell: Tell) -> tuple[int, int]:
    """Lines read, and lines without SIRET among them."""
    for name in extract.unused:
        tell(f"unknown column “{name}” ignored")
    statement, read, refused = _upsert(extract.names), 0, 0
    for rows in extract.batches():
        known = [row for row in rows if row[0] is not None]
        building.executemany(statement, known)
        if refused < TOLD and len(known) < len(rows):
            _name_refused(rows, read, TOLD - refused, tell)
        read, refused = read + len(rows), refused + len(rows) - len(known)
        step(read)
    return read, refused


def _name_refused(rows: list[Row], before: int, most: int, tell: Tell) -> None:
    """Records count from 1 after the header: Parquet has no lines."""
    places = [place for place, row in enumerate(rows, before + 1) if row[0] is None]
    for place in places[:most]:
        tell(f"record {place}: no SIRET of 14 digits, left out")


def _upsert(names: list[str]) -> str:
    """A row is touched only where it differs: what was touched is what changed."""
    rest, marks = names[1:], ", ".join("?" * len(names))
    insert = f"INSERT INTO establishments ({', '.join(names)}) VALUES ({marks}) ON CONFLICT (siret) DO "
    if not rest:
        return insert + "NOTHING"
    assignments = ", ".join(f"{name} = excluded.{name}" for name in rest)
    differs = " OR ".join(f"{name} IS NOT excluded.{name}" for name in rest)
    return f"{insert}UPDATE SET {assignments} WHERE {differs}"


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM establishments").fetchone()[0])
