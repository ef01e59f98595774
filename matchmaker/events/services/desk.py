"""The desk of the day: who has come, who is missing, who walked in.

A press of a button carries the device's own key: pressed twice, or sent again when the network is back, it
is one act. Two desks work at once; the person's row is locked while it changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import Actor
from matchmaker.errors import NotFound
from matchmaker.events import links, proposals, queries
from matchmaker.events.identities import Identity
from matchmaker.events.models import (
    DeskAct,
    Event,
    Pair,
    Registration,
    RegistrationState,
    Side,
    Source,
)
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record

ARRIVED, UNDONE, ABSENT, WALKED_IN = "arrived", "undone", "absent", proposals.WALKED_IN
NOBODY = Identity()
# A device's clock is not ours: an act is never later than its arrival here, nor older than this.
OLDEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button: the device's key, and when it was pressed there."""

    key: str
    pressed_at: datetime

    def moment(self, now: datetime) -> datetime:
        return min(max(self.pressed_at, now - OLDEST), now)


def arrive(person: Registration, actor: Actor, press: Press, *, now: datetime) -> bool:
    """False when this press, or another desk, had said so before. Nobody already inside is refused.

    Whoever holds no place (cancelled, waiting) comes in all the same, flagged as over capacity.
    """

    def change(one: Registration) -> None:
        one.arrived_at, one.absent_since = one.arrived_at or press.moment(now), None
        if one.state is not RegistrationState.CONFIRMED:
            one.state, one.over_capacity, one.seat = RegistrationState.CONFIRMED, True, None
            one.confirmed_at, one.cancelled_at = one.confirmed_at or now, None

    return _act(person, ARRIVED, Action.REGISTRATION_ARRIVED, actor, press, change, now=now)


def undo_arrival(person: Registration, actor: Actor, press: Press, *, now: datetime) -> bool:
    def change(one: Registration) -> None:
        one.arrived_at = None

    return _act(person, UNDONE, Action.REGISTRATION_ARRIVAL_UNDONE, actor, press, change, now=now)


def absent(person: Registration, actor: Actor, press: Press, *, now: datetime) -> bool:
    """Whoever was to be met is free again once the rest of the day is planned anew."""

    def change(one: Registration) -> None:
        one.arrived_at, one.absent_since = None, one.absent_since or press.moment(now)

    return _act(person, ABSENT, Action.REGISTRATION_ABSENT, actor, press, change, now=now)


def _act(
    person: Registration,
    act: str,
    action: Action,
    actor: Actor,
    press: Press,
    change: Callable[[Registration], None],
    *,
    now: datetime,
) -> bool:
    held = queries.held(Registration, person.id)
    assert held is not None
    before = (held.arrived_at, held.absent_since, held.state)
    if not _first(held, act, actor, press, now=now):
        return False
    change(held)
    if (held.arrived_at, held.absent_since, held.state) == before:
        return False
    held.updated_at = now
    db.session.flush()
    record(actor, action, "event", held.event_id, now=now, registration=held.id)
    return True


def _first(person: Registration, act: str, actor: Actor, press: Press, *, now: datetime) -> bool:
    """Keep the press; False when it is kept already."""
    one = DeskAct(
        event_id=person.event_id,
        registration_id=person.id,
        key=press.key,
        act=act,
        pressed_at=press.moment(now),
        at=now,
        author_id=actor.user_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(one)
    except IntegrityError:
        return False
    return True


def walk_in(
    event: Event,
    side: Side,
    organisation: str,
    name: str,
    actor: Actor,
    press: Press,
    *,
    now: datetime,
    words: str = "",
    siret: str | None = None,
    known: Identity = NOBODY,
) -> Registration:
    """Somebody nobody expected: a number, a place or the flag that there was none, and people to meet.

    Those present are proposed at once; the worker then asks the matcher for better ones. The event's row is
    held, so that two desks give two numbers and two seats.
    """
    queries.held(Event, event.id)
    before = _pressed(event, press)
    if before is not None:
        return before
    seat = _free_seat(event, side)
    first, _blank, last = name.rpartition(" ")
    made = Registration(
        event_id=event.id,
        number=_next_number(event),
        side=side,
        state=RegistrationState.CONFIRMED,
        source=Source.DESK,
        organisation_name=organisation,
        organisation_id=known.organisation_id,
        commune=known.commune,
        siret=siret,
        words=words,
        first_name=first[:80],
        last_name=last[:80],
        nonce=links.new_nonce(),
        seat=seat,
        over_capacity=seat is None,
        arrived_at=press.moment(now),
        confirmed_at=now,
        created_at=now,
        updated_at=now,
    )
    db.session.add(made)
    db.session.flush()
    _first(made, WALKED_IN, actor, press, now=now)
    _pairs(event, made, now=now)
    over = made.over_capacity
    record(actor, Action.WALK_IN_ADDED, "event", event.id, now=now, registration=made.id, over=over)
    return made


def _pressed(event: Event, press: Press) -> Registration | None:
    query = (
        sa.select(Registration)
        .join(DeskAct, DeskAct.registration_id == Registration.id)
        .where(DeskAct.event_id == event.id, DeskAct.key == press.key)
    )
    return db.session.execute(query).scalar_one_or_none()


def _next_number(event: Event) -> int:
    query = sa.select(sa.func.max(Registration.number)).where(Registration.event_id == event.id)
    return (db.session.execute(query).scalar() or 0) + 1


def _free_seat(event: Event, side: Side) -> int | None:
    """The lowest free one; None when the side is full."""
    places = event.buyer_places if side is Side.BUYER else event.supplier_places
    query = sa.select(Registration.seat).where(
        Registration.event_id == event.id, Registration.side == side, Registration.seat.is_not(None)
    )
    taken = set(db.session.execute(query).scalars())
    seat = next(number for number in range(1, len(taken) + 2) if number not in taken)
    return seat if places is None or seat <= places else None


def _pairs(event: Event, made: Registration, *, now: datetime) -> None:
    """Whom a walk-in may meet: those of the other side who are here first, as many as proposals are made.

    Nobody has matched them yet: the desk says "maybe" for the newcomer, and the re-planning fills free cells.
    """
    buyer = made.side is Side.BUYER
    others = [
        one
        for one in queries.participants(event)
        if one.side is not made.side and one.absent_since is None and one.companion_of_id is None
    ]
    others.sort(key=lambda one: (one.arrived_at is None, one.number))
    for other in others[: event.proposals_each]:
        pair = Pair(
            event_id=event.id,
            buyer_id=made.id if buyer else other.id,
            supplier_id=other.id if buyer else made.id,
        )
        proposals.say_maybe(pair, made, now)
        db.session.add(pair)
    db.session.flush()
    jobs.want(db.session, proposals.WALK_INS)


def by_number(event: Event, number: int) -> Registration:
    """Whoever bears this number on their badge. Raises NotFound."""
    query = sa.select(Registration).where(Registration.event_id == event.id, Registration.number == number)
    found = db.session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found
