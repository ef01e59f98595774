"""The public page, one's own list, the acts, and what others may not see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.offers.completeness import Facts, reachable
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations.models import Organisation
from matchmaker.reference.zones import Zone
from tests.factories import Make
from tests.factories.make import ARRAS

Saved = Callable[[int], Offer | None]
HIDDEN = [OfferStatus.DRAFT, OfferStatus.WITHDRAWN]


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The SELECT statements sent meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def test_everybody_reads_a_published_offer(client: FlaskClient, make: Make, firm: Organisation) -> None:
    offer = make.offer(
        firm,
        zone=Zone(communes=(ARRAS,), radius_km=30),
        capacity_band="25-60k",
        labels=[{"name": "Qualipaysage", "valid_until": date(2099, 1, 1)}],
        references=[{"client": "Ville d’Exemple", "year": 2024, "text": "Tonte de quatre écoles"}],
    )

    page = client.get(f"/offers/{offer.id}")
    text = " ".join(page.soup.main.get_text(" ").split())

    assert page.h1 == offer.title
    for words in (firm.name, "Arras et 30 km autour", "Qualipaysage", "Tonte de quatre écoles", "77310000-6"):
        assert words in text
    assert "points sur 100" not in text


def test_a_certificate_that_has_run_out_is_not_shown(client: FlaskClient, make: Make) -> None:
    offer = make.offer(labels=[{"name": "Périmé", "valid_until": date(2020, 1, 1)}])

    assert "Périmé" not in client.get(f"/offers/{offer.id}").text


def test_absence_is_said_until_it_has_passed(client: FlaskClient, make: Make) -> None:
    away, back = (
        make.offer(unavailable_until=date(2099, 1, 1)),
        make.offer(unavailable_until=date(2020, 1, 1)),
    )

    pages = [client.get(f"/offers/{offer.id}").text for offer in (away, back)]

    assert ["pas de nouveau travail" in page for page in pages] == [True, False]


@pytest.mark.parametrize("status", HIDDEN)
def test_what_is_not_published_is_no_page_for_others(
    client: FlaskClient, make: Make, status: OfferStatus
) -> None:
    """Row Z4."""
    offer = make.offer(status=status)

    assert client.get(f"/offers/{offer.id}").status_code == 404


@pytest.mark.parametrize("status", HIDDEN)
def test_the_firm_reads_its_own(
    supplier: FlaskClient, make: Make, firm: Organisation, status: OfferStatus
) -> None:
    offer = make.offer(firm, status=status)

    assert supplier.get(f"/offers/{offer.id}").h1 == offer.title


@pytest.mark.parametrize(
    "step", ["what", "scope", "proofs", "check", "withdraw", "delete", "duplicate", "confirmation"]
)
def test_the_pages_of_another_firm_do_not_exist(supplier: FlaskClient, make: Make, step: str) -> None:
    offer = make.offer()

    assert supplier.get(f"/offers/{offer.id}/{step}").status_code == 404


@pytest.mark.parametrize(
    "step", ["what", "preview", "check", "delete", "labels", "references", "labels/1/remove"]
)
def test_another_firm_s_offer_cannot_be_changed(
    supplier: FlaskClient, make: Make, firm: Organisation, saved: Saved, step: str
) -> None:
    offer, own = make.offer(), make.offer(firm)
    token = supplier.get(f"/offers/{own.id}/what").soup.select_one("main [name=csrf_token]")["value"]

    page = supplier.post(f"/offers/{offer.id}/{step}", data={"csrf_token": token, "title": "À moi"})

    assert page.status_code == 404
    assert saved(offer.id).title == offer.title


def test_a_buyer_is_told_that_offers_are_for_firms(client: FlaskClient, make: Make) -> None:
    make.sign_in(client, make.member(make.buyer(), Role.BUYER))

    assert client.get("/offers/new").status_code == 403


def test_withdrawing_asks_then_hides(
    supplier: FlaskClient, make: Make, firm: Organisation, saved: Saved
) -> None:
    offer = make.offer(firm)

    asked = supplier.get(f"/offers/{offer.id}/withdraw")
    page = supplier.submit(f"/offers/{offer.id}/withdraw", {}, follow_redirects=True)

    assert offer.title in asked.soup.main.text
    assert page.texts("[role=status]")[0].startswith("L’offre est retirée")
    assert saved(offer.id).status is OfferStatus.WITHDRAWN


def test_a_withdrawn_offer_is_published_again(
    supplier: FlaskClient, make: Make, firm: Organisation, saved: Saved
) -> None:
    offer = make.offer(firm, status=OfferStatus.WITHDRAWN)

    supplier.submit(f"/offers/{offer.id}/check", {})

    assert saved(offer.id).status is OfferStatus.PUBLISHED


def test_deleting_asks_then_removes(
    supplier: FlaskClient, make: Make, firm: Organisation, saved: Saved
) -> None:
    offer = make.offer(firm)

    supplier.get(f"/offers/{offer.id}/delete")
    kept = saved(offer.id)
    page = supplier.submit(f"/offers/{offer.id}/delete", {})

    assert (kept.title, page.location, saved(offer.id)) == (offer.title, "/offers/mine", None)


def test_a_copy_is_made_once(supplier: FlaskClient, make: Make, firm: Organisation, app: Flask) -> None:
    """Row K1."""
    offer = make.offer(firm)
    form = supplier.get(f"/offers/{offer.id}/duplicate").soup.select("main form[method=post] input")
    sent = {field["name"]: field["value"] for field in form}

    places = {supplier.post(f"/offers/{offer.id}/duplicate", data=sent).location for _ in range(3)}

    with app.app_context():
        assert (len(places), db.session.query(Offer).count()) == (1, 2)


def test_the_list_shows_drafts_and_what_each_can_reach(
    supplier: FlaskClient, make: Make, firm: Organisation
) -> None:
    make.offer(firm)
    make.offer(firm, status=OfferStatus.DRAFT, title="", cpvs=[])
    make.offer(title="D’un autre")

    cards = supplier.get("/offers/mine").texts("article.card")

    assert len(cards) == 2
    assert any(
        "Brouillon" in card and f"{reachable(Facts(text=True, zone=True))} points sur 100" in card
        for card in cards
    )


def test_an_empty_list_says_how_to_begin(supplier: FlaskClient) -> None:
    assert supplier.get("/offers/mine").soup.select_one('.empty a[href="/offers/new"]')


def test_the_number_of_queries_does_not_grow_with_the_list(
    supplier: FlaskClient, make: Make, firm: Organisation, app: Flask
) -> None:
    counts, made = [], 0
    for wanted in (1, 3, 20):
        while made < wanted:
            made += 1
            make.offer(firm, labels=[{"name": "RGE"}], references=[{"client": "", "text": "Tonte"}])
        with counted(app) as sent:
            supplier.get("/offers/mine")
        counts.append(len(sent))

    assert len(set(counts)) == 1


def test_the_card_of_the_firm_lists_its_published_offers(
    client: FlaskClient, make: Make, firm: Organisation, app: Flask
) -> None:
    make.offer(firm, title="Visible")
    make.offer(firm, title="Cachée", status=OfferStatus.DRAFT)
    page = client.get(f"/organisations/{firm.id}")

    assert "Visible" in page.text
    assert "Cachée" not in page.text


def test_the_pages_speak_english_too(supplier: FlaskClient, make: Make, firm: Organisation) -> None:
    offer = make.offer(firm, capacity_band="25-60k")
    supplier.set_cookie("language", "en")

    page = supplier.get(f"/offers/{offer.id}")

    assert page.soup.html["lang"] == "en"
    assert "€25,000 to €60,000 a year" in page.text


def test_places_are_proposed_as_json(client: FlaskClient) -> None:
    found = client.get("/offers/places?q=arras").get_json()

    assert [one["value"] for one in found][:3] == [
        "Arras (62000)",
        "CU d’Arras (EPCI 200033579)",
        "arrondissement d’Arras (621)",
    ]
