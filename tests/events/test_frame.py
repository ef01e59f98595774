from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.events import frame


def hours(text: str) -> tuple[time, time]:
    first, last = text.split("-")
    return time.fromisoformat(first), time.fromisoformat(last)


@pytest.mark.parametrize(
    ("half_day", "closed", "starts"),
    [
        ("09:30-11:00", [], ["09:30", "09:55", "10:20"]),
        ("09:30-10:30", ["09:40-10:00"], ["10:00"]),
        ("09:30-10:15", ["10:15-10:30"], ["09:30", "09:55"]),
        ("09:30-09:45", [], []),
    ],
)
def test_a_half_day_is_cut_into_meetings(half_day: str, closed: list[str], starts: list[str]) -> None:
    found = frame.cut(hours(half_day), meeting=20, change=5, closed=map(hours, closed))

    assert [first.strftime("%H:%M") for first, _last in found] == starts


@given(st.integers(0, 700), st.integers(1, 700), st.integers(5, 120), st.integers(0, 60))
def test_meetings_fit_and_leave_time_to_change(start: int, length: int, meeting: int, change: int) -> None:
    half_day = (frame.clock(start), frame.clock(start + length))

    found = list(frame.cut(half_day, meeting=meeting, change=change))

    ends = [frame.minutes(last) for _first, last in found]
    assert all(frame.minutes(last) - frame.minutes(first) == meeting for first, last in found)
    assert all(frame.minutes(first) - end == change for (first, _), end in zip(found[1:], ends, strict=False))
    assert not ends or ends[-1] <= start + length
