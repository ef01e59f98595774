"""Suppliers of a need, needs of a supplier, who is set aside: as buyer, firm and passer-by see them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.needs.models import NeedStatus, Reserved
from matchmaker.organisations.models import Size
from matchmaker.reference.zones import Zone
from tests.factories.make import CREIL

ROOFS = {
    "title": "Couverture et zinguerie",
    "what": "Nous refaisons les toitures en ardoise et en tuile.",
    "cpvs": ["45261000"],
}


@pytest.fixture
def gardeners(make):
    firm = make.supplier(name="Les Jardiniers de la Scarpe", kinds=["EI"])
    make.offer(firm)
    return firm


@pytest.fixture
def roofers(make):
    firm = make.supplier(name="Toits de l’Oise", size=Size.PME, commune=CREIL)
    make.offer(firm, zone=Zone(departments=("60",)), **ROOFS)
    return firm


def names(page) -> list[str]:
    return page.texts("article h2, article h3")


def test_the_need_shows_the_firm_that_fits_first_with_its_reasons(
    client: FlaskClient, make, gardeners, roofers
) -> None:
    need = make.need()

    page = client.get(f"/needs/{need.id}")

    assert names(page)[0] == "Les Jardiniers de la Scarpe"
    assert page.soup.select_one("article .extract mark") is not None


def test_the_points_shown_sum_to_the_score(client: FlaskClient, make, gardeners) -> None:
    need = make.need()

    page = client.get(f"/needs/{need.id}/suppliers")
    score = number(page.texts(".ruler-score strong")[0])
    points = [number(text) for text in page.texts(".ruler-parts summary b")]

    assert round(sum(points), 1) == score


def number(text: str) -> float:
    return float(text.replace(",", "."))


@pytest.mark.parametrize(
    ("switch", "kept"), [("ess=1", ["Les Jardiniers de la Scarpe"]), ("size=pme", ["Toits de l’Oise"])]
)
def test_switches_filter_the_list(
    client: FlaskClient, make, gardeners, roofers, switch: str, kept: list[str]
) -> None:
    need = make.need(
        description="Tonte des pelouses, taille des haies, reprise des toitures.", zone=Zone(regions=("32",))
    )

    assert names(client.get(f"/needs/{need.id}/suppliers?{switch}")) == kept


def test_the_place_can_be_left_out_of_the_score(client: FlaskClient, make, gardeners) -> None:
    need = make.need()

    usual = client.get(f"/needs/{need.id}/suppliers")
    without = client.get(f"/needs/{need.id}/suppliers?place=0")

    assert number(usual.texts(".ruler-score strong")[0]) > number(without.texts(".ruler-score strong")[0])
    assert any(text.startswith("Lieu") for text in usual.texts(".ruler-parts summary"))


def test_a_reserved_need_sets_the_others_aside_and_says_why(
    client: FlaskClient, make, gardeners, roofers
) -> None:
    need = make.need(reserved=Reserved.INSERTION)

    listed = client.get(f"/needs/{need.id}/suppliers")
    aside = client.get(f"/needs/{need.id}/suppliers/set-aside")

    assert names(listed) == ["Les Jardiniers de la Scarpe"]
    assert "Toits de l’Oise" in aside.text
    assert "L2113-13" in aside.text


def test_the_suppliers_of_a_draft_are_hidden_from_others(client: FlaskClient, make, gardeners) -> None:
    """Row Z4."""
    need = make.need(status=NeedStatus.DRAFT, published_at=None)

    assert client.get(f"/needs/{need.id}/suppliers").status_code == 404
    assert client.get(f"/needs/{need.id}/suppliers/set-aside").status_code == 404


def test_a_list_without_anybody_gives_ways_out(client: FlaskClient, make) -> None:
    need = make.need()

    page = client.get(f"/needs/{need.id}/suppliers")

    assert page.texts(".empty h2") == ["Aucun fournisseur ne correspond encore"]


def test_pages_past_the_end_are_404(client: FlaskClient, make, gardeners) -> None:
    need = make.need()

    assert [
        client.get(f"/needs/{need.id}/suppliers?page={page}").status_code for page in (2, 11, 0, "x")
    ] == [404] * 4


def test_a_firm_sees_the_needs_that_fit_it_with_the_buyer_s_score(
    client: FlaskClient, make, gardeners
) -> None:
    need = make.need(title="Tonte des stades")
    make.need(title="Achat de logiciels", description="Licences de bureautique.", cpv="48000000")
    make.sign_in(client, make.member(gardeners, Role.SUPPLIER))

    mine = client.get("/needs-for-me")
    theirs = client.get(f"/needs/{need.id}/suppliers")

    assert names(mine)[0] == "Tonte des stades"
    assert mine.texts(".ruler-score strong")[0] == theirs.texts(".ruler-score strong")[0]


def test_a_need_that_is_only_near_is_not_shown_to_a_firm(client: FlaskClient, make, gardeners) -> None:
    make.need(title="Achat de logiciels", description="Licences de bureautique.", cpv="48000000")
    make.sign_in(client, make.member(gardeners, Role.SUPPLIER))

    assert client.get("/needs-for-me").texts(".empty h2") == ["Aucun besoin ouvert ne correspond encore"]


def test_a_firm_sees_what_its_offer_brings_before_the_worker_ran(
    client: FlaskClient, make, gardeners
) -> None:
    make.need(title="Reprise d’une toiture en ardoise", description="Couverture de l’école.", cpv="45261000")
    make.sign_in(client, make.member(gardeners, Role.SUPPLIER))
    before = names(client.get("/needs-for-me"))

    make.offer(gardeners, zone=Zone(regions=("32",)), **ROOFS)

    assert before == []
    assert names(client.get("/needs-for-me")) == ["Reprise d’une toiture en ardoise"]


def test_needs_for_me_is_for_firms_only(client: FlaskClient, make) -> None:
    make.sign_in(client, make.member(make.buyer(), Role.BUYER))

    assert client.get("/needs-for-me").status_code == 403


def test_a_new_offer_is_suggested_after_the_worker_ran(client: FlaskClient, make, work, roofers) -> None:
    need = make.need()
    before = names(client.get(f"/needs/{need.id}/suppliers"))
    firm = make.supplier(name="Tondre et tailler")
    make.offer(firm)
    work()

    assert "Tondre et tailler" not in before
    assert names(client.get(f"/needs/{need.id}/suppliers"))[0] == "Tondre et tailler"


def test_the_list_takes_the_same_number_of_queries_for_1_3_and_20_rows(
    client: FlaskClient, make, count_queries
) -> None:
    need = make.need()
    counts = []
    for more in (1, 2, 17):
        for _ in range(more):
            make.offer(make.supplier(kinds=["EI"]), labels=[{"name": "Qualité"}])
        client.get(f"/needs/{need.id}/suppliers")
        counts.append(count_queries(lambda: client.get(f"/needs/{need.id}/suppliers")))

    assert len(set(counts)) == 1
