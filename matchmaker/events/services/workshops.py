"""Workshops of the programme: written, moved, removed; those enrolled are told what it means for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import flag_modified

from matchmaker.accounts.actor import Actor
from matchmaker.events import messages, queries, rules
from matchmaker.events.errors import EventClosed
from matchmaker.events.models import Enrolment, Event, Registration, RegistrationState, Speaker, Workshop
from matchmaker.events.services import enrolling
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.services import queue

HOURS = ("day", "starts", "ends")


def save(
    event: Event,
    workshop: Workshop | None,
    answers: Mapping[str, object],
    *,
    speakers: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Workshop:
    """A new workshop, or a changed one; more seats serve its waiting list. Raises EventClosed.

    Moved to another hour or room, it writes to those enrolled.
    """
    _open(event)
    if workshop is None:
        workshop = Workshop(event_id=event.id, **answers)
        db.session.add(workshop)
        moved: set[str] = set()
    else:
        moved = {name for name in (*HOURS, "room_id") if getattr(workshop, name) != answers[name]}
        flag_modified(workshop, "title")  # speakers are rows of their own: the version counts them too
    for name, value in answers.items():
        setattr(workshop, name, value)
    workshop.speakers.clear()
    db.session.flush()
    workshop.speakers.extend(
        Speaker(position=at, name=name, job=job) for at, (name, job) in enumerate(speakers, 1)
    )
    db.session.flush()
    db.session.refresh(workshop, ["room"])
    record(actor, Action.WORKSHOP_CHANGED, "workshop", workshop.id, now=now, event_id=event.id)
    if moved:
        _move(workshop, event, hours=bool(moved & set(HOURS)), now=now)
    enrolling.serve(workshop, event, now=now)
    return workshop


def delete(workshop: Workshop, event: Event, *, actor: Actor, now: datetime) -> int:
    """How many of those enrolled are written to. Raises EventClosed."""
    _open(event)
    number = workshop.id
    told = [one for one in concerned(workshop) if one.registration.email]
    for one in told:
        queue(messages.workshop_removed(one.registration, workshop, event), now=now)
    db.session.execute(sa.delete(Enrolment).where(Enrolment.workshop_id == number))
    db.session.delete(workshop)
    db.session.flush()
    record(actor, Action.WORKSHOP_DELETED, "workshop", number, now=now, event_id=event.id, told=len(told))
    return len(told)


def concerned(workshop: Workshop) -> list[Enrolment]:
    """Seated or waiting, in the order in which they asked; not those who have cancelled."""
    query = (
        sa.select(Enrolment)
        .join(Registration, Registration.id == Enrolment.registration_id)
        .where(Enrolment.workshop_id == workshop.id, Registration.state != RegistrationState.CANCELLED)
        .options(joinedload(Enrolment.registration))
        .order_by(Enrolment.at, Enrolment.id)
    )
    return list(db.session.execute(query).scalars())


def _move(workshop: Workshop, event: Event, *, hours: bool, now: datetime) -> None:
    """Nobody is in two places: whoever has another workshop at the new hours keeps that one."""
    elsewhere = _elsewhere(workshop, event) if hours else set()
    for one in concerned(workshop):
        person, kept = one.registration, one.registration_id not in elsewhere
        if person.email:
            queue(messages.workshop_moved(person, workshop, event, kept=kept), now=now)
        if not kept:
            db.session.delete(one)
    db.session.flush()


def _elsewhere(workshop: Workshop, event: Event) -> set[int]:
    same = [
        one.id
        for one in queries.workshops(event)
        if one.id != workshop.id and enrolling.same_hour(one, workshop)
    ]
    query = sa.select(Enrolment.registration_id).where(Enrolment.workshop_id.in_(same))
    return set(db.session.execute(query).scalars())


def _open(event: Event) -> None:
    if not rules.can_prepare(event):
        raise EventClosed
