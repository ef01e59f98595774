"""How Alembic meets the application: its engine, its tables, and SQLite's batch mode."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import text

# The queue keeps its own tables in the same PostgreSQL database when JOBS_URL says so.
NOT_OURS = ("huey", "kv", "schedule", "task", "counter")


def ours(obj: Any, name: str | None, kind: str, reflected: bool, _compare_to: Any) -> bool:
    return not (kind == "table" and reflected and str(name).startswith(NOT_OURS))


def run() -> None:
    database = current_app.extensions["migrate"].db
    sqlite = database.engine.dialect.name == "sqlite"
    with database.engine.connect() as connection:
        if sqlite:  # batch mode rebuilds tables: rows that point at them must not fall with the old one
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            compare_type=True,
            include_object=ours,
        )
        with context.begin_transaction():
            context.run_migrations()
        if sqlite and connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
            raise RuntimeError("a migration left rows that point nowhere; nothing was changed")
        connection.commit()


run()
