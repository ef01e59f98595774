from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.observatory.method import delays, shares

STATUSES = st.lists(st.sampled_from((True, False, None)), max_size=6)


@pytest.mark.parametrize(("yes", "known", "value"), [(5, 9, None), (0, 10, 0.0), (10, 10, 1.0), (0, 0, None)])
def test_no_share_under_ten_known(yes: int, known: int, value: float | None) -> None:
    assert shares.share(yes, known) == value


@settings(deadline=None, max_examples=60)
@given(st.integers(10, 5000), st.floats(0, 1))
def test_interval_holds_the_share_and_stays_within_bounds(known: int, part: float) -> None:
    yes = round(part * known)
    interval = shares.wilson(yes, known)

    assert interval is not None
    assert 0 <= interval.low <= yes / known + 1e-9
    assert yes / known - 1e-9 <= interval.high <= 1


def test_interval_of_wilson() -> None:
    interval = shares.wilson(4, 20)

    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.0807, 0.416)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [([True, None], True), ([False, None], None), ([False, False], False), ([], None), ([None], None)],
)
def test_contract_has_what_one_supplier_has(statuses: list[bool | None], expected: bool | None) -> None:
    assert shares.any_of(statuses) is expected


@settings(deadline=None, max_examples=60)
@given(st.floats(0, 1e9), STATUSES)
def test_split_never_gives_more_than_the_amount(amount: float, statuses: list[bool | None]) -> None:
    yes, known = shares.split(amount, statuses)

    assert 0 <= yes <= known * (1 + 1e-9)
    assert known <= amount * (1 + 1e-9)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(1, 1e7), min_size=1, max_size=30))
def test_concentration_lies_between_equality_and_one(amounts: list[float]) -> None:
    top, hhi = shares.concentration(amounts)

    assert top is not None
    assert hhi is not None
    assert min(1, 5 / len(amounts)) <= top * (1 + 1e-9)
    assert 1 / len(amounts) <= hhi * (1 + 1e-9) <= 1 + 1e-6


@pytest.mark.parametrize(
    ("family", "limit"), [("state", 30), ("local", 30), ("hospital", 50), ("undertaking", 60)]
)
def test_legal_limit_of_a_family(family: str, limit: int) -> None:
    assert delays.legal_limit(family) == limit


def test_weights_are_payments_and_what_is_not_given_is_left_out() -> None:
    mean, payments, unknown = delays.weighted([(10, 300), (40, 100), (None, 50)])

    assert (math.isclose(mean or 0, 17.5), payments, unknown) == (True, 400, 50)
