"""Every error is a page of the house: in both languages, with a way back, and nothing of the inside."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug import exceptions

from matchmaker import errors
from matchmaker.accounts.models import User
from matchmaker.extensions import db
from matchmaker.search.engine import IndexUnavailable
from matchmaker.web.policy import Access, allow
from tests.accounts.conftest import NEWCOMER

Break = Callable[[Exception], None]
STALE = errors.Stale(
    theirs={"Titre": "Haies", "Lieu": "Lens"}, yours={"Titre": "Tonte", "Lieu": "Lens"}, back="/needs"
)
CASES = [
    (exceptions.BadRequest(), 400),
    (exceptions.Forbidden(), 403),
    (errors.NotAllowed("buyer"), 403),
    (exceptions.NotFound(), 404),
    (errors.NotFound(), 404),
    (exceptions.MethodNotAllowed(["GET"]), 405),
    (errors.Conflict(), 409),
    (STALE, 409),
    (exceptions.RequestEntityTooLarge(), 413),
    (exceptions.UnsupportedMediaType(), 415),
    (errors.TooMany(90), 429),
    (errors.Unavailable(), 503),
    (IndexUnavailable("missing"), 503),
    (sa.exc.OperationalError("SELECT hush", {}, Exception("disk I/O error")), 503),
    (sa.exc.InternalError("UPDATE hush", {}, Exception("read-only transaction")), 503),
    (sa.exc.TimeoutError("QueuePool limit hush"), 503),
    (RuntimeError("hush"), 500),
]


@pytest.fixture
def broken(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Break:
    """Make the page /legal raise."""
    client.may_fail = True

    def put(error: Exception) -> None:
        @allow(Access.PUBLIC)
        def view() -> str:
            raise error

        monkeypatch.setitem(app.view_functions, "pages.legal", view)

    return put


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("error", "status"), CASES, ids=lambda value: type(value).__name__ if value else "")
def test_every_error_is_a_page_of_the_house(
    client: FlaskClient, broken: Break, error: Exception, status: int, language: str
) -> None:
    broken(error)
    client.set_cookie("language", language)
    page = client.get("/legal")

    assert (page.status_code, page.soup.html["lang"]) == (status, language)
    assert page.soup.select_one(".error-page a[href='/'], .error-page a[href='/needs']") is not None
    assert page.texts(".eyebrow") == [f"{'Erreur' if language == 'fr' else 'Error'} {status}"]
    assert "hush" not in page.text
    assert "Content-Security-Policy" in page.headers


def test_a_fault_gives_a_reference_that_the_log_has_too(
    client: FlaskClient, broken: Break, caplog: pytest.LogCaptureFixture
) -> None:
    broken(RuntimeError("the pump is empty"))
    with caplog.at_level(logging.ERROR):
        reference = client.get("/legal").texts(".reference")

    (record,) = [record for record in caplog.records if hasattr(record, "reference")]
    assert reference == [record.reference]
    assert "the pump is empty" in str(record.exc_info[1])


def test_waiting_is_told_in_seconds_to_machines_and_in_minutes_to_people(
    client: FlaskClient, broken: Break
) -> None:
    broken(errors.TooMany(90))
    page = client.get("/legal")

    assert page.headers["Retry-After"] == "90"
    assert "2 minutes" in page.text.replace("\u00a0", " ")


def test_an_unavailable_store_says_when_to_come_back(client: FlaskClient, broken: Break) -> None:
    broken(errors.Unavailable())

    assert client.get("/legal").headers["Retry-After"] == "30"


def test_a_stale_edit_shows_both_versions_and_marks_what_differs(client: FlaskClient, broken: Break) -> None:
    """Row K6."""
    broken(STALE)
    page = client.get("/legal")

    assert page.texts(".versions h2") == ["La version enregistrée", "Votre version, non enregistrée"]
    assert page.texts(".versions dd") == ["Haies", "Lens", "Tonte", "Lens"]
    assert page.texts(".versions .differs dd") == ["Haies", "Tonte"]


def test_a_method_that_is_not_answered_says_which_are(client: FlaskClient) -> None:
    page = client.post("/legal")

    assert (page.status_code, page.h1) == (405, "Cette page ne s’utilise pas ainsi")
    assert sorted(page.headers["Allow"].split(", ")) == ["GET", "HEAD", "OPTIONS"]


def test_a_form_without_token_is_refused_kindly(client: FlaskClient) -> None:
    page = client.post("/sign-in", data={"email": "a@b.fr", "password": "x"})

    assert page.status_code == 400
    assert "formulaire a expiré" in page.text


@pytest.fixture
def read_only(app: Flask) -> Iterator[None]:
    """The database takes no write any more, as when its disk is full or mounted read-only."""
    with app.app_context():
        engine = db.engine
    sqlite = engine.dialect.name == "sqlite"
    statement = "PRAGMA query_only=ON" if sqlite else "SET TRANSACTION READ ONLY"

    def forbid(connection: sa.Connection) -> None:
        connection.exec_driver_sql(statement)

    sa.event.listen(engine, "begin", forbid)
    yield
    sa.event.remove(engine, "begin", forbid)
    engine.dispose()


def test_a_read_only_database_is_said_and_reading_goes_on(client: FlaskClient, read_only: None) -> None:
    """Row K10."""
    refused = client.submit("/register", NEWCOMER)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    assert [client.get(path).status_code for path in ("/", "/needs", "/search?q=a", "/suppliers")] == [
        200
    ] * 4


def test_nothing_is_half_written_when_the_page_fails_afterwards(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.may_fail = True

    def fail(*_args: object, **_values: object) -> None:
        raise RuntimeError("after the rows were written")

    monkeypatch.setattr("matchmaker.accounts.services.entering.queue", fail)
    refused = client.submit("/register", NEWCOMER)

    with app.app_context():
        assert (refused.status_code, db.session.query(User).count()) == (500, 0)
