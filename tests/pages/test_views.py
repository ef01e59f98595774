"""The site's own pages: home, language, trust pages, health, look-ups."""

from __future__ import annotations

import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.extensions import db
from matchmaker.needs.models import NeedStatus
from matchmaker.notifications.models import OutboxMail
from matchmaker.organisations.models import EssFamily
from matchmaker.search.models import IndexChange
from tests.factories.make import NOW


def figures(page) -> list[str]:
    return page.texts(".figure .value")


@time_machine.travel(NOW, tick=False)
def test_the_home_page_counts_what_is_there(client: FlaskClient, make) -> None:
    buyer = make.buyer()
    make.need(buyer)
    make.need(buyer)
    make.need(status=NeedStatus.CLOSED)
    make.offer(make.supplier(ess_family=EssFamily.COOPERATIVE))
    make.supplier()

    assert figures(client.get("/")) == ["2", "1", "2", "1"]


@time_machine.travel(NOW, tick=False)
def test_the_home_page_shows_a_need_with_its_best_supplier(client: FlaskClient, make) -> None:
    make.offer(make.supplier(name="Les Jardiniers de la Lys"))
    need = make.need()

    page = client.get("/")

    assert page.soup.select_one(f'.hero-work a[href="/needs/{need.id}"]')
    assert "Les Jardiniers de la Lys" in page.text


def test_the_home_page_of_an_empty_site_gives_the_next_step(client: FlaskClient) -> None:
    page = client.get("/")

    assert page.texts(".empty h3") == ["Aucun besoin n’est ouvert en ce moment"]
    assert figures(page) == ["0", "0", "0", "0"]


def test_each_of_the_four_users_starts_in_one_click(client: FlaskClient) -> None:
    page = client.get("/")
    doors = [str(link["href"]) for link in page.soup.select(".door a")]

    assert len(doors) == 4
    assert [client.get(door).status_code in (200, 302, 303) for door in doors] == [True] * 4


def test_the_language_is_kept_in_a_cookie(client: FlaskClient) -> None:
    answer = client.get("/language/en?next=/help")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/help")
    assert client.get("/help").h1 == "Help and contact"


def test_an_unknown_language_is_404(client: FlaskClient) -> None:
    assert client.get("/language/xx").status_code == 404


def test_the_method_page_shows_the_live_weights_and_a_sum(client: FlaskClient, make) -> None:
    make.offer(make.supplier())
    make.need()

    page = client.get("/how-it-works")
    points = [float(text.replace(",", ".")) for text in page.texts("main > table td.number")]

    assert sum(points) == 100
    assert any("=" in text and "+" in text for text in page.texts("main p"))


def test_health_is_well_when_all_is(client: FlaskClient) -> None:
    answer = client.get("/health", headers={"Accept": "application/json"})

    assert answer.status_code == 200
    assert all(part["ok"] for part in answer.get_json().values())


def test_health_says_that_the_worker_is_late(client: FlaskClient, app: Flask) -> None:
    with app.app_context():
        db.session.add(IndexChange(kind="need", object_id=1, at=NOW))
        db.session.commit()

    answer = client.get("/health", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.get_json()["worker"]["ok"]) == (503, False)


def test_health_says_that_mails_wait(client: FlaskClient, app: Flask) -> None:
    with app.app_context():
        values = {
            "key": "k",
            "kind": "k",
            "recipient": "a@b.invalid",
            "subject": "s",
            "text": "t",
            "html": "h",
        }
        db.session.execute(sa.insert(OutboxMail).values(**values, created_at=NOW, due_at=NOW, attempts=3))
        db.session.commit()

    assert client.get("/health").status_code == 503


def test_communes_are_proposed_by_the_start_of_their_name(client: FlaskClient) -> None:
    rows = client.get("/reference/communes?q=bethu").get_json()

    assert rows[0] == {"value": "Béthune (62)", "label": "Béthune", "detail": "62400"}


def test_codes_are_proposed_in_the_page_s_language(client: FlaskClient) -> None:
    french = client.get("/reference/cpv?q=7731").get_json()
    client.get("/language/en")
    english = client.get("/reference/cpv?q=7731").get_json()

    assert [row["value"] for row in french] == [row["value"] for row in english]
    assert french[0]["label"] != english[0]["label"]
