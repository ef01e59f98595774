"""Reads of events. What the actor may not see does not exist for them."""

from __future__ import annotations

from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload, selectinload

from matchmaker.accounts.actor import Actor
from matchmaker.errors import NotFound
from matchmaker.events import rules
from matchmaker.events.models import (
    Event,
    EventStatus,
    Import,
    Meeting,
    MeetingPlan,
    Registration,
    RegistrationState,
    Side,
    Slot,
    Workshop,
)
from matchmaker.extensions import db

Row = TypeVar("Row", Event, Registration, Workshop, Import, MeetingPlan)


def held(kind: type[Row], number: int) -> Row | None:
    """Locked until the transaction ends, and read anew: another may have changed it since this one read it.

    A query, since `Session.get` refuses a row whose version is not the one that it has read before.
    """
    query = sa.select(kind).where(kind.id == number).with_for_update()
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()


def owned(actor: Actor, event_id: int, *, lock: bool = False) -> Event:
    """An event of the actor's organisation. `lock` it to change it. Raises NotFound."""
    event = held(Event, event_id) if lock else db.session.get(Event, event_id)
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
    query = query.options(selectinload(Event.half_days))
    return list(db.session.execute(query.order_by(Event.created_at.desc(), Event.id.desc())).scalars())


def public() -> list[Event]:
    """Published events, cancelled ones included: whoever holds their address must learn of it."""
    beside = (joinedload(Event.organisation), selectinload(Event.half_days))
    query = sa.select(Event).where(Event.status.in_(rules.PUBLIC)).options(*beside)
    return list(db.session.execute(query.order_by(Event.id.desc())).scalars())


def registration(event: Event, registration_id: int, *, lock: bool = False) -> Registration:
    """One of the event's. Raises NotFound for another event's."""
    found = held(Registration, registration_id) if lock else db.session.get(Registration, registration_id)
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


def people(event: Event) -> list[Registration]:
    """Everybody, whatever the state, in the order of their numbers."""
    query = sa.select(Registration).where(Registration.event_id == event.id).order_by(Registration.number)
    return list(db.session.execute(query).scalars())


def workshops(event: Event) -> list[Workshop]:
    query = sa.select(Workshop).where(Workshop.event_id == event.id).options(joinedload(Workshop.room))
    return list(db.session.execute(query.order_by(Workshop.day, Workshop.starts, Workshop.id)).scalars())


def workshop(event: Event, workshop_id: int, *, lock: bool = False) -> Workshop:
    """One of the event's. Raises NotFound for another event's."""
    found = held(Workshop, workshop_id) if lock else db.session.get(Workshop, workshop_id)
    if found is None or found.event_id != event.id:
        raise NotFound
    return found


def meetings_without_table(event: Event) -> list[Meeting]:
    """Of the plan in force, those at tables that no room has any more: to be planned again."""
    tables = sum(room.tables for room in event.rooms)
    query = (
        sa.select(Meeting)
        .join(MeetingPlan, MeetingPlan.id == Meeting.plan_id)
        .where(MeetingPlan.in_force_for == event.id, Meeting.table_number > tables)
        .options(joinedload(Meeting.slot), joinedload(Meeting.buyer), joinedload(Meeting.supplier))
    )
    return list(db.session.execute(query.order_by(Meeting.slot_id, Meeting.table_number)).scalars())


def counts(event: Event) -> dict[tuple[Side, RegistrationState], int]:
    """People by side and state."""
    query = sa.select(Registration.side, Registration.state, sa.func.count()).where(
        Registration.event_id == event.id
    )
    grouped = query.group_by(Registration.side, Registration.state)
    return {(side, state): count for side, state, count in db.session.execute(grouped)}


def import_of(event: Event, import_id: int, *, lock: bool = False) -> Import:
    """One of the event's. Raises NotFound for another event's."""
    found = held(Import, import_id) if lock else db.session.get(Import, import_id)
    if found is None or found.event_id != event.id:
        raise NotFound
    return found


def imports(event: Event) -> list[Import]:
    """The latest first."""
    query = sa.select(Import).where(Import.event_id == event.id).order_by(Import.id.desc())
    return list(db.session.execute(query.options(defer(Import.lines))).scalars())
