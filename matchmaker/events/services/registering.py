"""Registrations: asked for, confirmed, given a place or a rank on the waiting list, promoted, cancelled.

A place is a seat that the database keeps unique in its event and side. Whoever asks goes to the end of the
waiting list, and the list is served in its order as long as there are seats: nobody overtakes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import SYSTEM, Actor
from matchmaker.events import links, messages, rules
from matchmaker.events.errors import EventClosed, TakenSeat
from matchmaker.events.models import (
    AccessWish,
    Event,
    Registration,
    RegistrationState,
    Side,
    Source,
    Subject,
    Workshop,
)
from matchmaker.events.services import enrolling, handing_over
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.messages import Message
from matchmaker.notifications.services import queue

Answers = Mapping[str, object]
Result = TypeVar("Result")
TRIES = 30


def ask(
    event: Event,
    answers: Answers,
    *,
    actor: Actor,
    now: datetime,
    access_wish: str = "",
    workshops: Iterable[Workshop] = (),
    needs: Iterable[int] = (),
    offers: Iterable[int] = (),
) -> Registration:
    """From the public form: a mail is sent whatever is known of the address. Raises EventClosed.

    An address that has a registration keeps it as it is, and gets its link again; a cancelled one begins
    anew.
    """
    if not rules.registration_open(event, now):
        raise EventClosed
    found = by_email(event, str(answers["email"]))
    if found is not None and found.state is not RegistrationState.CANCELLED:
        return _remind(found, event, now=now)
    try:
        one = _again(found, answers, now=now) if found else _new(event, answers, Source.FORM, now=now)
    except TakenSeat:  # the same address was registered at this very moment
        found = by_email(event, str(answers["email"]))
        if found is None:
            raise
        return _remind(found, event, now=now)
    bring(one, needs=needs, offers=offers)
    if access_wish:
        wish_access(one, access_wish, now=now)
    for workshop in workshops:
        enrolling.note(workshop, one, now=now)
    record(actor, Action.REGISTRATION_MADE, "registration", one.id, now=now, event_id=event.id)
    _tell(messages.to_confirm(one, event, now=now), now=now)
    return one


def _remind(one: Registration, event: Event, *, now: datetime) -> Registration:
    """The link again, to the address's owner alone."""
    build = messages.to_confirm if one.state is RegistrationState.PENDING else messages.known
    _tell(build(one, event, now=now), now=now)
    return one


def add(
    event: Event,
    answers: Answers,
    source: Source,
    *,
    actor: Actor,
    now: datetime,
    tell: bool = True,
    **kept: object,
) -> Registration:
    """By the organiser: no address to confirm. Raises EventClosed; TakenSeat for a known address."""
    if not rules.can_prepare(event):
        raise EventClosed
    email = answers.get("email")
    if email and by_email(event, str(email)) is not None:
        raise TakenSeat
    one = _new(event, {**answers, **kept}, source, now=now)
    record(actor, Action.REGISTRATION_MADE, "registration", one.id, now=now, event_id=event.id)
    admit(one, event, now=now, tell=tell)
    return one


def by_email(event: Event, email: str) -> Registration | None:
    query = sa.select(Registration).where(
        Registration.event_id == event.id, Registration.email == email.strip().lower()
    )
    return db.session.execute(query).scalar_one_or_none()


def _new(event: Event, answers: Answers, source: Source, *, now: datetime) -> Registration:
    """Two at once want the same number: the later one takes the next."""
    values = {"state": RegistrationState.PENDING, "source": source, "nonce": links.new_nonce(), **answers}
    if values.get("email"):
        values["email"] = str(values["email"]).strip().lower()

    def make() -> Registration:
        one = Registration(
            event_id=event.id, number=_next_number(event), created_at=now, updated_at=now, **values
        )
        db.session.add(one)
        db.session.flush()
        return one

    return settled(make)


def _next_number(event: Event) -> int:
    query = sa.select(sa.func.max(Registration.number)).where(Registration.event_id == event.id)
    return (db.session.execute(query).scalar() or 0) + 1


def settled(act: Callable[[], Result]) -> Result:
    """`act` in a savepoint, again when somebody else was quicker. Raises TakenSeat when it never ends."""
    for _try in range(TRIES):
        try:
            with db.session.begin_nested():
                return act()
        except IntegrityError:
            continue
    raise TakenSeat


def _again(one: Registration, answers: Answers, *, now: datetime) -> Registration:
    """A cancelled registration begins anew: its number stays, its secret links are new."""
    for name, value in answers.items():
        if name != "email":
            setattr(one, name, value)
    one.state, one.nonce = RegistrationState.PENDING, links.new_nonce()
    one.cancelled_at = one.confirmed_at = one.waiting_since = one.companion_of_id = None
    one.subjects.clear()
    one.updated_at = now
    db.session.flush()
    return one


def bring(one: Registration, *, needs: Iterable[int] = (), offers: Iterable[int] = ()) -> None:
    known = {(each.need_id, each.offer_id) for each in one.subjects}
    one.subjects.extend(Subject(need_id=need) for need in needs if (need, None) not in known)
    one.subjects.extend(Subject(offer_id=offer) for offer in offers if (None, offer) not in known)
    db.session.flush()


def wish_access(one: Registration, text: str, *, now: datetime) -> None:
    """What somebody needs to take part; an empty text takes it back."""
    db.session.execute(sa.delete(AccessWish).where(AccessWish.registration_id == one.id))
    if text:
        db.session.add(AccessWish(registration_id=one.id, text=text, at=now))
    db.session.flush()


def confirm(one: Registration, *, with_colleague: bool = False, now: datetime) -> RegistrationState:
    """The address is theirs: a place, or the end of the waiting list. Twice is once. Raises EventClosed."""
    if one.state is not RegistrationState.PENDING:
        return one.state
    event = db.session.get_one(Event, one.event_id)
    if not rules.can_prepare(event):
        raise EventClosed
    admit(one, event, now=now, with_colleague=with_colleague)
    record(SYSTEM, Action.REGISTRATION_CONFIRMED, "registration", one.id, now=now, state=one.state.value)
    return one.state


def admit(
    one: Registration, event: Event, *, now: datetime, tell: bool = True, with_colleague: bool = False
) -> None:
    """To the end of the waiting list, which is then served in its order."""
    one.state, one.waiting_since, one.updated_at = RegistrationState.WAITING, now, now
    if with_colleague and (colleague := colleague_of(one)) is not None:
        one.companion_of_id = colleague.id
    db.session.flush()
    for promoted in promote(event, one.side, now=now):
        if promoted.id == one.id:
            continue
        _tell_promoted(promoted, event, now=now)
    if tell:
        held = one.state is RegistrationState.CONFIRMED
        _tell((messages.registered if held else messages.waiting)(one, event, now=now), now=now)


def colleague_of(one: Registration) -> Registration | None:
    """The first of the same body or firm who holds a place and is nobody's companion."""
    same = [Registration.siret == one.siret] if one.siret else []
    same += [Registration.organisation_id == one.organisation_id] if one.organisation_id else []
    if not same:
        return None
    query = sa.select(Registration).where(
        Registration.event_id == one.event_id,
        Registration.id != one.id,
        Registration.side == one.side,
        Registration.state == RegistrationState.CONFIRMED,
        Registration.companion_of_id.is_(None),
        sa.or_(*same),
    )
    return db.session.execute(query.order_by(Registration.number).limit(1)).scalar_one_or_none()


def promote(event: Event, side: Side, *, now: datetime) -> list[Registration]:
    """Serve the waiting list while there are seats; who got one, in the order in which they waited."""
    if not rules.can_prepare(event):
        return []
    query = (
        sa.select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.side == side,
            Registration.state == RegistrationState.WAITING,
        )
        .order_by(Registration.waiting_since, Registration.id)
    )
    served = []
    for one in db.session.execute(query).scalars().all():
        if not take_seat(one, event, now=now):
            break
        served.append(one)
    return served


def take_seat(one: Registration, event: Event, *, now: datetime) -> bool:
    """The lowest free seat of the side; False when none is left. The constraint settles who was first."""
    places = event.buyer_places if one.side is Side.BUYER else event.supplier_places

    def take() -> bool:
        seat = free_seat(event.id, one.side, places)
        if seat is None:
            return False
        one.state, one.seat, one.waiting_since = RegistrationState.CONFIRMED, seat, None
        one.confirmed_at = one.updated_at = now
        db.session.flush()
        return True

    if settled(take):
        enrolling.seat_noted(one, now=now)
        return True
    return False


def free_seat(event_id: int, side: Side, places: int | None) -> int | None:
    query = sa.select(Registration.seat).where(
        Registration.event_id == event_id, Registration.side == side, Registration.seat.is_not(None)
    )
    taken = {seat for seat in db.session.execute(query).scalars() if seat is not None}
    return enrolling.lowest_free(taken, places)


def serve_all(event: Event, *, now: datetime) -> int:
    """After the number of places was changed: how many came off the waiting lists; each is told."""
    served = [one for side in Side for one in promote(event, side, now=now)]
    for one in served:
        _tell_promoted(one, event, now=now)
    return len(served)


def cancel(one: Registration, event: Event, *, actor: Actor, now: datetime, tell: bool = True) -> None:
    """The place goes to the next in the list, seats in workshops too; a companion takes over the agenda."""
    if one.state is RegistrationState.CANCELLED:
        return
    one.state, one.seat, one.waiting_since = RegistrationState.CANCELLED, None, None
    one.cancelled_at = one.updated_at = now
    db.session.flush()
    handing_over.hand_over(one, now=now)
    record(actor, Action.REGISTRATION_CANCELLED, "registration", one.id, now=now, event_id=event.id)
    enrolling.leave_all(one, event, now=now)
    if tell:
        _tell(messages.cancelled(one, event, now=now), now=now)
    for promoted in promote(event, one.side, now=now):
        _tell_promoted(promoted, event, now=now)


def _tell_promoted(one: Registration, event: Event, *, now: datetime) -> None:
    record(SYSTEM, Action.REGISTRATION_PROMOTED, "registration", one.id, now=now, event_id=event.id)
    _tell(messages.promoted(one, event, now=now), now=now)


def _tell(message: Message, *, now: datetime) -> None:
    """A registration taken by hand may have no address."""
    if message.recipient:
        queue(message, now=now)
