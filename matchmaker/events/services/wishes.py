"""Wishes: opened by the organiser, said by both sides, with at most two reminders to the silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from matchmaker.accounts.actor import Actor
from matchmaker.errors import N_, NotFound
from matchmaker.events import plan_messages, queries, rules
from matchmaker.events.errors import EventClosed
from matchmaker.events.models import Event, Pair, Registration, RegistrationState, Side, Wish
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.services import queue

MOST_REMINDERS = 2
MOST_FOUND = 20


class NoMoreReminders(EventClosed):
    message = N_("The silent have had two reminders already: more would be too many.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is: pairs that await a word, pairs about which one was said, of these "meet"."""

    registration: Registration
    pairs: int
    said: int
    meet: int


def open_wishes(event: Event, *, actor: Actor, now: datetime) -> int:
    """Write to every participant with their own link, once each; how many were written to."""
    if not rules.can_prepare(event) or event.status.value != "published":
        raise EventClosed
    event.wishes_opened_at = event.wishes_opened_at or now
    event.updated_at = now
    db.session.flush()
    reached = [one for one in progress(event) if one.registration.email]
    for one in reached:
        queue(plan_messages.wishes(event, one.registration, one.pairs), now=now)
    record(actor, Action.WISHES_OPENED, "event", event.id, now=now, written=len(reached))
    return len(reached)


def remind(event: Event, *, actor: Actor, now: datetime) -> int:
    """Once more to those who have said nothing. Raises EventClosed, NoMoreReminders."""
    if not rules.wishes_open(event, now):
        raise EventClosed
    if event.wishes_reminders >= MOST_REMINDERS:
        raise NoMoreReminders
    event.wishes_reminders += 1
    event.wishes_reminded_at, event.updated_at = now, now
    db.session.flush()
    silent = [one for one in progress(event) if not one.said and one.registration.email]
    for one in silent:
        turn = event.wishes_reminders
        queue(plan_messages.wishes_reminder(event, one.registration, one.pairs, turn), now=now)
    record(actor, Action.WISHES_REMINDED, "event", event.id, now=now, written=len(silent))
    return len(silent)


def progress(event: Event) -> list[Progress]:
    """Every principal, in the order of their numbers; three queries whatever their number."""
    counts = _counts(event, Pair.buyer_id, Pair.buyer_wish) | _counts(
        event, Pair.supplier_id, Pair.supplier_wish
    )
    return [
        Progress(one, *counts.get(one.id, (0, 0, 0)))
        for one in queries.participants(event)
        if one.companion_of_id is None
    ]


def _counts(event: Event, person: Any, wish: Any) -> dict[int, tuple[int, int, int]]:
    """Of each person of a side: pairs, those spoken about, those said “meet”."""
    meet = sa.func.coalesce(sa.func.sum(sa.case((wish == Wish.MEET, 1), else_=0)), 0)
    query = sa.select(person, sa.func.count(), sa.func.count(wish), meet)
    query = query.where(Pair.event_id == event.id).group_by(person)
    return {number: (pairs, said, met) for number, pairs, said, met in db.session.execute(query)}


def shared(event: Event) -> int:
    """How many pairs were shared out, since nothing was known of one of the two."""
    query = sa.select(sa.func.count()).select_from(Pair)
    query = query.where(Pair.event_id == event.id, Pair.shared_at.is_not(None))
    return db.session.execute(query).scalar_one()


def pairs_of(event: Event, person: Registration) -> list[Pair]:
    """Somebody's pairs, the best score first, those wished beyond the proposals last."""
    query = (
        sa.select(Pair)
        .where(sa.or_(Pair.buyer_id == person.id, Pair.supplier_id == person.id))
        .where(Pair.event_id == event.id)
        .options(joinedload(Pair.buyer), joinedload(Pair.supplier))
    )
    found = [one for one in db.session.execute(query).scalars() if rules.takes_part(other(one, person))]
    return sorted(found, key=lambda one: (one.score is None, -(one.score or 0), one.id))


def other(pair: Pair, person: Registration) -> Registration:
    return pair.supplier if person.side is Side.BUYER else pair.buyer


def wish_of(pair: Pair, person: Registration) -> Wish | None:
    return pair.buyer_wish if person.side is Side.BUYER else pair.supplier_wish


def found_by_name(event: Event, person: Registration, words: str) -> list[Registration]:
    """Participants of the other side whose organisation's name holds the words, and who are no pair yet."""
    words = " ".join(words.split())[:80]
    if len(words) < 2:
        return []
    here, there = (
        (Pair.buyer_id, Pair.supplier_id) if person.side is Side.BUYER else (Pair.supplier_id, Pair.buyer_id)
    )
    paired = sa.select(there).where(here == person.id)
    query = sa.select(Registration).where(
        Registration.event_id == event.id,
        Registration.state == RegistrationState.CONFIRMED,
        Registration.companion_of_id.is_(None),
        Registration.side != person.side,
        Registration.id.not_in(paired),
        Registration.organisation_name.icontains(words, autoescape=True),
    )
    return list(
        db.session.execute(query.order_by(Registration.organisation_name).limit(MOST_FOUND)).scalars()
    )


def say(
    event: Event,
    person: Registration,
    wished: Mapping[int, Wish | None],
    beyond: list[int],
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Keep what one side says: by pair id, None takes it back; `beyond`: people wished in addition.

    How many words are another than before. Raises EventClosed, and NotFound for what is not theirs.
    """
    if not rules.wishes_open(event, now) or not rules.takes_part(person):
        raise EventClosed
    mine = {one.id: one for one in pairs_of(event, person)}
    if not wished.keys() <= mine.keys():
        raise NotFound
    changed = sum(_say(mine[number], person, wish, now) for number, wish in wished.items())
    changed += sum(_wish_beyond(event, person, number, now) for number in dict.fromkeys(beyond))
    db.session.flush()
    if changed:
        record(actor, Action.WISH_SAID, "registration", person.id, now=now, changed=changed)
    return changed


def _say(pair: Pair, person: Registration, wish: Wish | None, now: datetime) -> bool:
    if wish_of(pair, person) == wish:
        return False
    if person.side is Side.BUYER:
        pair.buyer_wish, pair.buyer_at = wish, now
    else:
        pair.supplier_wish, pair.supplier_at = wish, now
    return True


def _wish_beyond(event: Event, person: Registration, number: int, now: datetime) -> bool:
    """A pair of its own, or the one that the other side has made in the same moment."""
    them = queries.registration(event, number)
    if them.side is person.side or not rules.takes_part(them):
        raise NotFound
    buyer, supplier = (person, them) if person.side is Side.BUYER else (them, person)
    query = sa.select(Pair).where(Pair.buyer_id == buyer.id, Pair.supplier_id == supplier.id)
    pair = db.session.execute(query).scalar_one_or_none()
    if pair is None:
        try:
            with db.session.begin_nested():
                pair = Pair(event_id=event.id, buyer_id=buyer.id, supplier_id=supplier.id)
                db.session.add(pair)
        except sa.exc.IntegrityError:
            pair = db.session.execute(query).scalar_one()
    return _say(pair, person, Wish.MEET, now)
