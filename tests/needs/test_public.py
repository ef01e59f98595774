"""What everybody reads: lists, archive, one need, its calendar file; and what nobody else does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.needs.models import NeedStatus
from tests.factories import Make

NOW = datetime.now(UTC)
OPEN = {"answers_until": NOW + timedelta(days=30)}
PAYLOAD = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>{{7*7}}"


def statements(app: Flask, client: FlaskClient, address: str) -> int:
    """How many queries one page costs."""
    with app.app_context():
        engine = db.engine
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(address).status_code == 200
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len(seen)


@pytest.mark.parametrize("address", ["/needs", "/needs/archive", "/needs/mine"])
def test_lists_cost_the_same_for_1_3_and_20_rows(
    app: Flask, client: FlaskClient, make: Make, address: str
) -> None:
    body = make.buyer()
    make.sign_in(client, make.member(body, Role.BUYER))
    status = NeedStatus.CLOSED if address.endswith("archive") else NeedStatus.PUBLISHED
    costs = []
    for count in (1, 2, 17):
        for _need in range(count):
            make.need(body, status=status, lots=[{"title": "a"}], questions=("q",), **OPEN)
        costs.append(statements(app, client, address))

    assert costs == [costs[0]] * 3


def test_a_need_costs_the_same_with_many_lots(app: Flask, client: FlaskClient, make: Make) -> None:
    body = make.buyer()
    one = make.need(body, lots=[{"title": "a"}], questions=("q",), **OPEN)
    many = make.need(body, lots=[{"title": "a"}] * 20, questions=("q",) * 10, **OPEN)

    client.get(f"/needs/{one.id}")  # opens the connection

    assert statements(app, client, f"/needs/{one.id}") == statements(app, client, f"/needs/{many.id}")


def test_open_needs_are_listed_the_newest_first(client: FlaskClient, make: Make) -> None:
    make.need(title="Ancien", published_at=NOW - timedelta(days=2), **OPEN)
    make.need(title="Nouveau", published_at=NOW - timedelta(days=1), **OPEN)
    make.need(title="Clos", status=NeedStatus.CLOSED, **OPEN)
    make.need(title="Dépassé", answers_until=NOW - timedelta(seconds=5))

    assert client.get("/needs").texts("h2 a") == ["Nouveau", "Ancien"]
    assert sorted(client.get("/needs/archive").texts("h2 a")) == ["Clos", "Dépassé"]


def test_pages_are_numbered_and_bounded(client: FlaskClient, make: Make) -> None:
    body = make.buyer()
    for _need in range(21):
        make.need(body, **OPEN)

    second = client.get("/needs?page=2")

    assert len(second.texts("h2 a")) == 1
    assert "page 2 sur 2" in second.soup.title.text
    assert [client.get(f"/needs?page={number}").status_code for number in ("3", "0", "x", "1e9")] == [404] * 4


def test_an_empty_list_gives_the_next_step(client: FlaskClient) -> None:
    assert client.get("/needs").soup.select_one('main a[href="/needs/new"]') is not None
    assert client.get("/needs/mine").soup.select_one('main a[href="/needs/new"]') is not None
    assert client.get("/needs/archive").status_code == 200


@pytest.mark.parametrize("status", [NeedStatus.DRAFT, NeedStatus.SCHEDULED, NeedStatus.WITHDRAWN])
def test_what_is_not_public_does_not_exist_for_others(
    client: FlaskClient, make: Make, status: NeedStatus
) -> None:
    """Row Z4."""
    need = make.need(status=status, title="Secret", **OPEN)
    make.sign_in(client, make.member(make.buyer(), Role.BUYER))

    addresses = [f"/needs/{need.id}{page}" for page in ("", "/deadline.ics", "/what", "/check", "/withdraw")]
    answers = [client.get(address) for address in addresses]

    assert {answer.status_code for answer in answers} == {404}
    assert not any("Secret" in answer.text for answer in answers)


@pytest.mark.parametrize("status", [NeedStatus.CLOSED, NeedStatus.TENDERED, NeedStatus.AWARDED])
def test_a_need_that_is_over_stays_readable(client: FlaskClient, make: Make, status: NeedStatus) -> None:
    need = make.need(status=status, **OPEN)

    assert client.get(f"/needs/{need.id}").status_code == 200


def test_the_page_says_that_it_binds_nobody(client: FlaskClient, make: Make) -> None:
    need = make.need(**OPEN)

    french = client.get(f"/needs/{need.id}").text
    client.set_cookie("language", "en")

    assert "n’engage personne" in french
    assert "binds nobody" in client.get(f"/needs/{need.id}").text


def test_strangers_get_no_buttons_of_the_owner(client: FlaskClient, make: Make) -> None:
    need = make.need(**OPEN)
    acts = f'main a[href^="/needs/{need.id}/"]'
    others = [link["href"] for link in client.get(f"/needs/{need.id}").soup.select(acts)]

    assert not {"withdraw", "close", "extend", "what", "duplicate"} & {
        one.rsplit("/", 1)[1] for one in others
    }


def test_whatever_is_written_is_shown_as_text(client: FlaskClient, make: Make) -> None:
    """Row X4."""
    free = {"title": PAYLOAD, "description": PAYLOAD, "lots": [{"title": PAYLOAD}], "questions": (PAYLOAD,)}
    need = make.need(**free, **OPEN)

    for address in (f"/needs/{need.id}", "/needs"):
        page = client.get(address)
        assert page.soup.select("main script, main img, main [onerror]") == []
        assert PAYLOAD in page.soup.get_text()


def test_a_link_that_is_no_web_address_is_not_kept(client: FlaskClient, make: Make) -> None:
    """Row X4: `javascript:` is refused where it is entered."""
    body = make.buyer()
    make.sign_in(client, make.member(body, Role.BUYER))
    need = make.need(body, **OPEN)

    page = client.submit(f"/needs/{need.id}/tender", {"url": "javascript:alert(1)"})

    assert page.status_code == 422


def test_the_calendar_file_is_a_calendar(client: FlaskClient, make: Make) -> None:
    need = make.need(reference="B-2026-000012", **OPEN)

    answer = client.get(f"/needs/{need.id}/deadline.ics")

    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="B-2026-000012.ics"'
    assert answer.data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")


def test_places_are_suggested_as_json(client: FlaskClient) -> None:
    found = client.get("/needs/places?q=arras").json

    assert {"value": "Arras (62000)", "label": "Arras", "detail": "62000"} in found
    assert client.get("/needs/places?q=").json == []


def test_codes_are_suggested_as_a_fragment(app: Flask) -> None:
    plain = FlaskClient(app)

    found = plain.get("/needs/cpv-suggestions?title=Entretien des espaces verts").text

    assert found.count('name="cpv_suggested"') == 3
    assert "77310000" in found
    assert plain.get("/needs/cpv-suggestions?title=zzzz").text.strip() == ""
