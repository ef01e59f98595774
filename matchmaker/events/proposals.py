"""Pairs that the matcher proposes: the needs that buyers bring against the firms that come.

The matcher's version in force scores the event's firms alone, with what they wrote when they registered
beside what their organisation shows. Only words and codes propose a pair: being near is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from matchmaker import database
from matchmaker.accounts.actor import Actor
from matchmaker.events import queries, rules
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
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.matching import values as matching
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.values import Filters, Suggestion
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.reference import cpv
from matchmaker.sourcing import index, suggestions
from matchmaker.sourcing.queries import LEAST_BESIDE_PLACE

TASK, WALK_INS = "events.propose", "events.match_walk_ins"
WALKED_IN, MATCHED = "walked_in", "matched"
# With so many matches, a walk-in needs nobody who merely happens to be there.
ENOUGH = 3
CODE = re.compile(r"(?<![0-9])[0-9]{8}(?![0-9])", re.ASCII)
Key = tuple[int, int]
Asked = tuple[Registration, int | None, matching.Need]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The best of the buyer's needs for a firm. `need_id` None: the words of the buyer's registration."""

    need_id: int | None
    found: Suggestion

    @property
    def score(self) -> float:
        return self.found.score


def ask(event: Event, *, actor: Actor, now: datetime) -> None:
    """Have the worker propose the pairs, once more if it has before; what was wished stays."""
    if not rules.can_prepare(event):
        raise EventClosed
    event.pairs_asked_at, event.updated_at = now, now
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
        scored = {number: scores(_event(number)) for number in waiting}
        db.session.rollback()
    for number, found in scored.items():
        write(_event(number), found, now=datetime.now(UTC))


def _asked() -> Iterable[Event]:
    late = sa.or_(Event.pairs_made_at.is_(None), Event.pairs_made_at < Event.pairs_asked_at)
    query = sa.select(Event).where(Event.pairs_asked_at.is_not(None), late).order_by(Event.id)
    return db.session.execute(query).scalars().all()


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
        _score(pair, found[key])
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


def scores(event: Event, *, only: Registration | None = None) -> dict[Key, Proposal]:
    """The best pairs of everybody, and those somebody spoke about, for the best of the buyer's needs.

    `only`: pairs of this one participant.
    """
    people = _principals(event)
    if only is not None:
        people = [one for one in people if one.side is not only.side or one.id == only.id]
    firms = {one.id: one for one in people if one.side is Side.SUPPLIER}
    shown = list(_evidence(firms.values()))
    if not shown:
        return {}
    matcher = index.index().current().reindexed(shown)
    asked = list(_asked_for([one for one in people if one.side is Side.BUYER]))
    raw: dict[Key, tuple[float, int]] = {}
    for rank, (buyer, _need_id, need) in enumerate(asked):
        for firm, score in _scored(matcher, need, len(shown)):
            same_house = buyer.organisation_id == firms[firm].organisation_id is not None
            if not same_house and score > raw.get((buyer.id, firm), (0.0, 0))[0]:
                raw[buyer.id, firm] = (score, rank)
    worth = {key: score for key, (score, _rank) in raw.items()}
    kept = _best(worth, event.proposals_each) | (_spoken(event) & raw.keys())
    return _explained(matcher, asked, {key: raw[key][1] for key in kept})


def _explained(
    matcher: SupplierMatcher, asked: Sequence[Asked], wanted: Mapping[Key, int]
) -> dict[Key, Proposal]:
    """Reasons in words are dear: only of the pairs that are kept, all firms of a need at once."""
    everyone = frozenset(one.id for one in matcher.suppliers())
    firms: dict[int, set[int]] = {}
    for (_buyer, firm), rank in wanted.items():
        firms.setdefault(rank, set()).add(firm)
    found: dict[Key, Proposal] = {}
    for rank, mine in firms.items():
        buyer, need_id, need = asked[rank]
        for one in matcher.suggest(need, len(mine), Filters(excluded=everyone - mine)):
            found[buyer.id, int(str(one.supplier_id))] = Proposal(need_id, one)
    return found


def _spoken(event: Event) -> set[Key]:
    """Pairs about which somebody has said a word."""
    said = sa.or_(Pair.buyer_wish.is_not(None), Pair.supplier_wish.is_not(None))
    query = sa.select(Pair.buyer_id, Pair.supplier_id).where(Pair.event_id == event.id, said)
    return {(buyer, supplier) for buyer, supplier in db.session.execute(query)}


def write(event: Event, found: Mapping[Key, Proposal], *, now: datetime) -> int:
    """The best of each buyer and of each supplier; pairs about which somebody spoke stay whatever comes."""
    best = _best({key: one.score for key, one in found.items()}, event.proposals_each)
    known = {
        (pair.buyer_id, pair.supplier_id): pair
        for pair in db.session.execute(sa.select(Pair).where(Pair.event_id == event.id)).scalars()
    }
    for key, pair in known.items():
        said = pair.buyer_wish is not None or pair.supplier_wish is not None
        if key in found and (said or key in best):
            _score(pair, found[key])
        elif not said:
            db.session.delete(pair)
    for key in sorted(best - known.keys()):
        pair = Pair(event_id=event.id, buyer_id=key[0], supplier_id=key[1])
        _score(pair, found[key])
        db.session.add(pair)
    event.pairs_made_at = now
    db.session.flush()
    return len(best)


def _score(pair: Pair, proposal: Proposal) -> None:
    pair.need_id, pair.score = proposal.need_id, Decimal(str(proposal.score))
    pair.reasons = [
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


def _plain(value: object) -> object:
    return (
        value
        if isinstance(value, (str, int, float))
        else value.to_json()
        if hasattr(value, "to_json")
        else str(value)
    )


def _best(worth: Mapping[Key, float], each: int) -> set[Key]:
    ranked = sorted(worth, key=lambda key: (-worth[key], key))
    kept: set[Key] = set()
    for side in (0, 1):
        count: dict[int, int] = {}
        for key in ranked:
            if count.get(key[side], 0) < each:
                count[key[side]] = count.get(key[side], 0) + 1
                kept.add(key)
    return kept


def _principals(event: Event) -> list[Registration]:
    query = (
        sa.select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.state == RegistrationState.CONFIRMED,
            Registration.companion_of_id.is_(None),
        )
        .options(selectinload(Registration.subjects), selectinload(Registration.organisation))
        .order_by(Registration.number)
    )
    return list(db.session.execute(query).scalars())


def _evidence(firms: Iterable[Registration]) -> Iterator[matching.Supplier]:
    """Each firm as the matcher knows it, under its registration's id; what it wrote is evidence too."""
    firms = list(firms)
    known = {one.organisation_id: one.organisation for one in firms if one.organisation is not None}
    offers = suggestions.published_offers(number for number in known if number is not None)
    for one in firms:
        said = (
            (matching.Evidence(one.words, "profile", codes(one.words), id="words"),)
            if one.words.strip()
            else ()
        )
        if one.organisation is not None:
            shown = suggestions.supplier_of(one.organisation, offers.get(one.organisation.id, []))
            yield _under(one, shown, said)
        elif said:
            yield matching.Supplier(id=one.id, evidence=said, name=one.organisation_name)


def _under(
    one: Registration, shown: matching.Supplier, said: Sequence[matching.Evidence]
) -> matching.Supplier:
    return matching.Supplier(
        id=one.id,
        evidence=(*shown.evidence, *said),
        name=shown.name,
        kinds=shown.kinds,
        size=shown.size,
        ess=shown.ess,
    )


def _asked_for(buyers: Sequence[Registration]) -> Iterator[Asked]:
    """The needs brought; else the open ones of the body; else the words of the registration."""
    brought = {one.id: [s.need_id for s in one.subjects if s.need_id is not None] for one in buyers}
    open_ones = _open_needs([one.organisation_id for one in buyers if not brought[one.id]])
    needs = suggestions.needs({n for ids in brought.values() for n in ids} | {n.id for n in open_ones})
    for one in buyers:
        mine = [needs[number] for number in brought[one.id] if number in needs]
        mine = mine or [needs[n.id] for n in open_ones if n.organisation_id == one.organisation_id]
        for need in mine:
            yield one, need.id, matching_need(need)
        if not mine and one.words.strip():
            yield one, None, matching.Need(f"registration:{one.id}", one.words, codes(one.words))


def codes(words: str) -> tuple[str, ...]:
    """CPV codes that somebody wrote among their words, check digit or not."""
    found = (cpv.get(one) for one in CODE.findall(words))
    return tuple(dict.fromkeys(one.code for one in found if one is not None))


def _open_needs(bodies: Iterable[int | None]) -> list[Need]:
    ids = [number for number in bodies if number is not None]
    query = sa.select(Need).where(Need.organisation_id.in_(ids), Need.status == NeedStatus.PUBLISHED)
    return list(db.session.execute(query.order_by(Need.id)).scalars())


def _scored(matcher: SupplierMatcher, need: matching.Need, count: int) -> Iterator[tuple[int, float]]:
    """Firms that no rule sets aside and that words or codes bring near, with their scores."""
    standing = matcher.standings(need)
    fit = standing.allowed & (standing.beside_place >= LEAST_BESIDE_PLACE)
    for at in standing.best_first(fit, count):
        yield int(str(standing.supplier(at).id)), float(standing.scores[at])
