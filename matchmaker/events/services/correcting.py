"""The organiser corrects somebody's registration, and sends them their personal link again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import Actor
from matchmaker.errors import N_, Conflict
from matchmaker.events import links, messages, proposals, rules
from matchmaker.events.errors import EventClosed, KnownAddress, SideFull, SideInUse
from matchmaker.events.models import (
    AgendaEntry,
    Event,
    Lock,
    Meeting,
    MeetingPlan,
    MeetingRecord,
    Pair,
    Registration,
    RegistrationState,
    Side,
)
from matchmaker.events.services import handing_over, registering
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.models import OutboxMail
from matchmaker.notifications.services import queue

LINK_EVERY = timedelta(minutes=15)


class JustSent(Conflict):
    """A link left for this person a moment ago: another mail would say the same."""

    message = N_("The link left for this person less than a quarter of an hour ago. Nothing was sent again.")


def correct(
    one: Registration,
    event: Event,
    answers: Mapping[str, object],
    *,
    needs: Iterable[int] = (),
    offers: Iterable[int] = (),
    actor: Actor,
    now: datetime,
) -> list[str]:
    """The names of what changed. A new address gets a new secret link, and the old link opens nothing.

    Raises EventClosed, KnownAddress, SideInUse, SideFull; nothing is kept of what is refused.
    """
    if not rules.can_prepare(event):
        raise EventClosed
    names = [name for name, value in answers.items() if getattr(one, name) != value]
    if "email" in names and answers["email"] and registering.by_email(event, str(answers["email"])):
        raise KnownAddress
    if "side" in names:
        _change_side(one, event, Side(str(answers["side"])), now=now)
    for name in names:
        setattr(one, name, answers[name])
    brought = "side" not in names and "organisation_id" not in names
    if _bring(one, set(needs) if brought else set(), set(offers) if brought else set()):
        names.append("subjects")
    if not names:
        return names
    if "email" in names:
        one.nonce, one.user_id = links.new_nonce(), None
    one.updated_at = now
    try:
        db.session.flush()
    except IntegrityError:
        raise KnownAddress from None
    record(
        actor, Action.REGISTRATION_CHANGED, "registration", one.id, now=now, event_id=event.id, fields=names
    )
    if "email" in names and one.email and one.state is not RegistrationState.CANCELLED:
        _write(one, event, actor=actor, now=now)
    if {"words", "side", "organisation_id", "subjects"} & set(names):
        proposals.look_again(one)
    if "side" in names:
        registering.serve_all(event, now=now)
    return names


def _bring(one: Registration, needs: set[int], offers: set[int]) -> bool:
    """Needs and offers brought are these and no others; whether that is a change."""
    wanted = {(number, None) for number in needs} | {(None, number) for number in offers}
    gone = [each for each in one.subjects if (each.need_id, each.offer_id) not in wanted]
    before = len(one.subjects)
    for each in gone:
        one.subjects.remove(each)
    registering.bring(one, needs=needs, offers=offers)
    return bool(gone) or len(one.subjects) != before


def _change_side(one: Registration, event: Event, side: Side, *, now: datetime) -> None:
    """Whoever holds a place needs one on the other side; pairs proposed on the old side go."""
    if _placed(one):
        raise SideInUse
    if one.seat is not None:
        places = event.buyer_places if side is Side.BUYER else event.supplier_places
        seat = registering.free_seat(event.id, side, places)
        if seat is None:
            raise SideFull
        one.seat = seat
    handing_over.hand_over(one, now=now)
    mine = sa.or_(Pair.buyer_id == one.id, Pair.supplier_id == one.id)
    db.session.execute(sa.delete(Pair).where(mine))
    one.side, one.companion_of_id, one.home_table = side, None, None
    one.updated_at = now


def _placed(one: Registration) -> bool:
    """Meets somebody, was told so, or was promised it."""
    current = sa.select(MeetingPlan.id).where(MeetingPlan.in_force_for == one.event_id)
    asked = (
        sa.select(Meeting.id).where(_of(Meeting, one), Meeting.plan_id.in_(current)),
        sa.select(AgendaEntry.id).where(_of(AgendaEntry, one)),
        sa.select(Lock.id).where(_of(Lock, one)),
        sa.select(MeetingRecord.id).where(_of(MeetingRecord, one)),
    )
    return any(db.session.execute(query.limit(1)).first() is not None for query in asked)


def _of(
    table: type[Meeting] | type[AgendaEntry] | type[Lock] | type[MeetingRecord], one: Registration
) -> sa.ColumnElement[bool]:
    return sa.or_(table.buyer_id == one.id, table.supplier_id == one.id)


def send_link(one: Registration, event: Event, *, actor: Actor, now: datetime) -> None:
    """The personal link by mail, once a quarter of an hour at most. Raises EventClosed, JustSent."""
    if not one.email or one.state is RegistrationState.CANCELLED or event.purged_at is not None:
        raise EventClosed
    sent = sa.select(OutboxMail.id).where(
        OutboxMail.key.startswith(f"event.link:{one.id}:", autoescape=True),
        OutboxMail.recipient == one.email,
        OutboxMail.created_at > now - LINK_EVERY,
    )
    if db.session.execute(sent.limit(1)).first() is not None:
        raise JustSent
    _write(one, event, actor=actor, now=now)


def _write(one: Registration, event: Event, *, actor: Actor, now: datetime) -> None:
    queue(messages.link(one, event, now=now), now=now)
    record(actor, Action.REGISTRATION_LINK_SENT, "registration", one.id, now=now, event_id=event.id)
