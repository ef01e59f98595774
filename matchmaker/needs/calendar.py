"""The deadline of a need as a calendar file (RFC 5545): CRLF lines of 75 octets, escaped text, stable UID."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from flask_babel import gettext

from matchmaker.needs.models import Need

LINE_OCTETS = 75
REMINDER = timedelta(days=2)


def deadline(need: Need, *, address: str, now: datetime) -> str:
    """One event at the deadline. SEQUENCE grows with the need: calendars take the newer one."""
    assert need.answers_until is not None
    host = address.split("://", 1)[-1].split("/", 1)[0]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//matchmaker//needs//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:need-{need.id}-deadline@{host}",
        f"SEQUENCE:{need.version}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(need.answers_until)}",
        f"DTEND:{_utc(need.answers_until)}",
        "SUMMARY:" + escaped(gettext("Last moment to respond: %(title)s", title=need.title)),
        "DESCRIPTION:" + escaped(f"{need.reference or ''} {address}".strip()),
        f"URL:{address}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:" + escaped(need.title),
        f"TRIGGER:-P{REMINDER.days}D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A TEXT value (section 3.3.11); other control characters are not allowed in one."""
    for plain, written in (
        ("\\", "\\\\"),
        (";", "\\;"),
        (",", "\\,"),
        ("\r\n", "\\n"),
        ("\n", "\\n"),
        ("\r", "\\n"),
    ):
        text = text.replace(plain, written)
    return "".join(character for character in text if character >= " " and character != "\x7f")


def folded(line: str) -> Iterable[str]:
    """Pieces of at most 75 octets, never cut inside a character; all but the first begin with a blank."""
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > LINE_OCTETS:
            yield piece
            piece, octets = " ", 1
        piece, octets = piece + character, octets + size
    yield piece
