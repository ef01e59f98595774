"""A program and a database that do not go together: a sentence, an exit status, nothing served."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.extensions import db
from matchmaker.keeping import schema, start
from matchmaker.keeping.errors import Refused
from matchmaker.keeping.schema import Schema
from tests.keeping.conftest import Machine

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., object]


def pretend(revision: str) -> None:
    db.session.execute(sa.text("UPDATE alembic_version SET version_num = :found").bindparams(found=revision))
    db.session.commit()


@pytest.mark.parametrize(
    ("revision", "found"),
    [(schema.newest(), Schema.CURRENT), ("0001", Schema.OLDER), ("9999", Schema.NEWER)],
)
def test_the_schema_is_told_from_others(context: Flask, revision: str, found: Schema) -> None:
    """Row K14."""
    pretend(revision)

    assert schema.state() is found


def test_a_database_without_tables_is_empty(machine: Machine) -> None:
    with machine("own").app_context():
        assert schema.state() is Schema.EMPTY


@pytest.mark.parametrize("command", [["worker"], ["serve"], ["backup", "b.tar"]])
@pytest.mark.parametrize(
    ("revision", "words"), [("9999", "install that version"), ("0001", "flask db upgrade")]
)
def test_commands_refuse_another_schema(
    context: Flask, command: list[str], revision: str, words: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pretend(revision)
    found = context.test_cli_runner().invoke(args=command)

    assert (found.exit_code, words in found.stderr + str(found.exception)) == (1, True)
    assert os.listdir(tmp_path) == []


def test_a_database_that_is_away_does_not_stop_the_start(context: Flask, monkeypatch) -> None:
    """It may come back; pages say 503 until then."""

    def away() -> None:
        raise sa.exc.OperationalError("SELECT 1", {}, Exception("connection refused"))

    monkeypatch.setattr(schema, "require_current", away)

    start.check(context)


def test_a_start_on_the_right_schema_says_nothing(context: Flask) -> None:
    start.check(context)
    pretend("9999")

    with pytest.raises(Refused):
        start.check(context)


def server(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Load the application as a web server does: outside `flask`."""
    return subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_web_server_ends_with_a_sentence(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "matchmaker.sqlite3")
    connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.commit()
    connection.close()
    found = server(tmp_path)

    assert (found.returncode, found.stderr) == (4, Schema.NEWER.value + "\n")


def test_wrong_settings_end_the_start_with_sentences(tmp_path: Path) -> None:
    found = server(tmp_path, MATCHMAKER_ENV="production")

    assert (found.returncode, "Traceback" in found.stderr) == (4, False)
    assert "SECRET_KEY is required in production" in found.stderr
