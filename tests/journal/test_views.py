"""The journal's public page, the program it offers, and the administrators' export."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Actor
from matchmaker.journal import access, checking, messages, queries
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record, verify
from matchmaker.web.transaction import transaction
from tests.factories import Make
from tests.factories.make import NOW
from tools import verify_journal


def act(app: Flask, at: datetime = NOW) -> str:
    with app.app_context(), transaction():
        return record(Actor(user_id=1), Action.NEED_CHANGED, "need", 1, now=at).hash


def test_the_page_shows_the_head_and_that_of_each_day(app: Flask, client: FlaskClient) -> None:
    now = datetime.now(UTC)
    yesterday, today = act(app, now - timedelta(days=1)), act(app, now)
    page = client.get("/journal").text

    assert (page.count(yesterday), page.count(today)) == (1, 2)


def test_an_empty_journal_has_its_page(client: FlaskClient) -> None:
    assert "0" * 64 in client.get("/journal").text


@pytest.mark.parametrize(
    ("number", "head", "words"),
    [
        ("1", None, "porte toujours"),
        ("1", "f" * 64, "ne porte pas"),
        ("9", "f" * 64, "pas d’entrée"),
        ("٣", "f" * 64, "en chiffres"),
        ("0", "f" * 64, "en chiffres"),
        ("1", "<script>", "en chiffres"),
        ("99999999999", "f" * 64, "pas d’entrée"),
    ],
)
def test_a_head_noted_down_is_checked(
    app: Flask, client: FlaskClient, number: str, head: str | None, words: str
) -> None:
    held = act(app)

    assert words in client.get("/journal", query_string={"number": number, "head": head or held}).text


@pytest.mark.parametrize("falsified", [False, True])
def test_the_daily_check_is_told_on_the_page(
    app: Flask, client: FlaskClient, falsified: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(app)
    if falsified:
        monkeypatch.setattr("matchmaker.journal.chain.link", lambda *_: "x")
    with app.app_context(), transaction():
        checking.check_daily()
    page = client.get("/journal").text

    assert ("elle tient" in page, "rompue à l’entrée 1" in page) == (not falsified, falsified)


def test_the_check_is_made_once_a_day(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[datetime] = []
    real = checking.check
    monkeypatch.setattr(checking, "check", lambda *, now: (made.append(now), real(now=now)))
    for _ in range(2):
        with app.app_context(), transaction():
            checking.check_daily()

    assert len(made) == 1


def test_the_program_offered_is_the_one_that_is_tested(client: FlaskClient) -> None:
    answer = client.get("/journal/verifier")

    assert answer.headers["Content-Disposition"] == "attachment; filename=verify_journal.py"
    assert "def verify(" in answer.text


def test_administrators_take_the_journal_away_and_leave_a_trace(
    app: Flask, make: Make, client: FlaskClient
) -> None:
    act(app)
    make.sign_in(client, make.user(administrator=True))
    answer = client.get("/journal/export")
    with app.app_context():
        known, traces = verify(), access.of_object("journal", queries.head().number)

    assert (answer.headers["Cache-Control"], answer.mimetype) == ("no-store", "application/jsonl")
    assert verify_journal.verify(iter(answer.text.splitlines()), known)[:2] == known
    assert (len(traces), json.loads(answer.text.splitlines()[1])["seq"]) == (1, 1)


def test_a_digest_carries_the_head_on_days_with_acts_only(app: Flask) -> None:
    with app.app_context():
        assert messages.head_values(now=NOW) == {"journal": None}
    head = act(app)
    with app.app_context():
        carried = messages.head_values(now=NOW + timedelta(hours=1))
        later = messages.head_values(now=NOW + timedelta(days=2))

    assert (carried, later) == ({"journal": {"number": 1, "head": head}}, {"journal": None})
