"""Lots are needs of their own; the union holds whoever fits one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matchmaker.matching.lots import LotOutlook, board
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.values import Need
from tests.matching.factories import ARRAS, LILLE, fitted, need, region, supplier

MATCHER = fitted()
CLEANING = need("Nettoyage des locaux et des vitres", id="lot-1", cpv=("90910000",), zone=ARRAS)
GARDENS = need("Tonte et taille de haies", id="lot-2", cpv=("77310000",), zone=ARRAS)
WHOLE = need("Entretien de l’école", cpv=("90910000", "77310000"), zone=ARRAS, lots=(CLEANING, GARDENS))


def outlook(matcher: SupplierMatcher, lot: Need) -> LotOutlook:
    [found] = board(matcher, lot).outlooks()
    return found


def test_each_firm_of_the_union_comes_with_the_lots_it_fits() -> None:
    found = {one.supplier_id: one.fitted for one in board(MATCHER, WHOLE).union()}

    assert found["90-arras"] == (1,)
    assert found["77-lille"] == (2,)
    assert set(found) == {"90-arras", "90-lille", "90-marseille", "77-arras", "77-lille", "77-marseille"}


def test_the_points_of_a_lot_are_those_of_the_lot_alone() -> None:
    lots = board(MATCHER, WHOLE)
    at = lots.lots[0].find("90-arras")
    assert at is not None

    assert lots.fitting(at).lots[0].score == MATCHER.explain(CLEANING, "90-arras").score
    assert lots.fitting(at).score == MATCHER.explain(CLEANING, "90-arras").score


def test_the_union_goes_by_the_best_lot() -> None:
    union = board(MATCHER, WHOLE).union()

    assert [one.score for one in union] == sorted((one.score for one in union), reverse=True)
    assert board(MATCHER, WHOLE).union(2) == union[:2]


def test_a_firm_that_serves_both_lots_has_both() -> None:
    both = supplier(
        "deux-métiers", "Nettoyage des locaux et des vitres", "Tonte et taille de haies", zone=ARRAS
    )
    lots = board(MATCHER.with_changes([both]), WHOLE)
    at = lots.lots[0].find("deux-métiers")
    assert at is not None

    assert lots.fitting(at).fitted == (1, 2)


@pytest.mark.parametrize(
    ("article", "eligible"), [("L2113-12", 1), ("L2113-13", 2), ("L2113-14", 3), ("L2113-15", 1)]
)
def test_a_reserved_lot_counts_who_is_eligible_by_article(article: str, eligible: int) -> None:
    firms = [
        supplier("ea", "Nettoyage", kinds=frozenset({"ea"})),
        supplier("ei", "Nettoyage", kinds=frozenset({"ei"})),
        supplier("aci-ess", "Traiteur", kinds=frozenset({"aci", "ess"})),
    ]
    matcher = MATCHER.reindexed([*region(), *firms])

    assert outlook(matcher, replace(CLEANING, reserved=(article,))).eligible == eligible


def test_an_outlook_tells_who_fits_who_is_near_and_who_is_small() -> None:
    firms = [replace(one, size="tpe" if "arras" in str(one.id) else "ge") for one in region()]
    found = outlook(MATCHER.reindexed(firms), CLEANING)

    assert (found.eligible, found.fitting, found.near, found.small, found.few) == (None, 3, 1, 1, False)


def test_fewer_than_three_firms_are_few() -> None:
    assert outlook(MATCHER.reindexed(region()[:2]), CLEANING).few


def test_a_lot_at_another_place_has_other_firms_near() -> None:
    there = replace(CLEANING, zone=LILLE)

    assert outlook(MATCHER, there).near == 1


def test_a_need_without_lots_is_its_own_only_one() -> None:
    assert board(MATCHER, CLEANING).parts == (CLEANING,)
