"""E-mails about registrations, as values. The caller has made sure that the person has an address."""

from __future__ import annotations

from datetime import datetime

from matchmaker.events import links
from matchmaker.events.models import Event, Registration, RegistrationState, Workshop
from matchmaker.notifications.messages import Message


def to_confirm(one: Registration, event: Event, *, now: datetime) -> Message:
    """Sent again when the same address registers again, once an hour at most."""
    return _message("confirm", one, event, f"{now:%Y%m%d%H}")


def known(one: Registration, event: Event, *, now: datetime) -> Message:
    """The same address once more: the personal link again, to its owner alone."""
    return _message("known", one, event, f"{now:%Y%m%d%H}", state=one.state.value)


def link(one: Registration, event: Event, *, now: datetime) -> Message:
    """Sent by the organiser; an address that nobody has confirmed yet is asked to."""
    return _message("link", one, event, f"{now:%Y%m%d%H%M%S}", pending=one.state is RegistrationState.PENDING)


def registered(one: Registration, event: Event, *, now: datetime) -> Message:
    return _message("registered", one, event, f"{now:%Y%m%d%H%M}")


def waiting(one: Registration, event: Event, *, now: datetime) -> Message:
    return _message("waiting", one, event, f"{now:%Y%m%d%H%M}")


def promoted(one: Registration, event: Event, *, now: datetime) -> Message:
    return _message("promoted", one, event, f"{now:%Y%m%d%H%M}")


def cancelled(one: Registration, event: Event, *, now: datetime) -> Message:
    return _message("cancelled", one, event, f"{now:%Y%m%d%H%M}")


def event_cancelled(one: Registration, event: Event) -> Message:
    return _message("called_off", one, event, "", reason_told=event.end_reason)


def workshop_promoted(one: Registration, workshop: Workshop, event: Event, *, now: datetime) -> Message:
    facts = {"workshop": workshop.title, "starts_at": workshop.starts_at}
    return _message("workshop", one, event, f"{workshop.id}:{now:%Y%m%d%H%M}", **facts)


def workshop_moved(one: Registration, workshop: Workshop, event: Event, *, kept: bool) -> Message:
    """`kept`: whether they are still enrolled; another workshop of theirs may be at the new hours."""
    facts = {
        "workshop": workshop.title,
        "starts_at": workshop.starts_at,
        "ends": workshop.ends,
        "room": workshop.room.name if workshop.room else "",
        "kept": kept,
    }
    return _message("workshop_moved", one, event, f"{workshop.id}:{workshop.version}", **facts)


def workshop_removed(one: Registration, workshop: Workshop, event: Event) -> Message:
    facts = {"workshop": workshop.title, "starts_at": workshop.starts_at}
    return _message("workshop_removed", one, event, str(workshop.id), **facts)


def _message(what: str, one: Registration, event: Event, occasion: str, **facts: object) -> Message:
    starts = event.slots[0].starts_at if event.slots else None
    values = {
        "event": event.name,
        "slug": event.slug,
        "starts_at": starts,
        "place": ", ".join(part for part in (event.place_name, event.address) if part),
        "person": one.person,
        "organisation": one.organisation_name,
        "contact_email": event.contact_email,
        "token": links.token_of(one),
    }
    return Message(
        key=f"event.{what}:{one.id}:{occasion}",
        kind=f"event.{what}",
        recipient=one.email or "",
        locale=one.locale,
        template=f"event_{what}",
        values={**values, **facts},
    )
