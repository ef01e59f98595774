from __future__ import annotations

import math
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.observatory.method import amounts


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        (None, "missing"),
        (0, "zero"),
        (0.5, "below_one"),
        (-3, "below_one"),
        (1, None),
        (99.99, None),
        (9_999, None),
        (99_999, "nines"),
        (99_999.99, "nines"),
        (99_999.5, None),
        (999_999_999, "nines"),
        (9_999_999_999, "nines"),
        (33_333, None),
        (333_333, "repeated_digit"),
        (333_333.33, "repeated_digit"),
        (333_333.34, None),
        (3_000_000_000, None),
        (3_000_000_001, "above_ceiling"),
        (48_200.5, None),
    ],
)
def test_amount_that_cannot_be_added_up_has_its_reason(amount: float | None, reason: str | None) -> None:
    assert amounts.unusable_reason(amount) == reason


@pytest.mark.parametrize(
    ("given_value", "amount"),
    [("12 345,60", 12345.6), ("1\u202f000 €", 1000.0), ("", None), ("NC", None), (True, None), ("nan", None),
     ("1e400", None), ([1], None), (7, 7.0)],
)  # fmt: skip
def test_amount_is_read_or_is_none(given_value: object, amount: float | None) -> None:
    assert amounts.read_amount(given_value) == amount


@pytest.mark.parametrize(
    ("declared", "amount", "flags"),
    [
        ([100], 100, ()),
        ([100, 120, 110], 110, ()),
        ([100, 12], 100, ("suspected_increment",)),
        ([100, 600, 120], 120, ("suspected_slip",)),
        ([0, 250], 250, ()),
        ([100, None, 0], 100, ()),
        ([999_999, 250], 250, ()),
        ([], None, ()),
    ],
)
def test_current_amount_follows_plausible_modifications(
    declared: list[float | None], amount: float | None, flags: tuple[str, ...]
) -> None:
    assert amounts.current_amount(declared) == (amount, flags)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(1, 1e9), min_size=1, max_size=6))
def test_current_amount_is_always_one_that_was_declared(declared: list[float]) -> None:
    amount, _flags = amounts.current_amount(declared)

    assert amount in declared


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(1, 1e6), min_size=10, max_size=40), st.floats(1.1, 1000))
def test_fence_scales_with_the_amounts_and_keeps_the_middle(held: list[float], factor: float) -> None:
    fence = amounts.fence(held)

    assert fence is not None
    assert fence > statistics.median(held)
    assert amounts.fence([factor * one for one in held]) == pytest.approx(factor * fence, rel=1e-6)


def test_fence_needs_ten_amounts() -> None:
    assert amounts.fence([100.0] * 9) is None
    assert amounts.fence([100.0] * 10) == pytest.approx(100 * math.exp(6 * amounts.LEAST_SPREAD))


@pytest.mark.parametrize(("count", "amount", "day", "expected"), [(3, 500_000, "d", True), (2, 500_000, "d", False),
                                                                  (3, 499_999, "d", False), (3, 500_000, None, False)])  # fmt: skip
def test_lots_need_three_large_equal_amounts_of_one_day(
    count: int, amount: float, day: object, expected: bool
) -> None:
    assert amounts.repeated_on_lots(count, amount, day) is expected
