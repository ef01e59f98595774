"""From a day and an hour as people in France mean them to one moment, and never by guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_TYPED = re.compile(r"([01]?[0-9]|2[0-3])(?:\s*(?:[:.]|h|H)\s*([0-5][0-9])?)?", re.ASCII)


class NoSuchMoment(ValueError):
    """The clocks change: `reason` is "skipped" (this hour does not exist that night) or "twice"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_hour(text: str) -> time | None:
    """`17:00`, `17h`, `17 h 30`, `17`; None when it is no hour of the day."""
    found = _TYPED.fullmatch(text.strip())
    return time(int(found[1]), int(found[2] or 0)) if found else None


def moment(day: date, hour: time) -> datetime:
    """The moment, in UTC, when clocks in Paris show this. Raises NoSuchMoment on the nights they change."""
    first, second = (datetime.combine(day, hour, PARIS).replace(fold=fold) for fold in (0, 1))
    utc = first.astimezone(UTC)
    if utc.astimezone(PARIS).replace(tzinfo=None) != datetime.combine(day, hour):
        raise NoSuchMoment("skipped")
    if utc != second.astimezone(UTC):
        raise NoSuchMoment("twice")
    return utc


def in_paris(moment: datetime) -> datetime:
    return moment.astimezone(PARIS)
