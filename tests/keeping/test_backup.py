"""A backup taken and restored: the same rows, the same chain, the same files, and no mail twice."""

from __future__ import annotations

import json
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.journal.services import verify
from matchmaker.notifications.models import OutboxMail
from matchmaker.search import sync
from matchmaker.web.transaction import transaction
from tests.factories import Make
from tests.factories.make import NOW
from tests.keeping.conftest import Machine

Command = Callable[..., object]


def rows(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    with app.app_context(), access(read_only=True), db.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=str)
            for table in db.metadata.sorted_tables
        }


@pytest.mark.parametrize("engine", ["own", "sqlite"])
def test_an_empty_machine_becomes_the_one_that_was_saved(
    used: Flask, machine: Machine, command: Command, tmp_path: Path, engine: str
) -> None:
    """Row K13; on PostgreSQL also across engines."""
    archive, other = tmp_path / "b.tar", machine(engine)
    saved, restored = command(used, "backup", archive), command(other, "restore", archive)

    assert (saved.exit_code, restored.exit_code) == (0, 0), saved.output + restored.output
    assert rows(other) == rows(used)
    kept = other.config["SETTINGS"].data_dir / "files" / "12" / "Cahier été.pdf"
    assert kept.read_bytes() == b"%PDF-1.7 " + bytes(range(256))


def test_the_restored_machine_verifies_is_searchable_and_goes_on(
    used: Flask, machine: Machine, command: Command, tmp_path: Path
) -> None:
    archive, other = tmp_path / "b.tar", machine("own")
    command(used, "backup", archive)
    command(other, "restore", archive)
    with used.app_context():
        known = verify()
    with other.app_context():
        assert (verify(), sync.differences()) == (known, [])

    make = Make(other)
    make.user(email="nouvelle@exemple.invalid")  # numbers go on after the highest
    make.need()


def test_the_archive_is_private_says_what_it_holds_and_any_sqlite_reads_it(
    used: Flask, command: Command, tmp_path: Path
) -> None:
    archive = tmp_path / "b.tar"
    command(used, "backup", archive)
    with tarfile.open(archive) as tar:
        names = tar.getnames()
        told = json.load(tar.extractfile("manifest.json"))["manifest"]
        head = tar.extractfile("database.sqlite3").read(15)

    assert (os.stat(archive).st_mode & 0o777, head) == (0o600, b"SQLite format 3")
    assert names == ["database.sqlite3", "files/12/Cahier été.pdf", "manifest.json"]
    assert (told["entries"], told["tables"]["needs"]) == (3, 1)


def test_a_backup_is_never_written_over_another(used: Flask, command: Command, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar"
    archive.write_text("precious")
    found = command(used, "backup", archive)

    assert (found.exit_code, archive.read_text(), os.listdir(tmp_path)) == (1, "precious", ["b.tar"])


@pytest.mark.parametrize("send", [False, True])
def test_no_mail_leaves_a_second_time(
    used: Flask, machine: Machine, command: Command, tmp_path: Path, send: bool
) -> None:
    """Row K13: what was not sent yet is held, unless asked otherwise; what was sent stays sent."""
    mails = {"kind": "test", "recipient": "a@exemple.invalid", "subject": "s", "text": "t", "html": "h"}
    with used.app_context(), transaction():
        for key, sent in (("sent", NOW), ("waiting", None)):
            db.session.add(OutboxMail(key=key, created_at=NOW, due_at=NOW, sent_at=sent, **mails))
    archive, other = tmp_path / "b.tar", machine("own")
    command(used, "backup", archive)
    command(other, "restore", archive, *(["--send"] if send else []))

    with other.app_context():
        found = {mail.key: (mail.sent_at, mail.held) for mail in db.session.query(OutboxMail)}
    assert found == {"sent": (NOW, False), "waiting": (None, not send)}


@pytest.mark.parametrize(("decision", "sent"), [("release", False), ("discard", True)])
def test_held_mails_wait_for_a_decision(used: Flask, command: Command, decision: str, sent: bool) -> None:
    mails = {"kind": "test", "recipient": "a@exemple.invalid", "text": "t", "html": "h"}
    with used.app_context(), transaction():
        for key in ("one", "two"):
            db.session.add(OutboxMail(key=key, subject=key, created_at=NOW, due_at=NOW, held=True, **mails))
    listed = command(used, "outbox", "held").stdout.splitlines()
    command(used, "outbox", decision, listed[0].split("\t")[0])

    with used.app_context():
        found = {mail.key: (mail.held, mail.sent_at is not None) for mail in db.session.query(OutboxMail)}
    assert ([line.split("\t")[3] for line in listed], found) == (
        ["one", "two"],
        {"one": (False, sent), "two": (True, False)},
    )
