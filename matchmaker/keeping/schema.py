"""Is the database's schema the one that this version of the program was written for?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

import flask_migrate
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask, current_app

from matchmaker import database
from matchmaker.extensions import db, migrate
from matchmaker.keeping.errors import Refused

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


class Schema(Enum):
    """How the database stands to the program, and what to do about it."""

    CURRENT = "the schema is the one that this version needs"
    EMPTY = "the database has no table yet: run `flask db upgrade`"
    OLDER = "the database has the schema of an earlier version: make a backup, then run `flask db upgrade`"
    NEWER = (
        "the database has the schema of a later version of the program, which this one could damage: "
        "install that version again"
    )


def newest() -> str:
    """The revision that the program's migrations lead to."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None
    return head


def known() -> list[str]:
    return [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]


def revision(connection: sa.Connection) -> str | None:
    """What the database says of itself; None when it was never migrated."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def state_of(found: str | None) -> Schema:
    if found is None:
        return Schema.EMPTY
    if found == newest():
        return Schema.CURRENT
    return Schema.OLDER if found in known() else Schema.NEWER


def state() -> Schema:
    with database.access(read_only=True), db.engine.connect() as connection:
        return state_of(revision(connection))


def require_current() -> None:
    """Raises Refused unless the schema is the program's own."""
    found = state()
    if found is not Schema.CURRENT:
        raise Refused(found.value)


@contextmanager
def opened(path: Path) -> Iterator[Flask]:
    """A SQLite file beside the application's database, with the session and the migrations on it."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{path}"
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    with app.app_context():
        database.prepare_sqlite(db.engine)
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def upgrade() -> None:
    """Bring the current application's database to the newest schema."""
    try:
        flask_migrate.upgrade()
    except SystemExit as failure:  # flask_migrate has logged the reason
        name = current_app.config["SQLALCHEMY_DATABASE_URI"].rsplit("/", 1)[-1]
        raise Refused(f"the schema of {name} could not be brought up to date") from failure
