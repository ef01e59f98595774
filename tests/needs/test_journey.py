"""The buyer's journey by client: begun without an account, finished with one, without JavaScript."""

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
from tests.factories.make import ARRAS

SOON = f"{datetime.now(UTC) + timedelta(days=40):%d/%m/%Y}"
LATER = f"{datetime.now(UTC) + timedelta(days=90):%d/%m/%Y}"
WHAT = {
    "title": "Entretien des espaces verts de trois écoles",
    "description": "Aujourd’hui personne ne taille les haies. Les élèves jouent dehors toute l’année.",
    "nature": "services",
    "place": "Arras (62000)",
    "starts_on": LATER,
}
HOW_MUCH = {"amount": "25-60k", "answer_day": SOON, "answer_hour": "17:00", "duration_months": "12"}


def needs(app: Flask) -> list[Need]:
    with app.app_context():
        return list(db.session.execute(sa.select(Need).order_by(Need.id)).scalars())


def begin(client: FlaskClient) -> str:
    """The address of the first step of a new draft."""
    return str(client.submit("/needs/new", {}).location)


def filled(client: FlaskClient) -> str:
    """A draft with both steps answered: the address of its check page."""
    what = begin(client)
    client.submit(what, WHAT)
    return str(client.submit(what.replace("/what", "/how-much"), HOW_MUCH).location)


@pytest.fixture
def buyer(make: Make, client: FlaskClient) -> Any:
    """A browser signed in for a public body, whose row this is."""
    body = make.buyer(name="Commune d’Exemple")
    make.sign_in(client, make.member(body, Role.BUYER))
    return body


def test_a_stranger_reaches_the_check_page(client: FlaskClient) -> None:
    check = filled(client)

    page = client.get(check)

    assert (page.status_code, page.h1) == (200, "Vérifiez vos réponses")
    assert "Arras" in page.text
    assert "Étape 4 sur 4" in page.soup.title.text
    assert page.soup.select_one(f'a[href^="/register?next={check}"]') is not None


def test_each_step_is_kept_on_the_server(app: Flask, client: FlaskClient) -> None:
    filled(client)

    (need,) = needs(app)

    assert (need.title, need.zone.communes, need.amount_band) == (WHAT["title"], (ARRAS,), "25-60k")
    assert (need.status, need.organisation_id, need.reference) == (NeedStatus.DRAFT, None, None)


def test_going_back_finds_the_answers(client: FlaskClient) -> None:
    check = filled(client)

    page = client.get(check.replace("/check", "/what"))

    assert page.soup.select_one("#title")["value"] == WHAT["title"]
    assert page.soup.select_one('input[name=kept][value="commune:62041"]').has_attr("checked")


def test_signing_in_keeps_the_draft_and_publishing_adopts_it(
    app: Flask, client: FlaskClient, make: Make
) -> None:
    check = filled(client)
    body = make.buyer()
    make.sign_in(client, make.member(body, Role.BUYER))

    answer = client.submit(check, {"when": "now"})

    (need,) = needs(app)
    assert answer.location == check.replace("/check", "/confirmation")
    assert (need.status, need.organisation_id, need.draft_key_digest) == (NeedStatus.PUBLISHED, body.id, None)
    assert need.reference == f"B-{datetime.now(UTC).year}-{need.id:06d}"


def test_confirmation_tells_reference_dates_and_calendar(client: FlaskClient, buyer: Any) -> None:
    check = filled(client)

    page = client.submit(check, {"when": "now"}, follow_redirects=True)

    assert page.h1 == "Votre besoin est publié"
    assert page.texts(".reference")[0].startswith("B-")
    assert page.soup.select_one('a[href$="/deadline.ics"]') is not None


def test_publishing_twice_makes_one_publication(app: Flask, client: FlaskClient, buyer: Any) -> None:
    """Row K1."""
    check = filled(client)
    first = client.submit(check, {"when": "now"})

    token = client.get("/needs/new").soup.select_one("input[name=csrf_token]")["value"]
    second = client.post(check, data={"when": "now", "version": "4", "csrf_token": token})

    assert (first.location, second.location) == (check.replace("/check", "/confirmation"),) * 2


def test_double_submit_of_start_makes_one_draft(app: Flask, client: FlaskClient) -> None:
    """Row K1."""
    page = client.get("/needs/new")
    form = {one["name"]: one["value"] for one in page.soup.select("main form input")}

    answers = [client.post("/needs/new", data=form) for _press in range(3)]

    assert len({answer.location for answer in answers}) == 1
    assert len(needs(app)) == 1


def test_publication_at_a_date_waits_for_it(app: Flask, client: FlaskClient, buyer: Any) -> None:
    day = datetime.now(UTC) + timedelta(days=5)

    client.submit(filled(client), {"when": "later", "day": f"{day:%d/%m/%Y}", "hour": "9 h 30"})

    (need,) = needs(app)
    assert need.status is NeedStatus.SCHEDULED
    assert need.publish_at.astimezone(UTC).date() == day.date()


def test_publication_after_the_deadline_is_explained(app: Flask, client: FlaskClient, buyer: Any) -> None:
    page = client.submit(filled(client), {"when": "later", "day": LATER, "hour": "9:00"})

    assert page.status_code == 422
    assert page.soup.title.text.startswith("Erreur")
    assert needs(app)[0].status is NeedStatus.DRAFT


def test_keeping_as_a_draft_lists_it(client: FlaskClient) -> None:
    check = filled(client)

    page = client.submit(check, {}, follow_redirects=True)

    assert page.request.path == "/needs/mine"
    assert page.texts("h2 a") == [WHAT["title"]]


def test_an_incomplete_draft_may_be_put_aside(app: Flask, client: FlaskClient) -> None:
    answer = client.submit(begin(client), {"title": "Une idée", "later": "1"})

    assert answer.location == "/needs/mine"
    assert needs(app)[0].title == "Une idée"


def test_an_incomplete_need_is_not_published(app: Flask, client: FlaskClient, buyer: Any) -> None:
    what = begin(client)
    client.submit(what, {"title": "Une idée", "later": "1"})

    page = client.submit(what.replace("/what", "/check"), {"when": "now"})

    assert page.status_code == 422
    assert "la description" in page.text
    assert needs(app)[0].status is NeedStatus.DRAFT


def test_a_change_from_the_check_page_returns_there(client: FlaskClient) -> None:
    check = filled(client)
    address = client.get(check).soup.select_one(".summary-list a")["href"].split("#")[0]

    answer = client.submit(address, {"title": "Tonte de trois écoles"})

    assert answer.location == check


def test_another_place_can_be_added(app: Flask, client: FlaskClient) -> None:
    what = begin(client)

    again = client.submit(what, {**WHAT, "add_place": "1"}).location
    client.submit(again, {"place": "Lens (62300)", "radius_km": "20"})

    zone = needs(app)[0].zone
    assert (zone.communes, zone.radius_km) == ((ARRAS, "62498"), 20.0)


def test_a_name_borne_by_several_places_is_asked_again(app: Flask, client: FlaskClient) -> None:
    what = begin(client)

    page = client.submit(what, {**WHAT, "place": "Saint-Martin"})
    offered = [box["value"] for box in page.soup.select("input[name=kept]")]
    client.submit(what, {**WHAT, "place": "Saint-Martin", "kept": offered[-1]})

    assert page.status_code == 422
    assert len(offered) > 1
    assert needs(app)[0].title == WHAT["title"]
    assert f"commune:{needs(app)[0].zone.communes[0]}" == offered[-1]


def test_a_code_suggested_on_the_next_screen_is_one_click(app: Flask, client: FlaskClient) -> None:
    what = begin(client)
    client.submit(what, WHAT)
    how_much = what.replace("/what", "/how-much")
    offered = [box["value"] for box in client.get(how_much).soup.select("input[name=cpv_choice]")]

    client.submit(how_much, {**HOW_MUCH, "cpv_choice": offered[0]})

    assert (len(offered), offered[-1]) == (4, "")
    assert needs(app)[0].cpv == offered[0]


def test_suggested_questions_are_added_to_ones_own(app: Flask, client: FlaskClient) -> None:
    what = begin(client)
    client.submit(what, WHAT)
    how_much = what.replace("/what", "/how-much")
    offered = client.get(how_much).soup.select_one("input[name=suggested]")["value"]

    client.submit(
        how_much, {**HOW_MUCH, "own_questions": "Quel délai ?\n\nQuel prix ?", "suggested": offered}
    )

    with app.app_context():
        texts = [one.text for one in db.session.execute(sa.select(Need)).scalar_one().questions]
    assert texts == ["Quel délai ?", "Quel prix ?", offered]


def test_lots_are_added_changed_and_removed(app: Flask, client: FlaskClient) -> None:
    what = begin(client)
    client.submit(what, WHAT)
    lots = str(client.submit(what.replace("/what", "/how-much"), {**HOW_MUCH, "lots": "1"}).location)
    for title in ("Tonte", "Haies", "Arbres"):
        client.submit(lots, {"title": title, "reserved": "L2113-12"})
    links = [one["href"] for one in client.get(lots).soup.select("main .card a")]

    client.submit(links[0], {"title": "Tonte et désherbage", "amount_band": "0-25k"})
    client.submit(links[3], {})

    with app.app_context():
        kept = [(one.number, one.title) for one in db.session.execute(sa.select(Need)).scalar_one().lots]
    assert kept == [(1, "Tonte et désherbage"), (2, "Arbres")]


def test_a_stale_tab_is_shown_both_versions(app: Flask, client: FlaskClient) -> None:
    """Row K6."""
    what = begin(client)
    form = client.get(what).soup.select_one("main form[method=post]")
    stale = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
    client.submit(what, WHAT)

    page = client.post(what, data={**WHAT, **stale, "title": "Un autre titre"})

    assert page.status_code == 409
    assert WHAT["title"] in page.text
    assert "Un autre titre" in page.text
    assert needs(app)[0].title == WHAT["title"]


def test_a_stale_check_page_publishes_nothing(app: Flask, client: FlaskClient, buyer: Any) -> None:
    check = filled(client)
    form = client.get(check).soup.select_one("main form[method=post]")
    stale = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
    client.submit(check.replace("/check", "/what"), {"title": "Un autre titre"})

    answer = client.post(check, data={**stale, "when": "now"})

    assert answer.location == check
    assert needs(app)[0].status is NeedStatus.DRAFT


def test_the_draft_of_another_browser_does_not_exist(app: Flask, client: FlaskClient) -> None:
    """Row Z4."""
    what = begin(client)
    other = app.test_client()

    pages = ("what", "how-much", "lots", "check", "confirmation", "preview", "discard", "deadline.ics")
    statuses = {other.get(what.replace("what", page)).status_code for page in pages}

    assert statuses == {404}
    assert other.get(what.replace("/what", "")).status_code == 404
    assert other.get("/needs/mine").texts("h2 a") == []


def test_the_preview_says_that_nobody_sees_it_yet(client: FlaskClient) -> None:
    check = filled(client)

    page = client.get(check.replace("/check", "/preview"))

    assert page.h1 == WHAT["title"]
    assert "Personne ne le voit encore" in page.text
