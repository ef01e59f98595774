"""An agenda as a calendar (RFC 5545): what a phone subscribes to, and follows.

A meeting is known by its pair: moved, it keeps its UID and its SEQUENCE rises; given up, it stays in the
feed as CANCELLED, since a calendar that merely lacks it would keep showing it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from flask_babel import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from matchmaker.events.agendas import MEETING, WORKSHOP, Item, Party, Whole
from matchmaker.events.models import EventStatus
from matchmaker.events.models.event import TIME_ZONE

REFRESH = timedelta(minutes=15)
LONGEST = 500


def calendar(whole: Whole, person: Party, *, host: str, url: str) -> bytes:
    """The feed of one person; `url` leads back to their page."""
    made = Calendar()
    made.add("prodid", "-//Rencontres//Agenda//FR")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", line(whole.event.name))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", REFRESH)
    called_off = whole.event.status is EventStatus.CANCELLED
    for item in whole.agenda(person).items:
        if item.kind in (MEETING, WORKSHOP):
            made.add_component(_entry(whole, item, person, host, url, cancelled=called_off))
    for item in whole.cancelled(person):
        made.add_component(_entry(whole, item, person, host, url, cancelled=True))
    if made.walk("VEVENT"):
        made.add_missing_timezones()
    return bytes(made.to_ical())


def _entry(whole: Whole, item: Item, person: Party, host: str, url: str, *, cancelled: bool) -> Entry:
    entry, placed = Entry(), item.placed
    entry.add("uid", uid(item, host))
    stamp = (placed and placed.told_at) or whole.event.updated_at
    entry.add("dtstamp", stamp.astimezone(UTC))
    entry.add("last-modified", stamp.astimezone(UTC))
    entry.add("dtstart", moment(item.day, item.starts))
    entry.add("dtend", moment(item.day, item.ends))
    called_off = whole.event.status is EventStatus.CANCELLED
    entry.add("sequence", (placed.sequence if placed else item.sequence) + (1 if called_off else 0))
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    entry.add("summary", line(summary(item)))
    entry.add("location", line(", ".join(filter(None, (where(item), whole.event.place_name)))))
    entry.add("description", description(item))
    entry.add("url", url)
    return entry


def uid(item: Item, host: str) -> str:
    if item.placed is not None:
        return f"meeting-{item.placed.buyer_id}-{item.placed.supplier_id}@{host}"
    return f"workshop-{item.workshop_id}@{host}"


def moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=TIME_ZONE)


def summary(item: Item) -> str:
    if item.kind == WORKSHOP:
        return _("Workshop: %(title)s", title=item.label)
    return _("Meeting with %(name)s", name=item.label)


def where(item: Item) -> str:
    """`Table 12, Grande salle`."""
    table = _("Table %(number)s", number=item.table) if item.table else ""
    return ", ".join(filter(None, (table, item.room)))


def description(item: Item, *, way: bool = True) -> str:
    who = item.other.person if item.other else ""
    job = item.other.job if item.other else ""
    lines = (", ".join(filter(None, (who, job))), item.about, item.directions if way else "")
    return "\n".join(text for text in lines if text)


def line(text: str) -> str:
    """One line, bounded: a title's own line ends would break what shows it."""
    return " ".join(text.split())[:LONGEST]
