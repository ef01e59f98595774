"""People enrol in workshops on a numbered seat, or wait in the order of asking."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from matchmaker.accounts.actor import Actor
from matchmaker.events import messages
from matchmaker.events.errors import EventClosed, SameHour, TakenSeat
from matchmaker.events.frame import overlap
from matchmaker.events.models import Enrolment, Event, Registration, RegistrationState, Workshop
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.services import queue

TRIES = 30


def lowest_free(taken: Collection[int], places: int | None) -> int | None:
    last = len(taken) + 1 if places is None else min(places, len(taken) + 1)
    return next((seat for seat in range(1, last + 1) if seat not in taken), None)


def enrolments_of(one: Registration) -> list[Enrolment]:
    query = (
        sa.select(Enrolment)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .where(Enrolment.registration_id == one.id)
        .options(joinedload(Enrolment.workshop))
    )
    return list(db.session.execute(query.order_by(Workshop.day, Workshop.starts)).scalars())


def note(workshop: Workshop, one: Registration, *, now: datetime) -> Enrolment:
    """What somebody wishes before they hold a place at the event: no seat yet. Raises SameHour."""
    for other in enrolments_of(one):
        if other.workshop_id == workshop.id:
            return other
        if same_hour(other.workshop, workshop):
            raise SameHour(title=workshop.title)
    enrolment = Enrolment(workshop_id=workshop.id, registration_id=one.id, at=now)
    db.session.add(enrolment)
    db.session.flush()
    return enrolment


def hours(one: Workshop) -> tuple[date, time, time]:
    return (one.day, one.starts, one.ends)


def same_hour(one: Workshop, other: Workshop) -> bool:
    return one.day == other.day and overlap((one.starts, one.ends), (other.starts, other.ends))


def enrol(workshop: Workshop, one: Registration, *, now: datetime) -> bool:
    """Whether a seat was free; else the person waits. Raises SameHour, EventClosed."""
    if one.state is not RegistrationState.CONFIRMED:
        raise EventClosed
    enrolment = note(workshop, one, now=now)
    return enrolment.seat is not None or _served(workshop, enrolment, now=now)


def _served(workshop: Workshop, enrolment: Enrolment, *, now: datetime) -> bool:
    """Those who waited before come first."""
    serve(workshop, db.session.get_one(Event, workshop.event_id), now=now, but=enrolment.id)
    return enrolment.seat is not None


def seat_noted(one: Registration, *, now: datetime) -> None:
    """The person now holds a place at the event: their workshops too, as far as there are seats."""
    for enrolment in enrolments_of(one):
        if enrolment.seat is None:
            _served(enrolment.workshop, enrolment, now=now)


def serve(workshop: Workshop, event: Event, *, now: datetime, but: int | None = None) -> None:
    """Seats to those who wait, in their order; each is told, but one who sees it on the page."""
    query = (
        sa.select(Enrolment)
        .join(Registration, Registration.id == Enrolment.registration_id)
        .where(
            Enrolment.workshop_id == workshop.id,
            Enrolment.seat.is_(None),
            Registration.state == RegistrationState.CONFIRMED,
        )
        .options(joinedload(Enrolment.registration))
        .order_by(Enrolment.at, Enrolment.id)
    )
    for enrolment in db.session.execute(query).scalars().all():
        if not take_seat(workshop, enrolment):
            return
        if enrolment.id != but and enrolment.registration.email:
            queue(messages.workshop_promoted(enrolment.registration, workshop, event, now=now), now=now)


def take_seat(workshop: Workshop, enrolment: Enrolment) -> bool:
    """The lowest free seat; the constraint settles who was first. Raises TakenSeat when it never ends."""
    for _try in range(TRIES):
        query = sa.select(Enrolment.seat).where(
            Enrolment.workshop_id == workshop.id, Enrolment.seat.is_not(None)
        )
        taken = {seat for seat in db.session.execute(query).scalars() if seat is not None}
        seat = lowest_free(taken, workshop.capacity)
        if seat is None:
            return False
        try:
            with db.session.begin_nested():
                enrolment.seat = seat
                db.session.flush()
        except IntegrityError:
            continue
        return True
    raise TakenSeat


def leave(workshop: Workshop, one: Registration, *, now: datetime) -> None:
    """The seat goes to whoever waits for it."""
    gone = sa.delete(Enrolment).where(
        Enrolment.workshop_id == workshop.id, Enrolment.registration_id == one.id
    )
    db.session.execute(gone)
    db.session.flush()
    serve(workshop, db.session.get_one(Event, workshop.event_id), now=now)


def leave_all(one: Registration, event: Event, *, now: datetime) -> None:
    for enrolment in enrolments_of(one):
        leave(enrolment.workshop, one, now=now)


def mark_attendance(workshop: Workshop, present: Collection[int], *, actor: Actor, now: datetime) -> None:
    """Who was there, by id of the enrolment; all the others with a seat were not."""
    query = sa.select(Enrolment).where(Enrolment.workshop_id == workshop.id, Enrolment.seat.is_not(None))
    for enrolment in db.session.execute(query).scalars():
        enrolment.attended = enrolment.id in present
    db.session.flush()
    record(actor, Action.WORKSHOP_ATTENDED, "workshop", workshop.id, now=now, present=len(present))


def enrolled(workshop: Workshop) -> list[Enrolment]:
    """Those with a seat by name, then those who wait in their order."""
    query = (
        sa.select(Enrolment)
        .join(Registration, Registration.id == Enrolment.registration_id)
        .where(Enrolment.workshop_id == workshop.id, Registration.state == RegistrationState.CONFIRMED)
        .options(joinedload(Enrolment.registration))
        .order_by(Enrolment.seat.is_(None), Registration.last_name, Registration.first_name, Enrolment.at)
    )
    return list(db.session.execute(query).scalars())


def numbers(event: Event) -> dict[int, tuple[int, int]]:
    """Workshop → how many have a seat, how many wait for one while they hold a place at the event."""
    query = (
        sa.select(Enrolment.workshop_id, sa.func.count(Enrolment.seat), sa.func.count(Enrolment.id))
        .join(Registration, Registration.id == Enrolment.registration_id)
        .where(Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED)
        .group_by(Enrolment.workshop_id)
    )
    return {number: (seated, count - seated) for number, seated, count in db.session.execute(query)}
