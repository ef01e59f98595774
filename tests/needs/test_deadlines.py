"""Hours as people write them, and the two nights when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.needs.deadlines import NoSuchMoment, in_paris, moment, parse_hour


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("17:00", time(17)),
        ("9 h 30", time(9, 30)),
        ("9h", time(9)),
        ("17", time(17)),
        (" 09.05 ", time(9, 5)),
        ("0:00", time(0)),
        ("24:00", None),
        ("12:60", None),
        ("-1", None),
        ("midi", None),
        ("١٧", None),
        ("", None),
    ],
)
def test_hours(text: str, hour: time | None) -> None:
    assert parse_hour(text) == hour


def test_paris_is_one_hour_ahead_in_winter_and_two_in_summer() -> None:
    assert moment(date(2026, 12, 1), time(17)) == datetime(2026, 12, 1, 16, tzinfo=UTC)
    assert moment(date(2026, 7, 1), time(17)) == datetime(2026, 7, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour", "reason"),
    [(date(2027, 3, 28), time(2, 30), "skipped"), (date(2026, 10, 25), time(2, 30), "twice")],
)
def test_nights_of_the_change_are_not_guessed(day: date, hour: time, reason: str) -> None:
    """Row I10."""
    with pytest.raises(NoSuchMoment) as refused:
        moment(day, hour)

    assert refused.value.reason == reason


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2036, 12, 31)), st.times(timezones=st.none()))
def test_a_moment_is_read_back_as_it_was_typed(day: date, hour: time) -> None:
    try:
        found = moment(day, hour)
    except NoSuchMoment:
        return

    assert in_paris(found).replace(tzinfo=None) == datetime.combine(day, hour)
