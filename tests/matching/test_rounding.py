"""One decimal, and parts that sum to it."""

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.rounding import tenths_of

PARTS = st.lists(st.floats(0, 40, allow_nan=False), min_size=1, max_size=4)


def test_parts_share_the_rounding_by_largest_remainder() -> None:
    assert tenths_of([1.04, 1.04, 1.04]) == (11, 10, 10)


def test_parts_stop_at_a_hundred_points() -> None:
    assert sum(tenths_of([60.0, 60.0])) == 1000


@given(PARTS)
def test_parts_sum_to_the_rounded_sum(parts: list[float]) -> None:
    found = tenths_of(parts)

    assert abs(sum(found) - min(1000, sum(parts) * 10)) <= 0.5 + 1e-6
    assert all(part >= 0 for part in found)


@given(st.lists(st.floats(0, 20, allow_nan=False), min_size=1, max_size=4))
def test_no_part_moves_by_a_tenth(parts: list[float]) -> None:
    assert all(abs(found - part * 10) < 1 + 1e-6 for found, part in zip(tenths_of(parts), parts, strict=True))
