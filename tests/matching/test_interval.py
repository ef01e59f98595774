"""Wilson's interval: around the share, inside 0..1, narrower with more cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.interval import wilson


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_stands_in_its_interval(case) -> None:
    found = wilson(*case)

    assert 0 <= found.low <= found.value <= found.high <= 1


def test_known_values() -> None:
    found = wilson(5, 10)

    assert (round(found.low, 3), round(found.high, 3)) == (0.237, 0.763)


@pytest.mark.parametrize("yes", [0, 3])
def test_more_cases_say_more(yes: int) -> None:
    few, many = wilson(yes, 10), wilson(10 * yes, 100)

    assert many.high - many.low < few.high - few.low


def test_nothing_known_is_everything_possible() -> None:
    found = wilson(0, 0)

    assert (found.value, found.low, found.high) == (None, 0.0, 1.0)
