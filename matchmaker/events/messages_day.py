"""E-mails around the day, as values: the eve, thanks with the survey, the second round."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from flask_babel import force_locale

from matchmaker.events import calendars, links, wording
from matchmaker.events.agendas import BREAK, HOLE, Agenda, Whole
from matchmaker.events.models import Event, Registration
from matchmaker.notifications.messages import Message
from matchmaker.notifications.services import link


def eve(event: Event, to: Registration, whole: Whole, agenda: Agenda) -> Message:
    """The agenda in words and as a file, the way there, and the calendar that follows changes."""
    with force_locale(to.locale):
        rows = [
            (
                f"{wording.hour(one.starts)} – {wording.hour(one.ends)}",
                wording.item(one),
                calendars.where(one),
            )
            for one in agenda.items
            if one.kind not in (BREAK, HOLE)
        ]
        days = wording.days(event.slots)
        file = _calendar(whole, to, agenda) if rows else ""
    values = {"rows": rows, "days": days, "access": event.access_words, "attached": bool(file)}
    return replace(_message("event.eve", "event_eve", event, to, values), calendar=file)


def _calendar(whole: Whole, to: Registration, agenda: Agenda) -> str:
    """The same entries as the feed has: a calendar that knows both shows each once."""
    url = link("events.me", token=links.token_of(to))
    host = urlsplit(url).hostname or "localhost"
    return calendars.calendar(whole, agenda.person, host=host, url=url).decode()


def thanks(event: Event, to: Registration) -> Message:
    return _message("event.thanks", "event_thanks", event, to, {"marks": (1, 2, 3, 4, 5)}, refusable=True)


def second_round(event: Event, to: Registration) -> Message:
    return _message("event.second_round", "event_second_round", event, to, {}, refusable=True)


def _message(
    kind: str,
    template: str,
    event: Event,
    to: Registration,
    values: dict[str, object],
    *,
    refusable: bool = False,
) -> Message:
    place = ", ".join(filter(None, (event.place_name, event.address)))
    return Message(
        key=f"{kind}:{to.id}",
        kind=kind,
        recipient=to.email or "",
        locale=to.locale,
        template=template,
        values={"event": event.name, "place": place, "token": links.token_of(to), **values},
        refusable=refusable,
    )
