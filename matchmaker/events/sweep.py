"""What happens to events by the clock: mails of the eve, thanks, second round, end and purge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from matchmaker.events import agendas, messages_day
from matchmaker.events.models import Event, EventStatus, Registration, RegistrationState
from matchmaker.events.services import following
from matchmaker.extensions import db, jobs
from matchmaker.notifications.messages import Message
from matchmaker.notifications.models import OutboxMail
from matchmaker.notifications.services import queue

Writer = Callable[[Event, Registration], Message]
BATCH = 500
EVE = timedelta(hours=24)
# A worker that was down for a night still sends; one that was down for longer no longer disturbs.
LATE = timedelta(hours=36)
REST = timedelta(hours=1)


@jobs.task("events.follow", every_minute=True)
def follow() -> None:
    sweep(datetime.now(UTC))


def sweep(now: datetime) -> None:
    for event in followed():
        start, end = following.starts_at(event), following.ends_at(event)
        if start is None or end is None:
            continue
        if start - EVE <= now < start:
            _eve(event, now=now)
        if end + REST <= now < end + REST + LATE:
            _write(event, "event.thanks", messages_day.thanks, now=now, arrived=True)
        second = end + following.SECOND_ROUND_AFTER
        if second <= now < second + LATE:
            _write(event, "event.second_round", messages_day.second_round, now=now, arrived=True)
    following.end_and_purge(now)


def followed() -> list[Event]:
    going = (EventStatus.PUBLISHED, EventStatus.ENDED)
    query = sa.select(Event).where(Event.status.in_(going), Event.purged_at.is_(None))
    return list(db.session.execute(query.order_by(Event.id)).scalars())


def _eve(event: Event, *, now: datetime) -> None:
    people = _unwritten(event, "event.eve")
    if not people:
        return
    whole = agendas.gather(event, told=True)
    for one in people:
        mine = whole.agenda(whole.parties.get(one.id) or agendas.party(one))
        queue(messages_day.eve(event, one, whole, mine), now=now)


def _write(event: Event, kind: str, writer: Writer, *, now: datetime, arrived: bool = False) -> None:
    for one in _unwritten(event, kind):
        if not arrived or one.arrived_at is not None:
            queue(writer(event, one), now=now)


def _unwritten(event: Event, kind: str) -> list[Registration]:
    """Those with an address who hold a place and have no mail of this kind yet."""
    key = sa.literal(f"{kind}:") + sa.cast(Registration.id, sa.String)
    query = sa.select(Registration).where(
        Registration.event_id == event.id,
        Registration.state == RegistrationState.CONFIRMED,
        Registration.email.is_not(None),
        ~sa.exists().where(OutboxMail.key == key),
    )
    return list(db.session.execute(query.order_by(Registration.id).limit(BATCH)).scalars())
