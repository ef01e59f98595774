"""Pairs that the matcher proposes: the needs that buyers bring against the firms that come.

The matcher's version in force scores the event's firms alone, with what they wrote when they registered
beside what their organisation shows. Only words and codes propose a pair: being near is not enough. Those of
whom nothing is known have partners shared out evenly, without a score and without a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from matchmaker import database
from matchmaker.accounts.actor import Actor
from matchmaker.events import agenda, evidence, queries, rules
from matchmaker.events.errors import EventClosed
from matchmaker.events.models import (
    DeskAct,
    Event,
    EventStatus,
    Meeting,
    Pair,
    Registration,
    RegistrationState,
    Side,
    Wish,
)
from matchmaker.events.ranking import Best
from matchmaker.events.sharing import shared_out
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.matching import values as matching
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.values import Filters, Suggestion
from matchmaker.sourcing import index
from matchmaker.sourcing.queries import LEAST_BESIDE_PLACE

TASK, WALK_INS = "events.propose", "events.match_walk_ins"
WALKED_IN, MATCHED = "walked_in", "matched"
# With so many matches, a walk-in needs nobody who merely happens to be there.
ENOUGH = 3
# Progress is told after so many buyers, so that a small event is spared the writing.
TOLD_EACH = 100
WRITTEN_AT_ONCE = 1000
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The best of the buyer's needs for a firm. `need_id` None: the words of the buyer's registration.

    `found` None: shared out, since nothing is known of one of the two.
    """

    need_id: int | None = None
    found: Suggestion | None = None

    @property
    def score(self) -> float:
        return self.found.score if self.found else 0.0


def ask(event: Event, *, actor: Actor, now: datetime) -> None:
    """Have the worker propose the pairs, once more if it has before; what was wished stays."""
    if not rules.can_prepare(event):
        raise EventClosed
    event.pairs_asked_at, event.pairs_percent, event.updated_at = now, None, now
    db.session.flush()
    record(actor, Action.PAIRS_PROPOSED, "event", event.id, now=now)
    jobs.want(db.session, TASK)


def under_way(event: Event) -> bool:
    asked, made = event.pairs_asked_at, event.pairs_made_at
    return asked is not None and (made is None or made < asked)


@jobs.task(TASK, every_minute=True)
def propose_asked() -> None:
    """Score without a transaction, then write each event's pairs."""
    db.session.rollback()
    with database.access(read_only=True):
        waiting = [event.id for event in _asked()]
        scored = {number: scores(_event(number), tell=partial(_tell, number)) for number in waiting}
        db.session.rollback()
    for number, found in scored.items():
        write(_event(number), found, now=datetime.now(UTC))


def _asked() -> Iterable[Event]:
    late = sa.or_(Event.pairs_made_at.is_(None), Event.pairs_made_at < Event.pairs_asked_at)
    query = sa.select(Event).where(Event.pairs_asked_at.is_not(None), late).order_by(Event.id)
    return db.session.execute(query).scalars().all()


def _tell(number: int, share: float) -> None:
    """How far it is, in a short transaction of its own: this one only reads."""
    told = sa.update(Event).where(Event.id == number).values(pairs_percent=int(100 * share))
    with database.access(read_only=False), db.engine.begin() as connection:
        connection.execute(told)


def _event(number: int) -> Event:
    found = db.session.get(Event, number)
    assert found is not None
    return found


def refresh(event: Event, *, now: datetime) -> int:
    """Propose here and now; the number of pairs proposed. For the desk and for commands."""
    return write(event, scores(event), now=now)


@jobs.task(WALK_INS, every_minute=True)
def match_walk_ins() -> None:
    """Partners with reasons for those who have walked in: the desk does not wait for it, nobody else neither.

    Scored without a transaction, like `propose_asked`; each person once.
    """
    db.session.rollback()
    with database.access(read_only=True):
        scored = {one.id: scores(one.event, only=one) for one in walked_in()}
        db.session.rollback()
    for number, found in scored.items():
        person, now = db.session.get_one(Registration, number), datetime.now(UTC)
        propose_for(person.event, person, found, now=now)
        kept = {"event_id": person.event_id, "registration_id": number, "pressed_at": now, "at": now}
        db.session.add(DeskAct(key=f"matched-{number}", act=MATCHED, **kept))
    db.session.flush()


def walked_in(person: Registration | None = None) -> list[Registration]:
    """Whoever came through the desk and whom the matcher has not looked at yet."""
    entered, matched = sa.orm.aliased(DeskAct), sa.orm.aliased(DeskAct)
    seen = sa.exists().where(matched.registration_id == Registration.id, matched.act == MATCHED)
    query = (
        sa.select(Registration)
        .join(entered, entered.registration_id == Registration.id)
        .join(Event, Event.id == Registration.event_id)
        .where(entered.act == WALKED_IN, ~seen, Event.status == EventStatus.PUBLISHED)
        .where(Registration.state == RegistrationState.CONFIRMED)
    )
    if person is not None:
        query = query.where(Registration.id == person.id)
    return list(db.session.execute(query.order_by(Registration.id)).scalars())


def look_again(person: Registration) -> None:
    """What somebody who walked in brings is another now: the matcher looks once more."""
    matched = (DeskAct.registration_id == person.id, DeskAct.act == MATCHED)
    db.session.execute(sa.delete(DeskAct).where(*matched))
    jobs.want(db.session, WALK_INS)


def propose_for(
    event: Event, person: Registration, found: Mapping[Key, Proposal] | None = None, *, now: datetime
) -> int:
    """Pairs for somebody who has just walked in; the others' pairs are left as they are.

    Who walks in has no time to say wishes: a "maybe" is said for them, so that free cells can be filled. With
    matches enough, those proposed for being there alone go, unless a plan has them. How many are matched.
    """
    found = scores(event, only=person) if found is None else found
    known = {(one.buyer_id, one.supplier_id): one for one in _pairs_of(person)}
    gone = {one.id for one in queries.participants(event) if one.absent_since is not None}
    ranked = sorted((key for key in found if not set(key) & gone), key=lambda key: (-found[key].score, key))
    best = ranked[: event.proposals_each]
    for key in best:
        pair = known.get(key)
        if pair is None:
            pair = Pair(event_id=event.id, buyer_id=key[0], supplier_id=key[1])
            say_maybe(pair, person, now)
            db.session.add(pair)
        _score(pair, found[key], now)
    if len(best) >= ENOUGH:
        _forget_chance(event, person, [one for key, one in known.items() if key not in best])
    db.session.flush()
    return len(best)


def say_maybe(pair: Pair, person: Registration, now: datetime) -> None:
    if person.side is Side.BUYER:
        pair.buyer_wish, pair.buyer_at = Wish.MAYBE, now
    else:
        pair.supplier_wish, pair.supplier_at = Wish.MAYBE, now


def _forget_chance(event: Event, person: Registration, pairs: Iterable[Pair]) -> None:
    """Pairs without a match, about which the other side has said nothing and which no plan has."""
    mine = sa.or_(Meeting.buyer_id == person.id, Meeting.supplier_id == person.id)
    query = sa.select(Meeting.buyer_id, Meeting.supplier_id).where(mine)
    placed = {(buyer, supplier) for buyer, supplier in db.session.execute(query)}
    for one in pairs:
        theirs = one.supplier_wish if person.side is Side.BUYER else one.buyer_wish
        if one.score is None and theirs is None and (one.buyer_id, one.supplier_id) not in placed:
            db.session.delete(one)


def _pairs_of(person: Registration) -> Iterable[Pair]:
    query = sa.select(Pair).where(sa.or_(Pair.buyer_id == person.id, Pair.supplier_id == person.id))
    return db.session.execute(query).scalars()


def scores(
    event: Event, *, only: Registration | None = None, tell: Callable[[float], None] = lambda share: None
) -> dict[Key, Proposal]:
    """The best pairs of everybody, and those somebody spoke about, for the best of the buyer's needs.

    `only`: pairs of this one participant, matched ones alone. `tell`: hears now and then which share is done.
    """
    people = evidence.principals(event)
    if only is not None:
        people = [one for one in people if one.side is not only.side or one.id == only.id]
    buyers, firms = evidence.of_sides(people)
    shown = list(evidence.shown(firms.values()))
    asked = list(evidence.asked_for(list(buyers.values())))
    found = _matched(event, firms, shown, asked, tell) if shown and asked else {}
    if only is None:
        unread = (buyers.keys() | firms.keys()) - {one.id for one in shown if evidence.tells(one)}
        found |= _shared(event, buyers, firms, unread - {one[0].id for one in asked}, found.keys())
    return found


def _matched(
    event: Event,
    firms: Mapping[int, Registration],
    shown: Sequence[matching.Supplier],
    asked: Sequence[evidence.Asked],
    tell: Callable[[float], None],
) -> dict[Key, Proposal]:
    """Need by need, in arrays over the firms: only the best pairs of each person are ever held."""
    matcher = index.index().current().reindexed(shown)
    order = [int(str(one.id)) for one in matcher.suppliers()]
    houses = np.array([firms[one].organisation_id or 0 for one in order])
    best = Best(order, event.proposals_each)
    spoken: dict[int, list[int]] = {}
    for number, firm in _spoken(event):
        spoken.setdefault(number, []).append(firm)
    ranks_of: dict[int, list[int]] = {}
    for rank, (buyer, _need_id, _need) in enumerate(asked):
        ranks_of.setdefault(buyer.id, []).append(rank)
    for done, (number, mine) in enumerate(sorted(ranks_of.items()), 1):
        worth, of = np.zeros(len(order)), np.zeros(len(order), dtype=np.int64)
        for rank in mine:
            found = _worth(matcher, asked[rank][2])
            of[found > worth] = rank
            worth = np.maximum(worth, found)
        house = asked[mine[0]][0].organisation_id
        worth[(houses == house) & (houses != 0)] = 0
        best.take(number, worth, of, spoken.get(number, ()))
        if done % TOLD_EACH == 0:
            tell(done / len(ranks_of) / 2)
    return _explained(matcher, asked, best.kept(), tell)


def _same_house(buyer: Registration, firm: Registration) -> bool:
    return buyer.organisation_id is not None and buyer.organisation_id == firm.organisation_id


def _shared(
    event: Event,
    buyers: Mapping[int, Registration],
    firms: Mapping[int, Registration],
    unread: Set[int],
    matched: Iterable[Key],
) -> dict[Key, Proposal]:
    """Pairs of those of whom nothing is known. A "no" is no partner, and is not proposed again."""
    spoken = _spoken(event)
    refused = agenda.refused(event, agenda.people(event))

    def apart(key: Key) -> bool:
        return key in refused or _same_house(buyers[key[0]], firms[key[1]])

    held = (spoken | set(matched)) - refused
    made = shared_out(event.id, (buyers, firms), unread, event.proposals_each, held, apart)
    return dict.fromkeys(made, Proposal())


def _explained(
    matcher: SupplierMatcher,
    asked: Sequence[evidence.Asked],
    wanted: Mapping[Key, int],
    tell: Callable[[float], None],
) -> dict[Key, Proposal]:
    """Reasons in words are dear: only of the pairs that are kept, all firms of a need at once."""
    everyone = frozenset(one.id for one in matcher.suppliers())
    firms: dict[int, set[int]] = {}
    for (_buyer, firm), rank in wanted.items():
        firms.setdefault(rank, set()).add(firm)
    found: dict[Key, Proposal] = {}
    for done, (rank, mine) in enumerate(firms.items(), 1):
        buyer, need_id, need = asked[rank]
        for one in matcher.suggest(need, len(mine), Filters(excluded=everyone - mine)):
            found[buyer.id, int(str(one.supplier_id))] = Proposal(need_id, one)
        if done % TOLD_EACH == 0:
            tell(0.5 + done / len(firms) / 2)
    return found


def _spoken(event: Event) -> set[Key]:
    """Pairs about which somebody has said a word."""
    said = sa.or_(Pair.buyer_wish.is_not(None), Pair.supplier_wish.is_not(None))
    query = sa.select(Pair.buyer_id, Pair.supplier_id).where(Pair.event_id == event.id, said)
    return {(buyer, supplier) for buyer, supplier in db.session.execute(query)}


def write(event: Event, found: Mapping[Key, Proposal], *, now: datetime) -> int:
    """The best of each buyer and of each supplier, and what is shared out.

    Pairs about which somebody spoke stay whatever comes.
    """
    best = best_of({key: one.score for key, one in found.items() if one.found}, event.proposals_each)
    best |= {key for key, one in found.items() if one.found is None}
    known = {
        (pair.buyer_id, pair.supplier_id): pair
        for pair in db.session.execute(sa.select(Pair).where(Pair.event_id == event.id)).scalars()
    }
    for key, pair in known.items():
        said = pair.buyer_wish is not None or pair.supplier_wish is not None
        if key in found and (said or key in best):
            _score(pair, found[key], now)
        elif not said:
            db.session.delete(pair)
    new = sorted(best - known.keys())
    for at in range(0, len(new), WRITTEN_AT_ONCE):
        rows = [
            {"event_id": event.id, "buyer_id": buyer, "supplier_id": firm} | _values(found[buyer, firm], now)
            for buyer, firm in new[at : at + WRITTEN_AT_ONCE]
        ]
        db.session.execute(sa.insert(Pair), rows)
    event.pairs_made_at, event.pairs_percent = now, None
    db.session.flush()
    return len(best)


def _score(pair: Pair, proposal: Proposal, now: datetime) -> None:
    for name, value in _values(proposal, now).items():
        setattr(pair, name, value)


def _values(proposal: Proposal, now: datetime) -> dict[str, Any]:
    if proposal.found is None:
        return {"need_id": None, "score": None, "reasons": [], "shared_at": now}
    reasons = [
        {
            "criterion": one.criterion,
            "points": one.points,
            "maximum": one.maximum,
            "detail": one.message,
            "values": {key: _plain(value) for key, value in one.values.items()},
            "words": [word.word for word in one.words],
        }
        for one in proposal.found.reasons
    ]
    score = Decimal(str(proposal.score))
    return {"need_id": proposal.need_id, "score": score, "reasons": reasons, "shared_at": None}


def _plain(value: object) -> object:
    return (
        value
        if isinstance(value, (str, int, float))
        else value.to_json()
        if hasattr(value, "to_json")
        else str(value)
    )


def best_of(worth: Mapping[Key, float], each: int) -> set[Key]:
    """The best `each` of every buyer and of every firm; of equals the lowest ids."""
    ranked = sorted(worth, key=lambda key: (-worth[key], key))
    kept: set[Key] = set()
    for side in (0, 1):
        count: dict[int, int] = {}
        for key in ranked:
            if count.get(key[side], 0) < each:
                count[key[side]] = count.get(key[side], 0) + 1
                kept.add(key)
    return kept


def _worth(matcher: SupplierMatcher, need: matching.Need) -> NDArray[np.float64]:
    """Scores of the firms; 0 for those that a rule sets aside or that neither words nor codes bring near."""
    standing = matcher.standings(need)
    fit = standing.allowed & (standing.beside_place >= LEAST_BESIDE_PLACE)
    return np.where(fit, standing.scores, 0.0)
