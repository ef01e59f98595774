"""Reads of events. What the actor may not see does not exist for them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from matchmaker.accounts.actor import Actor
from matchmaker.errors import NotFound
from matchmaker.events import rules
from matchmaker.events.models import Event, EventStatus, Registration, RegistrationState, Slot
from matchmaker.extensions import db


def owned(actor: Actor, event_id: int, *, lock: bool = False) -> Event:
    """An event of the actor's organisation. `lock` it to change it. Raises NotFound."""
    event = db.session.get(Event, event_id, with_for_update=True if lock else None, populate_existing=lock)
    if event is None or not rules.owns(actor, event):
        raise NotFound
    return event


def shown(actor: Actor, slug: str) -> Event:
    """A public event, or one of the actor's. Raises NotFound."""
    query = sa.select(Event).where(Event.slug == slug).options(joinedload(Event.organisation))
    event = db.session.execute(query).scalar_one_or_none()
    if event is None or not rules.can_see(actor, event):
        raise NotFound
    return event


def prepared_by(organisation_id: int) -> list[Event]:
    """The organiser's events, the latest first."""
    query = sa.select(Event).where(Event.organisation_id == organisation_id)
    return list(db.session.execute(query.order_by(Event.created_at.desc(), Event.id.desc())).scalars())


def public() -> list[Event]:
    """Published events, cancelled ones included: whoever holds their address must learn of it."""
    query = sa.select(Event).where(Event.status.in_(rules.PUBLIC)).options(joinedload(Event.organisation))
    return list(db.session.execute(query.order_by(Event.id.desc())).scalars())


def registration(event: Event, registration_id: int, *, lock: bool = False) -> Registration:
    """One of the event's. Raises NotFound for another event's."""
    found = db.session.get(
        Registration, registration_id, with_for_update=True if lock else None, populate_existing=lock
    )
    if found is None or found.event_id != event.id:
        raise NotFound
    return found


def participants(event: Event) -> list[Registration]:
    """Those who hold a place, in the order of their numbers."""
    query = sa.select(Registration).where(
        Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED
    )
    return list(db.session.execute(query.order_by(Registration.number)).scalars())


def slots(event: Event) -> list[Slot]:
    """In time order: the planner's slot ids are positions in this list."""
    query = sa.select(Slot).where(Slot.event_id == event.id).order_by(Slot.day, Slot.starts)
    return list(db.session.execute(query).scalars())


def running() -> list[Event]:
    query = sa.select(Event).where(Event.status == EventStatus.PUBLISHED)
    return list(db.session.execute(query.order_by(Event.id)).scalars())
