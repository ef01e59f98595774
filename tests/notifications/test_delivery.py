"""From the outbox to a real mail server: once, in order, retried, and never at the expense of the site."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.extensions import db
from matchmaker.notifications import delivery
from matchmaker.notifications.models import OutboxMail
from matchmaker.search.models import IndexChange
from matchmaker.web.transaction import transaction
from tests.notifications.conftest import Letterbox

Put = Callable[..., int]
State = Callable[[int], OutboxMail]
Run = Callable[[], None]


def make_due(app: Flask) -> None:
    """The wait before the next try is over."""
    with app.app_context(), transaction():
        db.session.execute(sa.update(OutboxMail).values(due_at=datetime.now(UTC) - timedelta(minutes=1)))


def test_a_mail_is_sent_once(letterbox: Letterbox, put: Put, state: State, deliver: Run) -> None:
    number = put()
    deliver()
    deliver()

    (mail,) = letterbox.mails
    assert (mail["Subject"], mail["To"], mail["Auto-Submitted"]) == (
        "Bonjour",
        "ines@exemple.invalid",
        "auto-generated",
    )
    assert mail.get_body(("plain",)).get_content().strip() == "Oui"
    assert mail.get_body(("html",)).get_content().strip() == "<p>Oui</p>"
    assert (state(number).sent_at is not None, state(number).attempts) == (True, 1)


def test_accents_and_emoji_arrive(letterbox: Letterbox, put: Put, deliver: Run) -> None:
    put(subject="Été à Lille 🎉 – œuvre", text="Ça marche « très » bien\n")
    deliver()

    assert letterbox.subjects == ["Été à Lille 🎉 – œuvre"]
    assert letterbox.mails[0].get_body(("plain",)).get_content() == "Ça marche « très » bien\r\n"


def test_a_backlog_longer_than_a_batch_leaves_in_one_run(
    letterbox: Letterbox, put: Put, deliver: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row R1."""
    monkeypatch.setattr(delivery, "BATCH", 3)
    for number in range(8):
        put(f"k{number}", subject=f"Mail {number}")
    deliver()

    assert letterbox.subjects == [f"Mail {number}" for number in range(8)]


def test_what_is_not_due_waits(letterbox: Letterbox, put: Put, deliver: Run) -> None:
    put(due_at=datetime.now(UTC) + timedelta(hours=1))
    deliver()

    assert letterbox.mails == []


def test_a_mail_held_back_waits_for_a_decision(
    letterbox: Letterbox, put: Put, state: State, deliver: Run
) -> None:
    """Row K13: after a restore nobody knows whether the machine before has sent it."""
    number = put(held=True)
    deliver()

    assert (letterbox.mails, state(number).attempts) == ([], 0)


def test_without_server_mails_stay_in_the_outbox(app: Flask, put: Put, state: State, deliver: Run) -> None:
    number = put()
    deliver()

    assert (state(number).sent_at, state(number).attempts) == (None, 0)


def test_a_server_that_is_down_is_tried_again_later(
    app: Flask, post_office: None, put: Put, state: State, deliver: Run, request: pytest.FixtureRequest
) -> None:
    """Row R1: the state is visible, the next try waits, then the mail leaves once."""
    number = put()
    deliver()
    waiting = state(number)
    deliver()
    again = state(number)
    letterbox: Letterbox = request.getfixturevalue("letterbox")
    make_due(app)
    deliver()

    assert (waiting.sent_at, waiting.attempts, "refused" in waiting.last_error.lower()) == (None, 1, True)
    assert (waiting.due_at > datetime.now(UTC), again.attempts) == (True, 1)
    assert (len(letterbox.mails), state(number).last_error) == (1, None)


def test_the_wait_grows_and_ends(app: Flask, post_office: None, put: Put, state: State, deliver: Run) -> None:
    number, waits = put(), []
    for _ in range(delivery.GIVE_UP_AFTER + 2):
        make_due(app)
        deliver()
        waits.append(round((state(number).due_at - datetime.now(UTC)).total_seconds() / 60))

    assert waits[:10] == [2, 4, 8, 16, 32, 64, 128, 256, 512, 512]
    assert state(number).attempts == delivery.GIVE_UP_AFTER


def test_a_refused_reader_does_not_stop_the_others(
    letterbox: Letterbox, put: Put, state: State, deliver: Run
) -> None:
    letterbox.refused = {"nobody@exemple.invalid"}
    refused = put("a", recipient="nobody@exemple.invalid", subject="Perdu")
    put("b", subject="Arrivé")
    deliver()

    assert letterbox.subjects == ["Arrivé"]
    assert (state(refused).sent_at, "550" in state(refused).last_error) == (None, True)


@pytest.mark.parametrize(
    "values",
    [
        {"recipient": "a@exemple.invalid\r\nBcc: b@exemple.invalid"},
        {"recipient": "a@exemple.invalid\nBcc: b@exemple.invalid"},
        {"subject": "Bonjour\r\nBcc: b@exemple.invalid"},
        {"recipient": "é\ud83d\ude00@exemple.invalid".encode("utf-16", "surrogatepass").decode("utf-16")},
        {"recipient": ""},
        {"recipient": "a@exemple.invalid, b@exemple.invalid <"},
    ],
)
def test_no_header_can_be_injected_and_a_poisoned_mail_stops_nobody(
    letterbox: Letterbox, put: Put, deliver: Run, values: dict[str, str]
) -> None:
    """Row X3."""
    put("a", **values)
    put("b", subject="Arrivé")
    deliver()

    assert letterbox.subjects[-1] == "Arrivé"
    assert [mail["Bcc"] for mail in letterbox.mails] == [None] * len(letterbox.mails)


def test_a_kill_between_sending_and_the_mark_repeats_that_mail_only_recognisably(
    app: Flask, letterbox: Letterbox, put: Put, deliver: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row K9."""
    for key in ("a", "b", "c"):
        put(key, subject=key)
    marked = delivery.note

    def killed_at_b(mail: OutboxMail, **values: object) -> None:
        if mail.key == "b":
            raise SystemExit
        marked(mail, **values)

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(delivery, "note", killed_at_b)
        deliver()
    deliver()
    make_due(app)
    deliver()

    assert letterbox.subjects == ["a", "b", "c", "b"]
    assert letterbox.mails[1]["Message-ID"] == letterbox.mails[3]["Message-ID"]
    assert len({mail["Message-ID"] for mail in letterbox.mails}) == 3


def test_two_workers_never_send_the_same_mail(
    app: Flask, letterbox: Letterbox, put: Put, deliver: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other worker empties the outbox between our reading and our sending."""
    put()
    read, done = delivery.due, []

    def slow(now: datetime) -> list[OutboxMail]:
        found = read(now)
        if not done:
            done.append(True)
            deliver()
        return found

    monkeypatch.setattr(delivery, "due", slow)
    deliver()

    assert len(letterbox.mails) == 1


def test_the_site_can_write_while_the_mail_server_is_slow(
    app: Flask, letterbox: Letterbox, put: Put, deliver: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sending holds no lock: another connection writes in the middle of it, at once."""
    put()
    compose, written = delivery.as_email, []

    def meanwhile(mail: OutboxMail, sender: str) -> object:
        with db.engine.connect() as other:
            other.exec_driver_sql("ROLLBACK")
            if other.dialect.name == "sqlite":
                other.exec_driver_sql("PRAGMA busy_timeout=0")
            other.exec_driver_sql("BEGIN")
            other.execute(sa.insert(IndexChange).values(kind="need", object_id=1, at=datetime.now(UTC)))
            other.commit()
            written.append(mail.key)
        return compose(mail, sender)

    monkeypatch.setattr(delivery, "as_email", meanwhile)
    deliver()

    assert (written, len(letterbox.mails)) == (["k1"], 1)
