"""The schema that migrations make: equal to the models, up and down, with rows in it, and never half made."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask

from config import Settings
from matchmaker.accounts.actor import Actor
from matchmaker.app import create_app
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from tests import databases
from tests.databases import Server
from tests.factories import Make
from tests.factories.make import NOW

Schema = dict[str, Any]
ROOT = Path(__file__).resolve().parents[1]
# What a step makes itself is emptied, or made anew, when it is undone and done again.
MADE_ANEW = {"journal_entries", "journal_head", "membership_grounds"}


@pytest.fixture
def empty(server: Server, settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database without any table, on the engine of this run."""
    url, drop = _new_database(server, tmp_path)
    app = create_app(dataclasses.replace(settings, database_url=url, data_dir=tmp_path))
    with app.app_context():
        yield app
    databases.dispose(app)
    drop()


def _new_database(server: Server, tmp_path: Path) -> tuple[str, Any]:
    if not isinstance(server, databases.Postgresql):
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}", lambda: None
    name = f"empty_{uuid.uuid4().hex[:12]}"
    server.admin.execute(f"CREATE DATABASE {name}")
    url = server._url(name).replace("postgresql://", "postgresql+psycopg://")
    return url, lambda: server.admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def schema() -> Schema:
    """Every table with its columns, constraints, indexes, and the triggers beside them."""
    inspector = sa.inspect(db.engine)
    tables = {
        table: {
            "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)},
            "key": inspector.get_pk_constraint(table),
            "unique": sorted(inspector.get_unique_constraints(table), key=str),
            "checks": sorted(inspector.get_check_constraints(table), key=str),
            "foreign": sorted(inspector.get_foreign_keys(table), key=str),
            "indexes": sorted(map(index, inspector.get_indexes(table)), key=str),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }
    return {"tables": tables, "triggers": triggers()}


def index(found: Any) -> dict[str, Any]:
    """The condition of a partial index in its words: two clauses of the same words are not equal."""
    options = found.get("dialect_options", {})
    return {**found, "dialect_options": {name: str(value) for name, value in options.items()}}


def triggers() -> list[str]:
    name = {"sqlite": "name FROM sqlite_master WHERE type = 'trigger'"}
    query = name.get(db.engine.dialect.name, "tgname FROM pg_trigger WHERE NOT tgisinternal")
    with db.engine.connect() as connection:
        return sorted(connection.exec_driver_sql(f"SELECT {query}").scalars())


def revision() -> str | None:
    with db.engine.connect() as connection:
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def rows() -> dict[str, list[tuple[Any, ...]]]:
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=str)
            for table in db.metadata.sorted_tables
        }


def revisions() -> list[str]:
    """From the first to the newest."""
    script = ScriptDirectory(str(ROOT / "migrations"))
    return [one.revision for one in reversed(list(script.walk_revisions()))]


@pytest.mark.database
def test_the_migrations_make_what_the_models_say(empty: Flask) -> None:
    flask_migrate.upgrade()

    flask_migrate.check()  # exits when a migration would still find something to do


@pytest.mark.database
def test_a_model_that_no_migration_knows_is_seen(empty: Flask) -> None:
    flask_migrate.upgrade()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE form_keys DROP COLUMN location")

    with pytest.raises(SystemExit):
        flask_migrate.check()


@pytest.mark.database
def test_down_to_nothing_and_up_again_gives_the_same(empty: Flask) -> None:
    flask_migrate.upgrade()
    first = schema()
    flask_migrate.downgrade(revision="base")
    nothing = schema()
    flask_migrate.upgrade()

    assert nothing == {"tables": {}, "triggers": []}
    assert schema() == first


@pytest.mark.database
def test_each_step_down_and_up_again_gives_the_same(empty: Flask) -> None:
    for number in revisions():
        flask_migrate.upgrade(revision=number)
        there = schema()
        flask_migrate.downgrade(revision="-1")
        flask_migrate.upgrade(revision=number)
        assert schema() == there, number


def test_there_is_one_line_of_history() -> None:
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1


@pytest.mark.database
def test_every_constraint_and_index_has_a_name(empty: Flask) -> None:
    """SQLite's batch migrations can only drop what has a name."""
    flask_migrate.upgrade()
    nameless = [
        (table, part)
        for table, facts in schema()["tables"].items()
        for part in ("key", "unique", "checks", "foreign", "indexes")
        for one in ([facts[part]] if part == "key" else facts[part])
        if not one["name"] or one["name"].startswith("sqlite_autoindex")
    ]

    assert nameless == []


@pytest.fixture
def filled(empty: Flask) -> Flask:
    """A migrated database with at least one row of each of the main kinds."""
    flask_migrate.upgrade()
    make = Make(empty)
    make.member(make.buyer(kinds=()), "buyer")
    make.need(lots=[{"title": "Lot nord"}], questions=["Quand ?"])
    make.offer(labels=[{"name": "Imprim’Vert"}])
    record(Actor(user_id=1), Action.NEED_CHANGED, "need", 1, now=NOW)
    db.session.commit()
    db.session.remove()
    return empty


@pytest.mark.database
def test_a_step_down_and_up_keeps_the_rows(filled: Flask) -> None:
    """Row K14. The newest step is undone and done again; what it made itself may be emptied."""
    before = rows()
    flask_migrate.downgrade(revision="-1")
    flask_migrate.upgrade()
    after = rows()

    assert {name for name in before if before[name] != after[name]} <= MADE_ANEW
    assert before["needs"] != []


@pytest.mark.database
def test_the_first_step_down_takes_everything_and_leaves_no_remains(filled: Flask) -> None:
    flask_migrate.downgrade(revision="base")

    assert schema()["tables"] == {}


@pytest.mark.database
def test_an_interrupted_migration_leaves_the_old_schema(
    empty: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row K14: a failure after the last statement of the last step undoes all of it."""
    first = revisions()[0]
    flask_migrate.upgrade(revision=first)
    there = schema()
    script = ScriptDirectory(str(ROOT / "migrations"))
    path = script.get_revision(script.get_current_head()).path
    _break(monkeypatch, path)

    with pytest.raises(OSError, match="the power went"):
        flask_migrate.upgrade()
    assert (schema(), revision()) == (there, first)


@pytest.mark.database
def test_an_interrupted_start_leaves_nothing(empty: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    script = ScriptDirectory(str(ROOT / "migrations"))
    _break(monkeypatch, script.get_revision(revisions()[0]).path)

    with pytest.raises(OSError, match="the power went"):
        flask_migrate.upgrade()
    assert schema() == {"tables": {}, "triggers": []}


def _break(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """The migration of that file fails once all of its statements have been carried out."""
    from alembic.util import pyfiles

    load = pyfiles.load_module_py

    def broken(module_id: str, found: Any) -> Any:
        module = load(module_id, found)
        if str(found) == path:
            done = module.upgrade

            def upgrade() -> None:
                done()
                raise OSError("the power went")

            module.upgrade = upgrade
        return module

    monkeypatch.setattr(pyfiles, "load_module_py", broken)
