"""The public page lets a reader move the weights, shows what happens, and changes nothing."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.weights import shipped_weights
from matchmaker.pages import method


def order(page) -> list[str]:
    return page.texts("#moved article h3")


def test_moved_weights_sum_to_100() -> None:
    found = method.moved(shipped_weights(), {"words": 1, "spelling": 1, "cpv": 1, "place": 5})

    assert sum(found.maximum.values()) == pytest.approx(100)
    assert found.maximum["place"] == 62.5


def test_without_any_weight_there_is_no_order() -> None:
    with pytest.raises(ValueError, match="0"):
        method.moved(shipped_weights(), dict.fromkeys(("words", "spelling", "cpv", "place"), 0))


def test_each_criterion_alone_orders_otherwise() -> None:
    current = SupplierMatcher().fit(method.FIRMS)

    orders = {
        tuple(
            one.name
            for one in method.example(current, method.moved(current.weights_, {**NONE, criterion: 1}))
        )
        for criterion in NONE
    }

    assert len(orders) >= 3


NONE = {"words": 0, "spelling": 0, "cpv": 0, "place": 0}


def test_the_page_ranks_the_example_with_the_weights_in_force(client: FlaskClient) -> None:
    page = client.get("/how-it-works")

    assert len(order(page)) >= 5
    assert "avec les poids en vigueur" in page.texts("#moved [role=status]")[0].lower()


def test_the_reader_s_weights_change_the_example_alone(client: FlaskClient) -> None:
    before, moved = (
        client.get("/how-it-works"),
        client.get("/how-it-works?words=0&spelling=0&cpv=0&place=100"),
    )
    after = client.get("/how-it-works")

    assert order(moved) != order(before)
    assert order(after) == order(before)
    assert moved.texts("main > table td.number") == before.texts("main > table td.number")


@pytest.mark.parametrize(
    "query", ["words=-1", "words=abc&place=3", "cpv=101", "words=٣", "words=0&spelling=0&cpv=0&place=0"]
)
def test_numbers_that_are_none_are_said(client: FlaskClient, query: str) -> None:
    page = client.get(f"/how-it-works?{query}")

    assert page.soup.select_one(".error-summary a") is not None
    assert len(order(page)) >= 5
