"""Kills, full disks, migrations interrupted: what was acknowledged stays, what was not leaves no half."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import db
from matchmaker.journal.services import verify
from matchmaker.keeping import archive, schema
from matchmaker.needs.models import Need
from matchmaker.needs.services import drafts
from matchmaker.web.transaction import Application, transaction
from tests.factories.make import NOW
from tests.keeping.conftest import Machine

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., object]


def write(app: Flask, browser: str) -> int:
    """A need begun and journalled; its number once it is acknowledged."""
    with app.app_context(), transaction():
        return drafts.start(Actor(draft_key=browser), now=NOW).id


def needs(app: Flask) -> set[int]:
    with app.app_context():
        return {row[0] for row in db.session.query(Need.id)}


def test_a_backup_while_others_write_holds_all_that_was_acknowledged_before(
    app: Application, machine: Machine, command: Command, tmp_path: Path
) -> None:
    """Row K13."""
    before, stop = {write(app, f"before {number}") for number in range(5)}, threading.Event()
    written: list[int] = []

    def go_on(writer: int) -> None:
        while not stop.is_set():
            written.append(write(app, f"{writer} {len(written)}"))

    writers = [threading.Thread(target=go_on, args=(number,)) for number in range(4)]
    for one in writers:
        one.start()
    saved = command(app, "backup", tmp_path / "b.tar")
    stop.set()
    for one in writers:
        one.join()
    restored = machine("own")

    assert (saved.exit_code, command(restored, "restore", tmp_path / "b.tar").exit_code) == (0, 0)
    assert before <= needs(restored) <= before | set(written)
    with restored.app_context():
        assert verify()[0] == len(needs(restored))


def test_killed_writers_lose_nothing_acknowledged(tmp_path: Path) -> None:
    """Row K8, six kills; `benchmarks/kills.py` does fifty."""
    script = [sys.executable, "benchmarks/kills.py", "--kills", "6", "--longest", "0.5"]
    found = subprocess.run(
        [*script, "--folder", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (found.returncode, "nothing lost" in found.stdout) == (0, True), found.stdout + found.stderr


@pytest.mark.database
@pytest.mark.parametrize("statements", [3, 40, 80])
def test_a_migration_killed_in_the_middle_is_begun_again(machine: Machine, statements: int) -> None:
    """Row K14: SIGKILL, not an error that the program could still answer."""
    app = machine("own")
    child = os.fork()
    if child == 0:
        _migrate_and_die(app, statements)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL

    with app.app_context():
        assert schema.state() is schema.Schema.EMPTY
        flask_migrate.upgrade()
        assert schema.state() is schema.Schema.CURRENT
        flask_migrate.check()


def _migrate_and_die(app: Flask, statements: int) -> None:
    """In a process of its own, which ends here whatever happens."""
    seen: list[str] = []

    def count(_connection, _cursor, statement: str, *_rest: object) -> None:
        seen.append(statement)
        if len(seen) == statements:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        sa.event.listen(sa.Engine, "after_cursor_execute", count)
        with app.app_context():
            flask_migrate.upgrade()
    finally:
        os._exit(1)


@contextmanager
def full_disk(app: Flask) -> Iterator[None]:
    """The database may not grow by a single page, on any connection opened inside."""

    def limit(connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    with app.app_context():
        engine = db.engine
        engine.dispose()
    sa.event.listen(engine, "connect", limit)
    yield
    sa.event.remove(engine, "connect", limit)
    engine.dispose()


def test_a_full_disk_keeps_the_old_state_and_writes_go_on_once_there_is_room(app: Flask) -> None:
    """Row K10: refused as a whole, and what was there stays."""
    acknowledged = {write(app, "before")}
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        pytest.skip("the limit is SQLite's")
    with full_disk(app), pytest.raises(sa.exc.OperationalError, match="full"):
        for number in range(500):  # free pages may still take a few
            acknowledged.add(write(app, f"full {number}"))

    acknowledged.add(write(app, "after"))
    assert needs(app) == acknowledged
    with app.app_context():
        assert verify()[0] == len(acknowledged)


@pytest.mark.parametrize("during", ["room", "writing"])
def test_a_backup_that_finds_no_room_leaves_nothing(
    used: Flask, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, during: str
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if during == "room":
        monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": 1000}))
    else:
        monkeypatch.setattr(archive, "_add_bytes", full)
    if during == "room" and used.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        pytest.skip("the size of a server's database is not known beforehand")
    (tmp_path / "backups").mkdir()
    found = command(used, "backup", tmp_path / "backups" / "b.tar")

    assert (found.exit_code, found.stderr.splitlines()[-1].startswith("Refused: ")) == (1, True)
    assert os.listdir(tmp_path / "backups") == []


def test_a_restore_that_finds_no_room_leaves_nothing(
    used: Flask, machine: Machine, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command(used, "backup", tmp_path / "b.tar")
    other = machine("sqlite")
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": 1000}))
    found = command(other, "restore", tmp_path / "b.tar")

    assert (found.exit_code, "MiB are free" in found.stderr) == (1, True)
    assert "matchmaker.sqlite3" not in os.listdir(other.config["SETTINGS"].data_dir)
