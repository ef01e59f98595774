"""Pairs that the matcher proposes: the needs that buyers bring against the firms that come.

The matcher's version in force scores the event's firms alone, with what they wrote when they registered
beside what their organisation shows. Only words and codes propose a pair: being near is not enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from matchmaker import database
from matchmaker.accounts.actor import Actor
from matchmaker.events import rules
from matchmaker.events.errors import EventClosed
from matchmaker.events.models import Event, Pair, Registration, RegistrationState, Side, Wish
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.matching import values as matching
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.values import Filters, Suggestion
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.sourcing import index, suggestions
from matchmaker.sourcing.queries import LEAST_BESIDE_PLACE

TASK = "events.propose"
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


def propose_for(event: Event, person: Registration, *, now: datetime) -> int:
    """Pairs for somebody who has just walked in, at once; the others' pairs are left as they are.

    Who walks in has no time to say wishes: a "maybe" is said for them, so that free cells can be filled.
    """
    found = scores(event, only=person)
    at = 0 if person.side is Side.BUYER else 1
    known = {(one.buyer_id, one.supplier_id) for one in _pairs_of(person)}
    ranked = sorted(found.keys() - known, key=lambda key: (-found[key].score, key))
    for key in ranked[: event.proposals_each]:
        pair = Pair(event_id=event.id, buyer_id=key[0], supplier_id=key[1])
        _score(pair, found[key])
        if at == 0:
            pair.buyer_wish, pair.buyer_at = Wish.MAYBE, now
        else:
            pair.supplier_wish, pair.supplier_at = Wish.MAYBE, now
        db.session.add(pair)
    db.session.flush()
    return min(len(ranked), event.proposals_each)


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
        said = (matching.Evidence(text=one.words, kind="profile", id="words"),) if one.words.strip() else ()
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
            yield one, None, matching.Need(id=f"registration:{one.id}", text=one.words)


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
