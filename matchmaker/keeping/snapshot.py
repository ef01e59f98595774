"""A copy of the database as it was at one moment, while others go on writing: always a SQLite file.

From SQLite by its online backup; from PostgreSQL by reading every table in one repeatable-read
transaction. So one format of archive serves both engines, and any SQLite shell opens it.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.journal.models import Head
from matchmaker.keeping import schema
from matchmaker.keeping.progress import Phase

# About 16 MB, each brought to the disk before the next: see archive.Paced.
PAGES_AT_ONCE = 4096
ROWS_AT_ONCE = 2000


def take(target: Path, phase: Phase) -> None:
    """Write the snapshot to `target`, which does not exist yet."""
    if db.engine.dialect.name == "sqlite":
        from_sqlite(Path(str(db.engine.url.database)), target, phase)
    else:
        from_server(target, phase)


def from_sqlite(source: Path, target: Path, phase: Phase) -> None:
    """The source's read transaction is held from the first page to the last.

    Without it SQLite begins anew at each commit of another process, and never ends under load.
    """
    read, write = sqlite3.connect(source, isolation_level=None), sqlite3.connect(target)
    file = os.open(target, os.O_RDWR | os.O_CREAT)
    try:
        read.execute("BEGIN")
        pages = read.execute("PRAGMA page_count").fetchone()[0]
        read.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the transaction begins at a read
        with phase("database, pages", pages) as step:
            left = pages

            def note(_status: int, remaining: int, _total: int) -> None:
                nonlocal left
                step(left - remaining)
                left = remaining
                os.fdatasync(file)

            for pragma in ("synchronous=OFF", "journal_mode=OFF"):  # a file that nobody needs when it fails
                write.execute(f"PRAGMA {pragma}")
            write.execute("PRAGMA cache_size=-2000")
            read.backup(write, pages=PAGES_AT_ONCE, progress=note, sleep=0)
        read.execute("ROLLBACK")
        write.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    finally:
        read.close()
        write.close()
        os.close(file)


def from_server(target: Path, phase: Phase) -> None:
    engine = db.engine
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with schema.opened(target):
        schema.upgrade()
        with engine.connect().execution_options(**options) as source:
            copy_rows(source, phase)


def copy_rows(source: sa.Connection, phase: Phase) -> None:
    """Fill the current application's database, empty but for its schema, with the rows of another.

    The tables' guards (the journal's triggers) are off meanwhile; all in one transaction.
    """
    with db.engine.connect() as target, target.begin():
        guards = Guards(target)
        guards.off()
        for table in reversed(db.metadata.sorted_tables):
            target.execute(sa.delete(table))
        counts = {table: count(source, table) for table in db.metadata.sorted_tables}
        with phase("rows", sum(counts.values())) as step:
            for table in db.metadata.sorted_tables:
                rows = source.execution_options(yield_per=ROWS_AT_ONCE).execute(sa.select(table))
                for batch in rows.mappings().partitions():
                    target.execute(sa.insert(table), [dict(row) for row in batch])
                    step(len(batch))
        guards.on()
        set_sequences(target)


def count(connection: sa.Connection, table: sa.Table) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def counts(connection: sa.Connection) -> dict[str, int]:
    """Rows of each of our tables."""
    return {table.name: count(connection, table) for table in db.metadata.sorted_tables}


def head(connection: sa.Connection) -> tuple[int, str]:
    row = connection.execute(sa.select(Head.seq, Head.hash)).one()
    return row.seq, row.hash


class Guards:
    """The triggers of our tables, taken off and put back in one transaction; foreign keys stay on."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.sqlite = connection.dialect.name == "sqlite"
        self.triggers: list[tuple[str, str]] = []

    def off(self) -> None:
        if self.sqlite:
            query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            self.triggers = [(row[0], row[1]) for row in self.connection.exec_driver_sql(query)]
            for name, _sql in self.triggers:
                self.connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        else:
            self._each_table("DISABLE")

    def on(self) -> None:
        for _name, sql in self.triggers:
            self.connection.exec_driver_sql(sql)
        if not self.sqlite:
            self._each_table("ENABLE")

    def _each_table(self, verb: str) -> None:
        for table in db.metadata.sorted_tables:
            self.connection.exec_driver_sql(f'ALTER TABLE "{table.name}" {verb} TRIGGER USER')


def set_sequences(connection: sa.Connection) -> None:
    """PostgreSQL numbers new rows after the highest that was copied."""
    if connection.dialect.name == "sqlite":
        return
    for table in db.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            highest = connection.execute(sa.select(sa.func.max(column))).scalar()
            sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(sa.select(sa.func.setval(sequence, highest or 1, highest is not None)))
