"""E-mails about wishes and agendas, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from matchmaker.events import links
from matchmaker.events.models import AgendaEntry, Event, MeetingPlan, Registration, Side
from matchmaker.notifications.messages import Message

AgendaMail = Literal["preliminary", "final", "changed"]


def wishes(event: Event, to: Registration, proposed: int) -> Message:
    """Once for each registration: the pairs that await its word."""
    return _message(event, to, "event_wishes", f"event.wishes:{to.id}", {"proposed": proposed})


def wishes_reminder(event: Event, to: Registration, proposed: int, turn: int) -> Message:
    key = f"event.wishes_reminder:{to.id}:{turn}"
    return _message(event, to, "event_wishes_reminder", key, {"proposed": proposed, "turn": turn})


def agenda(
    event: Event, plan: MeetingPlan, to: Registration, entries: Sequence[AgendaEntry], kind: AgendaMail
) -> Message:
    """Once for each person and plan and kind; the three differ by their subject and first sentence."""
    lines = [
        {
            "at": entry.slot.starts_at,
            "table": entry.table_number,
            "whom": other(entry, to).organisation_name,
            "person": other(entry, to).person,
        }
        for entry in entries
    ]
    name = f"event.agenda_{kind}"
    key = f"{name}:{to.id}:{plan.id}"
    return _message(event, to, "event_agenda", key, {"lines": lines, "told": kind}, kind=name)


def other(entry: AgendaEntry, of: Registration) -> Registration:
    return entry.supplier if of.side is Side.BUYER else entry.buyer


def _message(
    event: Event, to: Registration, template: str, key: str, values: Mapping[str, object], *, kind: str = ""
) -> Message:
    return Message(
        key=key,
        kind=kind or template.replace("_", ".", 1),
        recipient=to.email or "",
        locale=to.locale,
        template=template,
        values={
            "event": event.name,
            "organiser": event.organisation.name,
            "place": event.place_name,
            "until": event.wishes_until,
            "token": links.token_of(to),
            **values,
        },
    )
