"""The frame of a day, as arithmetic on wall-clock hours: half-days cut into slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import time

Stretch = tuple[time, time]


def cut(half_day: Stretch, *, meeting: int, change: int, closed: Iterable[Stretch] = ()) -> Iterator[Stretch]:
    """The meetings that fit into a half-day, `meeting` minutes each with `change` minutes between.

    A meeting that would touch a closed stretch begins after it.
    """
    shut = sorted((minutes(first), minutes(last)) for first, last in closed)
    now, end = minutes(half_day[0]), minutes(half_day[1])
    while now + meeting <= end:
        hit = next((last for first, last in shut if first < now + meeting and now < last), None)
        if hit is not None:
            now = hit
            continue
        yield clock(now), clock(now + meeting)
        now += meeting + change


def overlap(one: Stretch, other: Stretch) -> bool:
    """Touching ends do not overlap."""
    return one[0] < other[1] and other[0] < one[1]


def minutes(hour: time) -> int:
    """Since midnight."""
    return hour.hour * 60 + hour.minute


def clock(since_midnight: int) -> time:
    return time(*divmod(since_midnight, 60))
