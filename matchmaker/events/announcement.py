"""The event as a calendar holds it: one entry a day, the same UID whenever it is fetched again."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from icalendar import Calendar
from icalendar import Event as Entry

from matchmaker.events.models import Event, EventStatus
from matchmaker.events.models.event import TIME_ZONE


def days(event: Event) -> list[tuple[datetime, datetime]]:
    """Begin and end of each day, over its half-days."""
    found = []
    for day, half_days in groupby(event.half_days, key=lambda one: one.day):
        hours = list(half_days)
        first, last = min(one.starts for one in hours), max(one.ends for one in hours)
        found.append(tuple(datetime.combine(day, at, tzinfo=TIME_ZONE) for at in (first, last)))
    return found  # type: ignore[return-value]  # pairs


def calendar(event: Event, *, host: str, url: str) -> bytes:
    book = Calendar()
    book.add("prodid", "-//Le Beffroi//Rencontres//FR")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    for number, (starts, ends) in enumerate(days(event), 1):
        entry = Entry()
        entry.add("uid", f"event-{event.id}-{number}@{host}")
        entry.add("dtstamp", event.updated_at)
        entry.add("sequence", event.version)
        entry.add("summary", event.name)
        entry.add("dtstart", starts)
        entry.add("dtend", ends)
        entry.add("location", ", ".join(part for part in (event.place_name, event.address) if part))
        entry.add("url", url)
        entry.add("status", "CANCELLED" if event.status is EventStatus.CANCELLED else "CONFIRMED")
        book.add_component(entry)
    book.add_missing_timezones()
    content: bytes = book.to_ical()
    return content
