"""Dates as they are written in the files, and the year a contract belongs to."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1990, 2099
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(.*)", re.DOTALL)
_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)", re.DOTALL)
_ZONE = re.compile(r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?")


@lru_cache(maxsize=50_000)
def read_date(text: str) -> tuple[str | None, str | None]:
    """`YYYY-MM-DD` or None, and the rule that was needed.

    `date_time_zone`: an hour or a zone was cut (the day stands as written); `date_other_form`: day first;
    `date_absurd`: a year outside 1990–2099, such as 0218, is not guessed; `date_malformed`: no such day.
    """
    text = text.strip()
    if not text or text.upper() == "NC":
        return None, None
    found = _ISO.fullmatch(text)
    rule = None
    if found:
        year, month, day, rest = found.groups()
    else:
        found = _FRENCH.fullmatch(text)
        if not found:
            return None, "date_malformed"
        day, month, year, rest = found.groups()
        rule = "date_other_form"
    if rest:
        if not _ZONE.fullmatch(rest):
            return None, "date_malformed"
        rule = "date_time_zone"
    return _checked(int(year), int(month), int(day), rule)


def _checked(year: int, month: int, day: int, rule: str | None) -> tuple[str | None, str | None]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, "date_absurd"
    try:
        return date(year, month, day).isoformat(), rule
    except ValueError:
        return None, "date_malformed"


def year_of(first_notification: date | None) -> int | None:
    """A contract belongs to the year of its first notification, never to that of a modification."""
    return first_notification.year if first_notification else None


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    return date(year, month, min(day.day, last))


def published_late(notified: date | None, published: date | None) -> bool | None:
    """More than two months between notification and publication (L2196-2); None when one is unknown."""
    if notified is None or published is None:
        return None
    return published > add_months(notified, 2)
