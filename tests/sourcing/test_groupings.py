"""Groups of firms on the pages: of the need, and of the reader's own firm."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from tests.sourcing.test_lots import BOTH, GARDENS, ROOFS, SLATES


@pytest.fixture
def firms(make):
    gardeners = make.supplier(name="Les Jardiniers de la Scarpe")
    make.offer(gardeners, capacity_band="0-25k")
    roofers = make.supplier(name="Toits de l’Artois", headcount="02")
    make.offer(roofers, **SLATES)
    return gardeners, roofers


@pytest.fixture
def need(make, firms):
    return make.need(**BOTH, lots=[GARDENS, ROOFS], amount_band="1-5.4m")


def number(text: str) -> float:
    return float(text.replace(",", "."))


def test_a_gardener_and_a_roofer_cover_both_lots_and_each_says_what_it_brings(
    client: FlaskClient, need
) -> None:
    page = client.get(f"/needs/{need.id}/suppliers/groups")

    [group] = page.soup.select("article.card")
    assert {one.get_text(strip=True) for one in group.select("h2 a")} == {
        "Les Jardiniers de la Scarpe",
        "Toits de l’Artois",
    }
    brought = " ".join(page.texts("article li"))
    assert "Elle seule correspond : lot 1." in brought
    assert "Elle seule correspond : lot 2." in brought


def test_the_bricks_of_a_group_sum_to_what_it_covers(client: FlaskClient, need) -> None:
    page = client.get(f"/needs/{need.id}/suppliers/groups")

    bricks = [number(text) for text in page.texts(".ruler-parts summary b")]
    assert round(sum(bricks), 1) == number(page.texts(".ruler-score strong")[0])


def test_a_group_too_small_for_the_amount_says_so(client: FlaskClient, need) -> None:
    page = client.get(f"/needs/{need.id}/suppliers/groups")

    assert page.texts("article .advice")[0].endswith("78 % du montant.")


def test_a_firm_sees_with_whom_it_would_cover_the_need(client: FlaskClient, make, need, firms) -> None:
    make.sign_in(client, make.member(firms[1], Role.SUPPLIER))

    page = client.get(f"/needs/{need.id}/partners")

    assert page.texts("article h2 a") == ["Toits de l’Artois", "Les Jardiniers de la Scarpe"]
    assert page.texts("article h2 .soft") == ["(vous)"]


def test_a_need_that_one_firm_covers_needs_no_group(client: FlaskClient, make) -> None:
    make.offer(make.supplier(name="Tout vert"))
    need = make.need(title="Pelouses et haies", description="", amount_band=None)

    assert client.get(f"/needs/{need.id}/suppliers/groups").texts(".empty h2") == [
        "Aucun groupement n’est nécessaire"
    ]


def test_a_need_that_nobody_fits_has_no_group(client: FlaskClient, make) -> None:
    need = make.need()

    assert client.get(f"/needs/{need.id}/suppliers/groups").texts(".empty h2") == [
        "Pas de groupement à proposer"
    ]


@pytest.mark.parametrize("path", ["partners", "what-would-raise-it"])
def test_a_buyer_has_no_partners_to_look_for(client: FlaskClient, make, path: str) -> None:
    need = make.need()
    make.sign_in(client, make.member(make.buyer(), Role.BUYER))

    assert client.get(f"/needs/{need.id}/{path}").status_code == 403
