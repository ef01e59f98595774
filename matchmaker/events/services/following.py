"""What follows a day: opinions, the second round at six months, the purge on the date shown."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import SYSTEM, Actor
from matchmaker.events import links, personal
from matchmaker.events.models import (
    AccessWish,
    Event,
    EventStatus,
    Feedback,
    Import,
    Registration,
    Slot,
)
from matchmaker.events.models.event import TIME_ZONE
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record

SECOND_ROUND_AFTER = timedelta(days=182)


def renew_link(person: Registration, actor: Actor, *, now: datetime) -> None:
    person.nonce, person.updated_at = links.new_nonce(), now
    db.session.flush()
    record(actor, Action.REGISTRATION_LINK_RENEWED, "event", person.event_id, now=now, registration=person.id)


def language_of(person: Registration) -> AbstractContextManager[None]:
    return force_locale(person.locale)


def ends_at(event: Event) -> datetime | None:
    """The end of the last slot; None for an event without slots."""
    return max((slot.ends_at for slot in event.slots), default=None)


def starts_at(event: Event) -> datetime | None:
    return min((slot.starts_at for slot in event.slots), default=None)


def feedback_open(event: Event, now: datetime) -> bool:
    """From the end of the last meeting until the purge."""
    end = ends_at(event)
    return end is not None and end <= now and event.purged_at is None


def second_round_open(event: Event, now: datetime) -> bool:
    end = ends_at(event)
    return end is not None and end + SECOND_ROUND_AFTER <= now and event.purged_at is None


def feedback_of(person: Registration) -> Feedback | None:
    query = sa.select(Feedback).where(Feedback.registration_id == person.id)
    return db.session.execute(query).scalar_one_or_none()


def give_feedback(person: Registration, rating: int, text: str, *, now: datetime) -> Feedback:
    """One opinion a person: given again it replaces the first."""
    made = Feedback(event_id=person.event_id, registration_id=person.id, rating=rating, text=text, at=now)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        known = feedback_of(person)
        assert known is not None
        known.rating, known.text, known.at = rating, text, now
        db.session.flush()
        return known
    return made


def past(now: datetime) -> list[Event]:
    """Events whose last slot is over and whose people are still known."""
    last = sa.select(sa.func.max(Slot.day)).where(Slot.event_id == Event.id).scalar_subquery()
    today = now.astimezone(TIME_ZONE).date()
    query = sa.select(Event).where(Event.purged_at.is_(None), last < today).order_by(Event.id)
    return list(db.session.execute(query).scalars())


def end_and_purge(now: datetime) -> int:
    """The day after: ended, access wishes gone. On the date shown: no person is known any more."""
    purged, today = 0, now.astimezone(TIME_ZONE).date()
    for event in past(now):
        if event.status is EventStatus.PUBLISHED:
            event.status, event.ended_at, event.updated_at = EventStatus.ENDED, now, now
            record(SYSTEM, Action.EVENT_ENDED, "event", event.id, now=now)
        forget_access_wishes(event, now=now)
        if event.purge_on is not None and event.purge_on <= today:
            purge(event, now=now)
            purged += 1
    db.session.flush()
    return purged


def forget_access_wishes(event: Event, *, now: datetime) -> int:
    """Health data: they served the day and nothing after it."""
    mine = sa.select(Registration.id).where(Registration.event_id == event.id)
    done = db.session.execute(sa.delete(AccessWish).where(AccessWish.registration_id.in_(mine)))
    gone = done.rowcount if isinstance(done, CursorResult) else 0
    if gone:
        record(SYSTEM, Action.EVENT_ACCESS_WISHES_PURGED, "event", event.id, now=now, count=gone)
    return gone


def purge(event: Event, *, now: datetime) -> int:
    """People are forgotten; bodies, firms and what meetings came to remain. Files of registrations too go."""
    query = sa.select(Registration).where(Registration.event_id == event.id)
    people = list(db.session.execute(query).scalars())
    for one in people:
        personal.forget(one, now=now)
        one.nonce = links.new_nonce()
    files = sa.update(Import).where(Import.event_id == event.id)
    db.session.execute(files.values(lines=[], filename=""))
    event.purged_at, event.updated_at = now, now
    record(SYSTEM, Action.EVENT_PURGED, "event", event.id, now=now, people=len(people))
    return len(people)
