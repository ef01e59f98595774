"""What the search reads of offers, and that it never learns of a draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.offers import documents
from matchmaker.offers.models import OfferStatus
from matchmaker.organisations.models import EssFamily, Organisation, Size
from matchmaker.reference.zones import Zone
from matchmaker.search import sync
from tests.factories import Make
from tests.factories.make import ARRAS
from tests.offers.test_pages import counted

HIDDEN = [OfferStatus.DRAFT, OfferStatus.WITHDRAWN]


def test_a_document_says_what_the_offer_and_its_firm_say(make: Make, app: Flask) -> None:
    firm = make.supplier(name="Jardins", size=Size.PME, ess_family=EssFamily.COOPERATIVE)
    offer = make.offer(
        firm,
        zone=Zone(communes=(ARRAS,), radius_km=30, departments=("80",)),
        labels=[{"name": "Qualipaysage"}],
        references=[{"client": "Ville", "text": "Tonte"}],
    )

    with app.app_context():
        found = documents.load([offer.id])[0]

    assert (found.key, found.title, found.owner) == (
        f"offer:{offer.id}",
        offer.title,
        f"organisation:{firm.id}",
    )
    assert (found.size, found.ess, found.department) == ("pme", ("cooperative",), "62")
    assert {"c:62041", "d:80"} == set(found.zone)
    assert [disc.radius_km for disc in found.discs] == [30.0]
    assert {"62", "80"} <= set(found.zone_departments)
    assert "Tonte Ville" in found.text
    assert {"Jardins", "Qualipaysage"} <= set(found.keywords)
    assert found.published == date(2026, 9, 8)


@pytest.mark.parametrize("status", HIDDEN)
def test_what_is_not_published_is_no_document_and_no_card(
    make: Make, app: Flask, status: OfferStatus
) -> None:
    """Row Z4."""
    offer = make.offer(status=status)

    with app.app_context():
        found = (
            documents.load([offer.id]),
            documents.cards([offer.id]),
            list(documents.every()),
            documents.SOURCE.count(),
        )

    assert found == ([], {}, [], 0)


def test_a_change_of_the_firm_makes_a_new_version(make: Make, app: Flask, firm: Organisation) -> None:
    offer = make.offer(firm)

    with app.app_context():
        assert documents.load([offer.id])[0].version == offer.version + firm.version


def test_documents_and_cards_take_a_constant_number_of_queries(make: Make, app: Flask) -> None:
    ids: list[int] = []
    counts = []
    for wanted in (1, 3, 20):
        while len(ids) < wanted:
            ids.append(make.offer(labels=[{"name": "RGE"}]).id)
        with counted(app) as sent, app.app_context():
            documents.load(ids)
        with counted(app) as seen, app.test_request_context():
            documents.cards(ids)
        counts.append((len(sent), len(seen)))

    assert len(set(counts)) == 1


def test_a_card_is_cut_between_two_words() -> None:
    words = "pelouse " * 60

    assert documents.extract(words).endswith("pelouse…")
    assert len(documents.extract(words)) <= documents.EXTRACT + 1


def test_an_offer_is_found_once_published_and_lost_once_withdrawn(
    supplier: FlaskClient, make: Make, firm: Organisation, work: Callable[[], int]
) -> None:
    offer = make.offer(firm, title="Taille de rosiers", status=OfferStatus.DRAFT, published_at=None)
    work()
    before = supplier.get("/search?q=rosiers").texts("article.card")
    supplier.submit(f"/offers/{offer.id}/check", {})
    work()
    published = supplier.get("/search?q=rosiers&kind=offer").texts("article.card h2")
    supplier.submit(f"/offers/{offer.id}/withdraw", {})
    work()

    assert (before, published) == ([], ["Taille de rosiers"])
    assert supplier.get("/search?q=rosiers").texts("article.card") == []


def index(app: Flask) -> None:
    """Carry what waits to the index, as the worker does each minute."""
    with app.app_context(), access(read_only=False):
        sync.sync()


def test_fifty_clones_are_found_once(client: FlaskClient, make: Make, firm: Organisation, app: Flask) -> None:
    """Row F3."""
    for _ in range(50):
        make.offer(firm, title="Taille de rosiers")
    make.offer(title="Taille de rosiers anciens")
    index(app)

    assert len(client.get("/search?q=rosiers&kind=offer").soup.select("article.card")) == 2


def test_the_offers_of_a_changed_firm_are_looked_at_again(make: Make, app: Flask, firm: Organisation) -> None:
    offer = make.offer(firm)
    index(app)
    with app.app_context(), access(read_only=False):
        db.session.get_one(Organisation, firm.id).size = Size.ETI
        sync.changed("organisation", firm.id)
        db.session.commit()
    index(app)

    with app.app_context():
        assert documents.follow_firms([("organisation", firm.id)]) == [("offer", offer.id)]
        assert sync.differences() == []


def test_index_and_database_agree(make: Make, app: Flask) -> None:
    make.offer()
    make.offer(status=OfferStatus.DRAFT)
    index(app)

    with app.app_context():
        assert sync.differences() == []
