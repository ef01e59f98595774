"""How Alembic meets the application: its engine, its tables, and SQLite's batch mode."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool

from matchmaker import database

# The queue keeps its own tables in the same PostgreSQL database when JOBS_URL says so.
NOT_OURS = ("huey", "kv", "schedule", "task", "counter")


def ours(_obj: Any, name: str | None, kind: str, reflected: bool, _compare_to: Any) -> bool:
    return not (kind == "table" and reflected and str(name).startswith(NOT_OURS))


@contextmanager
def connection_for(engine: Engine) -> Iterator[Connection]:
    """A connection of its own. In SQLite batch mode rebuilds tables, so foreign keys are checked at the end."""
    own = engine.execution_options() if engine.dialect.name != "sqlite" else _without_foreign_keys(engine)
    with database.access(read_only=False), own.connect() as connection:
        yield connection


def _without_foreign_keys(engine: Engine) -> Engine:
    import sqlalchemy as sa

    own = sa.create_engine(engine.url, poolclass=NullPool)
    database.prepare_sqlite(own, foreign_keys=False)
    return own


def run() -> None:
    extension = current_app.extensions["migrate"].db
    with connection_for(extension.engine) as connection:
        context.configure(
            connection=connection,
            target_metadata=extension.metadata,
            render_as_batch=True,
            compare_type=True,
            include_object=ours,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if (
                connection.dialect.name == "sqlite"
                and connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            ):
                raise RuntimeError("a migration left rows that point nowhere; nothing was changed")


run()
