"""Help while a need is written: past needs that resemble it, and the cuts that would open it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.needs.models import NeedStatus
from matchmaker.organisations.models import Size
from tests.sourcing.test_lots import BOTH, GARDENS, ROOFS, SLATES


@pytest.fixture
def buyer(make):
    return make.buyer()


@pytest.fixture
def signed_in(client: FlaskClient, make, buyer) -> FlaskClient:
    make.sign_in(client, make.member(buyer, Role.BUYER))
    return client


def past(page) -> list[str]:
    return [link.contents[0] for link in page.soup.select(".similar a")]


def test_past_needs_nearest_in_words_come_with_code_and_lots(client: FlaskClient, make) -> None:
    make.need(title="Tonte des stades", lots=[GARDENS], status=NeedStatus.AWARDED)
    make.need(title="Achat de logiciels", description="Licences.", cpv="48000000")

    page = client.get("/needs/similar?title=Taille+des+haies+et+tonte")

    assert past(page) == ["Tonte des stades"]
    assert "77310000" in page.text
    assert GARDENS["title"] in page.text


def test_a_draft_is_nobody_s_past_need(client: FlaskClient, make) -> None:
    """Row Z4."""
    make.need(title="Tonte des stades", status=NeedStatus.DRAFT, published_at=None)
    make.need(title="Tonte des parcs", status=NeedStatus.WITHDRAWN)

    assert past(client.get("/needs/similar?title=tonte")) == []


def test_a_need_published_since_is_found_and_its_own_is_not(client: FlaskClient, make) -> None:
    first = make.need(title="Tonte des stades")
    client.get("/needs/similar?title=tonte")
    make.need(title="Tonte des parcs")

    assert past(client.get(f"/needs/similar?title=tonte&need={first.id}")) == ["Tonte des parcs"]


@pytest.mark.parametrize(
    "query", ["", "title=", "title=%00", "title=2024", "need=x&title=%F0%9F%8C%B3", f"title={'a' * 3000}"]
)
def test_words_that_say_nothing_find_nothing(client: FlaskClient, make, query: str) -> None:
    make.need()

    page = client.get(f"/needs/similar?{query}")

    assert (page.status_code, past(page)) == (200, [])


def test_the_next_screen_shows_them_without_a_script(signed_in: FlaskClient, make, buyer) -> None:
    make.need(title="Tonte des stades")
    draft = make.need(buyer, title="Tonte et haies", status=NeedStatus.DRAFT, published_at=None, cpv=None)

    assert past(signed_in.get(f"/needs/{draft.id}/how-much")) == ["Tonte des stades"]


def test_the_team_reads_how_many_small_firms_each_lot_would_open(signed_in: FlaskClient, make, buyer) -> None:
    make.offer(make.supplier(size=Size.TPE))
    make.offer(make.supplier(size=Size.PME), **SLATES)
    draft = make.need(buyer, **BOTH, lots=[GARDENS, ROOFS], status=NeedStatus.DRAFT, published_at=None)

    page = signed_in.get(f"/needs/{draft.id}/cuts")

    rows = [
        [cell.get_text(strip=True) for cell in row.select("td")]
        for row in page.soup.select("section tbody tr")
    ]
    assert rows == [["1", "1"], ["1", "0"]]
    assert page.texts("section p strong") == ["2 TPE ou PME pourraient prendre au moins une partie."]


def test_a_need_without_lots_is_told_as_a_whole(signed_in: FlaskClient, make, buyer) -> None:
    make.offer(make.supplier(size=Size.TPE))
    need = make.need(buyer)

    page = signed_in.get(f"/needs/{need.id}/cuts")

    assert page.texts("caption") == ["Qui pourrait répondre"]
    assert page.texts(".empty h3") == ["Pas de découpage à proposer"]


def test_the_cuts_are_the_team_s_own(client: FlaskClient, make) -> None:
    need = make.need()
    make.sign_in(client, make.member(make.buyer(), Role.BUYER))

    assert client.get(f"/needs/{need.id}/cuts").status_code == 404
