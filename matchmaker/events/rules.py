"""Who may do what with an event, and when."""

from __future__ import annotations

from datetime import datetime

from matchmaker.accounts.actor import Actor, Role
from matchmaker.events.models import Event, EventStatus, Registration, RegistrationState

PUBLIC = frozenset({EventStatus.PUBLISHED, EventStatus.CANCELLED, EventStatus.ENDED})


def owns(actor: Actor, event: Event) -> bool:
    """A member of the organiser, acting for it."""
    return actor.acts_for(event.organisation_id, Role.ORGANISER)


def can_see(actor: Actor, event: Event) -> bool:
    return event.status in PUBLIC or owns(actor, event)


def can_prepare(event: Event) -> bool:
    """Frame, registrations, wishes and plans change until the event is over."""
    return event.status in (EventStatus.DRAFT, EventStatus.PUBLISHED)


def registration_open(event: Event, now: datetime) -> bool:
    """Within the window, to the second; no bound means no limit on that side."""
    return (
        event.status is EventStatus.PUBLISHED
        and (event.registration_opens_at is None or event.registration_opens_at <= now)
        and (event.registration_closes_at is None or now < event.registration_closes_at)
    )


def wishes_open(event: Event, now: datetime) -> bool:
    return (
        event.status is EventStatus.PUBLISHED
        and event.wishes_opened_at is not None
        and (event.wishes_until is None or now < event.wishes_until)
    )


def wishes_closed(event: Event, now: datetime) -> datetime | None:
    """Since when wishes that were open are taken no more; None while they are open, or never were."""
    if event.wishes_opened_at is None or event.wishes_until is None or now < event.wishes_until:
        return None
    return event.wishes_until


def takes_part(registration: Registration) -> bool:
    """Holds a place, alone or as the companion of somebody who does."""
    return registration.state is RegistrationState.CONFIRMED
