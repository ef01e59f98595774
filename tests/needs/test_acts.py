"""Acts of a need's life by client: each has a page that names the need and the effect."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.needs.models import Need, NeedStatus
from tests.factories import Make

NOW = datetime.now(UTC)
UNTIL = NOW + timedelta(days=30)
S = NeedStatus


@pytest.fixture
def body(make: Make, client: FlaskClient) -> Any:
    body = make.buyer()
    make.sign_in(client, make.member(body, Role.BUYER))
    return body


def saved(app: Flask, need_id: int) -> Need:
    with app.app_context():
        return db.session.get_one(Need, need_id)


ACTS = [
    ("close", S.PUBLISHED, {}, S.CLOSED),
    ("withdraw", S.PUBLISHED, {"reason": "Le budget manque"}, S.WITHDRAWN),
    ("tender", S.CLOSED, {"url": "https://marches.exemple.invalid/12"}, S.TENDERED),
    ("award", S.TENDERED, {}, S.AWARDED),
]


@pytest.mark.parametrize(("act", "before", "values", "after"), ACTS)
def test_an_act_asks_then_is_done(
    app: Flask, client: FlaskClient, make: Make, body: Any, act: str, before: S, values: Any, after: S
) -> None:
    need = make.need(body, status=before, answers_until=UNTIL)
    address = f"/needs/{need.id}/{act}"

    asked = client.get(address)
    answer = client.submit(address, values)

    assert need.title in asked.text
    assert answer.location == f"/needs/{need.id}"
    assert saved(app, need.id).status is after
    assert client.get(answer.location).status_code == 200


@pytest.mark.parametrize(("act", "before", "values", "after"), ACTS)
def test_pressing_twice_does_it_once(
    client: FlaskClient, make: Make, body: Any, act: str, before: S, values: Any, after: S
) -> None:
    """Row K1."""
    need = make.need(body, status=before, answers_until=UNTIL)
    address = f"/needs/{need.id}/{act}"
    token = client.get(address).soup.select_one("main form input[name=csrf_token]")["value"]

    answers = [client.post(address, data={"csrf_token": token, **values}) for _press in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]


@pytest.mark.parametrize("act", ["close", "withdraw", "tender", "award", "extend", "discard"])
def test_an_act_out_of_its_time_is_explained(client: FlaskClient, make: Make, body: Any, act: str) -> None:
    need = make.need(body, status=S.AWARDED, answers_until=UNTIL)

    page = client.get(f"/needs/{need.id}/{act}")

    assert page.status_code == 409


@pytest.mark.parametrize("act", ["close", "withdraw", "tender", "award", "extend", "duplicate", "discard"])
def test_the_need_of_others_does_not_exist(client: FlaskClient, make: Make, body: Any, act: str) -> None:
    need = make.need(make.buyer(), answers_until=UNTIL)

    assert client.get(f"/needs/{need.id}/{act}").status_code == 404


def test_withdrawing_wants_a_reason(app: Flask, client: FlaskClient, make: Make, body: Any) -> None:
    need = make.need(body, answers_until=UNTIL)

    page = client.submit(f"/needs/{need.id}/withdraw", {"reason": " "})

    assert page.status_code == 422
    assert saved(app, need.id).status is S.PUBLISHED


def test_extending_a_closed_need_reopens_it(app: Flask, client: FlaskClient, make: Make, body: Any) -> None:
    need = make.need(body, status=S.CLOSED, answers_until=NOW - timedelta(days=1))

    client.submit(f"/needs/{need.id}/extend", {"day": f"{UNTIL:%Y-%m-%d}", "hour": "12"})

    assert saved(app, need.id).status is S.PUBLISHED


def test_a_deadline_is_not_brought_forward(app: Flask, client: FlaskClient, make: Make, body: Any) -> None:
    need = make.need(body, answers_until=UNTIL)

    page = client.submit(f"/needs/{need.id}/extend", {"day": f"{NOW + timedelta(days=9):%d/%m/%Y}"})

    assert page.status_code == 422
    assert saved(app, need.id).answers_until == need.answers_until


def test_a_copy_is_made_once(app: Flask, client: FlaskClient, make: Make, body: Any) -> None:
    """Row K1."""
    need = make.need(body, answers_until=UNTIL, lots=[{"title": "a"}])
    form = client.get(f"/needs/{need.id}/duplicate").soup.select("main form input")
    data = {one["name"]: one["value"] for one in form}

    answers = {client.post(f"/needs/{need.id}/duplicate", data=data).location for _press in range(3)}

    with app.app_context():
        copies = db.session.execute(sa.select(Need).where(Need.copied_from_id == need.id)).scalars().all()
    assert len(copies) == 1
    assert answers == {f"/needs/{copies[0].id}/what"}


def test_a_draft_is_deleted_after_a_question(app: Flask, client: FlaskClient, make: Make, body: Any) -> None:
    need = make.need(body, status=S.DRAFT, published_at=None, title="")

    answer = client.submit(f"/needs/{need.id}/discard", {})

    assert answer.location == "/needs/mine"
    assert client.get(f"/needs/{need.id}/what").status_code == 404


def test_a_published_need_is_changed_at_once(app: Flask, client: FlaskClient, make: Make, body: Any) -> None:
    need = make.need(body, answers_until=UNTIL)

    answer = client.submit(f"/needs/{need.id}/what", {"title": "Autre titre"})

    assert answer.location == f"/needs/{need.id}"
    assert saved(app, need.id).title == "Autre titre"


def test_a_published_need_keeps_its_deadline_when_changed(
    app: Flask, client: FlaskClient, make: Make, body: Any
) -> None:
    need = make.need(body, answers_until=UNTIL)
    address = f"/needs/{need.id}/how-much"

    client.submit(address, {"amount": "0-25k", "answer_day": "01/01/2030", "answer_hour": "12:00"})

    changed = saved(app, need.id)
    assert (changed.amount_band, changed.answers_until) == ("0-25k", need.answers_until)


def test_a_published_need_keeps_its_words(app: Flask, client: FlaskClient, make: Make, body: Any) -> None:
    need = make.need(body, answers_until=UNTIL)

    page = client.submit(f"/needs/{need.id}/what", {"title": "", "later": "1"})

    assert page.status_code == 422
    assert saved(app, need.id).title == need.title


def test_two_colleagues_are_shown_both_versions(
    app: Flask, client: FlaskClient, make: Make, body: Any
) -> None:
    """Row K6."""
    need = make.need(body, answers_until=UNTIL)
    colleague = app.test_client()
    make.sign_in(colleague, make.member(body, Role.BUYER))
    address = f"/needs/{need.id}/what"
    form = client.get(address).soup.select("main form input[type=hidden]")
    stale = {one["name"]: one.get("value", "") for one in form}
    colleague.submit(address, {"title": "Titre de la collègue"})

    values = {"title": "Mon titre", "description": need.description, "nature": "services", "place": "Arras"}
    page = client.post(address, data={**stale, **values})

    assert page.status_code == 409
    assert "Titre de la collègue" in page.text
    assert "Mon titre" in page.text
    assert saved(app, need.id).title == "Titre de la collègue"
