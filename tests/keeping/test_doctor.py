"""`flask doctor`: each illness is found by its own check, and the well are left in peace."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from config import Settings
from matchmaker import heartbeat
from matchmaker.extensions import db
from matchmaker.heartbeat import WorkerBeat
from matchmaker.journal.models import Entry
from matchmaker.keeping import doctor
from matchmaker.notifications.models import OutboxMail
from matchmaker.search.models import IndexChange
from matchmaker.web.transaction import transaction
from tests.factories import Make
from tests.journal.conftest import acts, falsify  # noqa: F401 - the journal's fixtures

LONG_AGO = datetime.now(UTC) - timedelta(hours=3)
MAIL = {"kind": "test", "recipient": "a@exemple.invalid", "subject": "s", "text": "t", "html": "h"}


def states() -> dict[str, str]:
    """The worst state of each part."""
    rank = {"well": 0, "warning": 1, "bad": 2}
    found: dict[str, str] = {}
    for one in doctor.examine():
        state = one.state.name.lower()
        found[one.part] = max(found.get(one.part, "well"), state, key=lambda name: rank[name])
    return found


def details(part: str) -> str:
    return " ".join(one.detail for one in doctor.examine() if one.part == part)


@pytest.fixture
def healthy(context: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    settings = dataclasses.replace(context.config["SETTINGS"], mail_url="smtp://127.0.0.1")
    monkeypatch.setitem(context.config, "SETTINGS", settings)
    os.chmod(settings.data_dir, 0o700)
    with transaction():
        heartbeat.beat()
        context.extensions["match"].rebuild()
    return context


def test_nothing_is_said_of_the_well(healthy: Flask) -> None:
    assert set(states().values()) == {"well"}


def test_the_command_ends_with_1_when_something_is_bad(healthy: Flask) -> None:
    well = healthy.test_cli_runner().invoke(args=["doctor"])
    with transaction():
        db.session.add(OutboxMail(key="k", created_at=LONG_AGO, due_at=LONG_AGO, **MAIL))
    ill = healthy.test_cli_runner().invoke(args=["doctor", "--format", "json"])

    assert (well.exit_code, ill.exit_code) == (0, 1)
    assert [row["part"] for row in json.loads(ill.stdout) if row["state"] == "bad"] == ["outbox"]


def test_a_late_mail_is_bad_and_one_given_up_or_held_is_told(healthy: Flask) -> None:
    with transaction():
        for key, values in (("a", {"attempts": 12}), ("b", {"held": True})):
            db.session.add(OutboxMail(key=key, created_at=LONG_AGO, due_at=LONG_AGO, **MAIL, **values))
    told = (
        states()["outbox"],
        "1 mails were given up" in details("outbox"),
        "1 mails are held" in details("outbox"),
    )
    with transaction():
        db.session.add(OutboxMail(key="c", created_at=LONG_AGO, due_at=LONG_AGO, **MAIL))

    assert (told, states()["outbox"]) == (("warning", True, True), "bad")


def test_a_silent_worker_is_bad_once_something_waits(healthy: Flask) -> None:
    with transaction():
        db.session.execute(sa.update(WorkerBeat).values(at=LONG_AGO))
    resting = states()["worker"]
    with transaction():
        db.session.add(IndexChange(kind="need", object_id=1, at=LONG_AGO))

    assert (resting, states()["worker"]) == ("warning", "bad")


def test_a_falsified_journal_is_named(
    healthy: Flask,
    acts: Callable[[int], list[Entry]],  # noqa: F811
    falsify: Callable[..., None],  # noqa: F811
) -> None:
    acts(3)
    falsify("UPDATE journal_entries SET role = 'x' WHERE seq = 2")

    assert (states()["journal"], "broken at entry 2" in details("journal")) == ("bad", True)


def test_a_journal_without_its_guards_is_bad(healthy: Flask, falsify: Callable[..., None]) -> None:  # noqa: F811
    falsify()

    assert (states()["journal"], "no longer guards it" in details("journal")) == ("bad", True)


def test_an_index_that_differs_is_bad(healthy: Flask, make: Make) -> None:
    """Row K11: a difference that no waiting change explains."""
    make.need()
    before = states()["search index"]
    with transaction():
        db.session.execute(sa.delete(IndexChange))

    assert (before, states()["search index"]) == ("well", "bad")


@pytest.mark.parametrize(
    ("mode", "production", "state"), [(0o755, True, "bad"), (0o755, False, "warning"), (0o750, True, "well")]
)
def test_a_folder_open_to_others_is_told(
    healthy: Flask, tmp_path: Path, mode: int, production: bool, state: str
) -> None:
    (tmp_path / "secret_key").write_text("x")
    os.chmod(tmp_path / "secret_key", 0o644)
    os.chmod(tmp_path, mode)
    environment = "production" if production else "development"
    settings: Settings = dataclasses.replace(
        healthy.config["SETTINGS"], data_dir=tmp_path, environment=environment
    )

    assert [one.state.name.lower() for one in doctor.folder(settings)] == [state]


def test_a_full_disk_is_bad(healthy: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": 1 << 20}))

    assert states()["disk"] == "bad"


def test_a_damaged_database_is_bad_and_the_other_checks_go_on(healthy: Flask, monkeypatch) -> None:
    def broken(_settings: Settings) -> list[doctor.Finding]:
        raise sa.exc.DatabaseError("PRAGMA", {}, Exception("database disk image is malformed"))

    broken.__name__ = "integrity"
    monkeypatch.setattr(doctor, "CHECKS", (broken, *doctor.CHECKS[1:]))
    found = states()

    assert (found["integrity"], found["outbox"]) == ("bad", "well")


def test_another_schema_is_bad_and_its_tables_are_left_alone(healthy: Flask) -> None:
    db.session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    db.session.commit()
    found = states()

    assert (found["schema"], "journal" in found) == ("bad", False)


def test_settings_that_production_should_not_have_are_told(healthy: Flask) -> None:
    settings = dataclasses.replace(
        healthy.config["SETTINGS"], environment="production", mail_from="a@b.invalid"
    )
    found = [one.detail for one in doctor.settings_chosen(settings) if one.state is doctor.State.WARNING]

    assert [line.split()[0] for line in found] == [
        "MAIL_FROM",
        "CONTACT_EMAIL",
        "RATELIMIT_STORAGE_URI",
        "TRUSTED_PROXIES",
    ]
