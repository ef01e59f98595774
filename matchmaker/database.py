"""What every table shares: naming of constraints, types, and how a connection opens a transaction."""

from __future__ import annotations

import enum
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# SQLite's batch migrations can only drop a constraint that has a name.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = sa.MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC on both engines. A naive one is a programming error and raises."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"naive datetime {value!r}: give it a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """JSON as canonical text (sorted keys), the same bytes on both engines; replaced, never mutated."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def named_enum(kind: type[enum.Enum], name: str) -> sa.Enum:
    """A closed list kept as its values in a text column, guarded by a named CHECK."""
    return sa.Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


_reading: ContextVar[bool] = ContextVar("matchmaker_reading", default=True)


@contextmanager
def access(*, read_only: bool) -> Iterator[None]:
    """Say how the transactions begun inside are meant.

    In WAL mode a transaction that reads and then writes fails with BUSY whatever the timeout, so
    SQLite's writers must say at BEGIN that they will write.
    """
    token = _reading.set(read_only)
    try:
        yield
    finally:
        _reading.reset(token)


def prepare_sqlite(engine: Engine, *, foreign_keys: bool = True) -> None:
    """WAL, full durability, foreign keys (off in migrations only), BEGIN spoken by us, not the driver."""
    keys = f"foreign_keys={'ON' if foreign_keys else 'OFF'}"
    patience = f"busy_timeout={int(PATIENCE * 1000)}"

    @sa.event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (patience, "journal_mode=WAL", "synchronous=FULL", keys):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if _reading.get():
            connection.exec_driver_sql("BEGIN")
        else:
            _begin_writing(connection)


# Seconds that a writer waits for its turn before the page says 503.
PATIENCE = 25.0
# Seconds between two tries of a writer that has just come, and of one that has waited for `AGED` seconds.
# Each try costs some 50 µs: sixteen that wait take a quarter of a core at most.
YOUNG, OLD, AGED = 0.02, 0.003, 0.4


def _begin_writing(connection: Connection) -> None:
    """Take the write lock; whoever has waited longer asks for it more often.

    SQLite's own busy handler does the contrary: it asks less and less often, so that under sixteen writers
    the unlucky wait ten seconds while the lucky write time after time.
    """
    raw = connection.connection.dbapi_connection
    assert raw is not None
    begun = time.monotonic()
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while _busy(raw) and (waited := time.monotonic() - begun) < PATIENCE:
            time.sleep(max(OLD, YOUNG * (1 - waited / AGED)))
        if not raw.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # once more, for the error in SQLAlchemy's words
    finally:
        raw.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")


def _busy(raw: Any) -> bool:
    """Try to take the write lock; True when another has it. Any other fault comes back at the next try."""
    try:
        raw.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY  # the low byte of an extended code
    return False
