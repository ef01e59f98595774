"""The pages that trust rests on: register of processing, declaration, security.txt, state of the service."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.heartbeat import WorkerBeat
from matchmaker.pages import declaration
from tests.factories.make import NOW


def test_the_register_is_made_of_the_declarations(client, app):
    page = client.get("/privacy/register")

    assert [one["id"] for one in page.soup.select("main h2[id]")] == [
        one.key for one in app.extensions["personal_data"]
    ]


def test_what_is_asked_for_says_why_and_for_how_long(client):
    page = client.get("/register")

    assert "Pourquoi nous le demandons" in page.text
    assert "tant que le compte sert" in page.text


def test_the_accessibility_page_shows_the_figures_of_the_last_run(client):
    figures = declaration.figures()
    page = client.get("/accessibility")

    assert figures.engine in page.text
    assert f"à {figures.pages} pages" in page.text


def test_security_txt_says_where_to_write_and_has_not_lapsed(client, settings):
    text = client.get("/.well-known/security.txt").text
    lines = dict(line.split(": ", 1) for line in text.splitlines())

    assert lines["Contact"] == f"mailto:{settings.contact_email}"
    assert lines["Canonical"] == "http://localhost/.well-known/security.txt"
    assert datetime.now(UTC) + timedelta(days=90) < datetime.fromisoformat(lines["Expires"])


def test_the_legal_notice_names_publisher_and_host(client, app, settings):
    app.config["SETTINGS"] = replace(settings, publisher="Le Beffroi, Arras", hosting="Une machine, Roubaix")
    try:
        page = client.get("/legal")
    finally:
        app.config["SETTINGS"] = settings

    assert page.texts("main dl.definitions dd")[:2] == ["Le Beffroi, Arras", "Une machine, Roubaix"]


def health(client):
    answer = client.get("/health", headers={"Accept": "application/json"})
    return answer.status_code, answer.json


def test_health_says_the_mode_and_that_no_worker_has_come_yet(client):
    status, found = health(client)

    assert (status, found["beat"]["detail"], found["mode"]["detail"]) == (200, "never", "demonstration")


def test_health_is_bad_when_the_worker_has_stopped(client, app):
    with app.app_context(), access(read_only=False):
        db.session.add(WorkerBeat(id=1, at=NOW - timedelta(days=400)))
        db.session.commit()

    status, found = health(client)

    assert (status, found["beat"]["ok"]) == (503, False)
