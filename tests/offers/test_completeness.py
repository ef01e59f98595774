"""Gain in matching, from the weights that the matcher runs with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.weights import CRITERIA, shipped_weights
from matchmaker.offers.completeness import Facts, Gain, missing, reachable

WEIGHTS = shipped_weights()
FULL = Facts(text=True, cpv=True, zone=True, references=2, labels=True, capacity=True)
facts = st.builds(
    Facts,
    text=st.booleans(),
    cpv=st.booleans(),
    zone=st.booleans(),
    nationwide=st.booleans(),
    references=st.integers(0, 5),
    labels=st.booleans(),
    capacity=st.booleans(),
)


def gain(part: str, held: Facts) -> Gain | None:
    return next((one for one in missing(held) if one.part == part), None)


def test_a_whole_offer_reaches_all_points_and_misses_nothing() -> None:
    assert (reachable(FULL), missing(FULL)) == (100, ())


def test_a_missing_code_brings_the_criterion_s_maximum() -> None:
    assert gain("cpv", Facts(text=True)) == Gain("cpv", round(WEIGHTS.most("cpv", 1)))


def test_gains_follow_the_weights() -> None:
    heavier = replace(WEIGHTS, maximum={**WEIGHTS.maximum, "cpv": 40.0, "spelling": 21.0})

    assert Gain("cpv", 40) in missing(Facts(text=True, references=2), heavier)


def test_the_greatest_gain_comes_first_and_what_is_not_counted_last() -> None:
    found = missing(Facts())

    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)
    assert [one.part for one in found if not one.points] == ["labels", "capacity"]


def test_all_of_france_reaches_less_than_a_place_named() -> None:
    everywhere = replace(FULL, nationwide=True)
    here = WEIGHTS.maximum["place"] * WEIGHTS.nationwide

    assert gain("narrower", everywhere) == Gain("narrower", round(WEIGHTS.maximum["place"] - here))
    assert reachable(everywhere) == round(100 - WEIGHTS.maximum["place"] + here)


def test_a_place_alone_reaches_nothing() -> None:
    assert reachable(Facts(zone=True)) == 0


@pytest.mark.parametrize("references", [2, 3, 20])
def test_beyond_three_pieces_a_reference_brings_nothing(references: int) -> None:
    assert gain("reference", replace(FULL, references=references)) is None


@pytest.mark.parametrize("rank", [1, 2])
def test_a_reference_never_brings_more_than_is_told(rank: int) -> None:
    """The bound against a search over the value of the pieces, all alike at best."""
    told = gain("reference", replace(FULL, references=rank - 1))
    before, after = (sum(WEIGHTS.decay[:count]) / sum(WEIGHTS.decay) for count in (rank, rank + 1))
    smooth = [
        [2 * step * share / 1000 - (step * share / 1000) ** 2 for share in (before, after)]
        for step in range(1001)
    ]
    text = sum(WEIGHTS.maximum[name] for name in CRITERIA if name != "place")
    best = text * max(higher - lower for lower, higher in smooth)

    assert told is not None
    assert abs(told.points - best) <= 1


@given(facts)
@settings(deadline=None, max_examples=60)
def test_reach_stays_within_a_hundred_and_never_falls_when_something_is_added(held: Facts) -> None:
    richer = (replace(held, text=True), replace(held, cpv=True), replace(held, zone=True))

    assert 0 <= reachable(held) <= 100
    assert all(reachable(one) >= reachable(held) for one in richer)
