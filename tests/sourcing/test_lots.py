"""Suppliers lot by lot, on the pages and in the rows behind them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.needs import services
from matchmaker.needs.models import Need, NeedStatus, Reserved
from matchmaker.sourcing.index import index
from tests.factories.make import CREIL

GARDENS = {"title": "Tonte des pelouses et taille des haies", "cpv": "77310000"}
ROOFS = {"title": "Réfection de la toiture en ardoise", "cpv": "45261210", "amount_band": "1-5.4m"}
BOTH = {"title": "École Jean-Moulin", "description": "Espaces verts et toiture.", "cpv": None}
SLATES = {
    "title": "Couverture et zinguerie",
    "what": "Réfection de toitures en ardoise et en tuile.",
    "cpvs": ["45261210"],
}


@pytest.fixture
def gardeners(make):
    firm = make.supplier(name="Les Jardiniers de la Scarpe", kinds=["EI"])
    make.offer(firm)
    return firm


@pytest.fixture
def roofers(make):
    firm = make.supplier(name="Toits de l’Artois", headcount="02")
    make.offer(firm, **SLATES)
    return firm


@pytest.fixture
def need(make, gardeners, roofers):
    return make.need(**BOTH, lots=[GARDENS, ROOFS])


def firms(page) -> list[str]:
    return page.texts("article h3")


def cells(page, row: int) -> list[str]:
    return [cell.get_text(" ", strip=True) for cell in page.soup.select("tbody tr")[row].select("th, td")]


def test_the_union_says_which_lots_each_firm_fits(client: FlaskClient, need) -> None:
    page = client.get(f"/needs/{need.id}/suppliers/lots")

    assert sorted(firms(page)) == ["Les Jardiniers de la Scarpe", "Toits de l’Artois"]
    by_firm = {
        one.h3.get_text(strip=True): one.strong.get_text(strip=True) for one in page.soup.select("article")
    }
    assert by_firm["Toits de l’Artois"] == "Correspond\u202f: lot 2"


def test_each_lot_lists_its_own_suppliers_first(client: FlaskClient, need) -> None:
    page = client.get(f"/needs/{need.id}/suppliers/lots?lot=2")

    assert firms(page)[0] == "Toits de l’Artois"
    assert page.texts("h2")[-1] != firms(page)[0]


def test_the_table_counts_who_fits_and_warns_below_three(client: FlaskClient, need) -> None:
    page = client.get(f"/needs/{need.id}/suppliers/lots")

    assert cells(page, 1) == ["2. Réfection de la toiture en ardoise", "1", "1", "1"]
    assert page.texts(".notice-attention h2") == ["Moins de trois entreprises"]


def test_a_reserved_lot_shows_how_many_are_eligible(client: FlaskClient, make, gardeners, roofers) -> None:
    need = make.need(**BOTH, lots=[{**GARDENS, "reserved": Reserved.INSERTION}, ROOFS])

    page = client.get(f"/needs/{need.id}/suppliers/lots")

    assert cells(page, 0)[-1] == "1 (L2113-13)"
    assert cells(page, 1)[-1] == "non réservé"


def test_a_small_firm_before_a_big_lot_is_advised_not_excluded(client: FlaskClient, need) -> None:
    page = client.get(f"/needs/{need.id}/suppliers/lots?lot=2")

    assert page.texts("article .advice")[0].startswith("Au moins 1 000 000 € par an")
    assert "3 à 5 personnes" in page.texts("article .advice")[0]


@pytest.mark.parametrize("lot", ["0", "3", "٢", "x", "-1", "99999999999999999999"])
def test_a_lot_that_is_not_there_is_404(client: FlaskClient, need, lot: str) -> None:
    assert client.get(f"/needs/{need.id}/suppliers/lots?lot={lot}").status_code == 404


def test_a_need_without_lots_leads_to_its_list(client: FlaskClient, make) -> None:
    need = make.need()

    assert client.get(f"/needs/{need.id}/suppliers/lots").location == f"/needs/{need.id}/suppliers"


def test_the_lots_of_a_draft_are_hidden_from_others(client: FlaskClient, make) -> None:
    """Row Z4."""
    draft = make.need(status=NeedStatus.DRAFT, published_at=None, lots=[GARDENS])

    assert client.get(f"/needs/{draft.id}/suppliers/lots").status_code == 404
    assert client.get(f"/needs/{draft.id}/suppliers/groups").status_code == 404
    assert client.get(f"/needs/{draft.id}/cuts").status_code == 404


def test_the_list_of_the_whole_tells_the_lots_too(client: FlaskClient, need) -> None:
    page = client.get(f"/needs/{need.id}/suppliers")

    assert "Correspond : lot 2" in page.texts("article .advice")


def test_a_firm_reads_on_the_need_which_lots_it_fits(client: FlaskClient, make, need, roofers) -> None:
    make.sign_in(client, make.member(roofers, Role.SUPPLIER))

    page = client.get(f"/needs/{need.id}")

    assert page.texts("#own-match + .card strong")[0] == "Correspond : lot 2"


def test_a_changed_lot_reaches_the_needs_kept_ready(make, context: Flask, roofers) -> None:
    buyer = make.buyer()
    actor = make.actor(make.member(buyer, Role.BUYER))
    need = make.need(buyer, **BOTH, lots=[GARDENS, ROOFS])
    matcher = index().current()
    before = matcher.needs_for(roofers.id, index().open_needs())[0][1].score
    db.session.rollback()  # the reading ends before the change begins, as between two requests

    with access(read_only=False):
        lot = db.session.get_one(Need, need.id).lots[1]
        services.change_lot(lot, actor, {"title": "Achat de microscopes", "cpv": None}, now=datetime.now(UTC))
        db.session.commit()

    assert matcher.needs_for(roofers.id, index().open_needs())[0][1].score < before


def test_a_firm_busy_when_the_work_begins_is_set_aside(client: FlaskClient, make) -> None:
    begins = date(2027, 3, 1)
    for name, until in (("Occupée", begins + timedelta(days=1)), ("Libre", begins)):
        make.offer(make.supplier(name=name), unavailable_until=until)
    need = make.need(starts_on=begins)

    listed = client.get(f"/needs/{need.id}/suppliers")
    aside = client.get(f"/needs/{need.id}/suppliers/set-aside")

    assert listed.texts("article h2") == ["Libre"]
    assert "Occupée" in aside.text


def test_the_pages_take_the_same_number_of_queries_for_1_3_and_20_firms(
    client: FlaskClient, make, count_queries, work
) -> None:
    need = make.need(**BOTH, lots=[GARDENS, ROOFS])
    counts = []
    for more in (1, 2, 17):
        for _ in range(more):
            make.offer(make.supplier(commune=CREIL, kinds=["EI"]))
        work()
        for path in ("lots", "lots?lot=1"):
            client.get(f"/needs/{need.id}/suppliers/{path}")
            counts.append(
                (path, count_queries(lambda path=path: client.get(f"/needs/{need.id}/suppliers/{path}")))
            )

    assert len(set(counts)) == 2
