"""When mails that can wait may leave: neither at night nor at week-ends, in the time of Paris."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app

from matchmaker.notifications.kinds import Frequency

PARIS = ZoneInfo("Europe/Paris")
SATURDAY = 5
DAY = timedelta(days=1)


def at_work(now: datetime) -> bool:
    """Between `QUIET_UNTIL` and `QUIET_FROM` of a working day."""
    settings = current_app.config["SETTINGS"]
    here = now.astimezone(PARIS)
    return here.weekday() < SATURDAY and settings.quiet_until <= here.hour < settings.quiet_from


def morning(day: date) -> datetime:
    """When the quiet hours of that day end. The clocks of Paris change at night: at no such hour."""
    hour = current_app.config["SETTINGS"].quiet_until
    return datetime.combine(day, time(hour), PARIS).astimezone(UTC)


def next_morning(now: datetime) -> datetime:
    """The end of the quiet hours on the next working day."""
    day = now.astimezone(PARIS).date() + DAY
    while day.weekday() >= SATURDAY:
        day += DAY
    return morning(day)


def opening(now: datetime) -> datetime:
    """Now, or when the quiet hours end."""
    today = morning(now.astimezone(PARIS).date())
    if at_work(now):
        return now
    return today if now < today and now.astimezone(PARIS).weekday() < SATURDAY else next_morning(now)


def due(frequency: Frequency, now: datetime) -> datetime:
    """When a mail of that frequency leaves: weekly ones on Monday morning."""
    if frequency is Frequency.AT_ONCE:
        return opening(now)
    day = next_morning(now)
    while frequency is Frequency.WEEKLY and day.astimezone(PARIS).weekday() != 0:
        day = next_morning(day)
    return day
