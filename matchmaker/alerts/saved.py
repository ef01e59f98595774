"""Keep a search, change how often it tells, forget it; and tell what it finds anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.orm import joinedload

from matchmaker.accounts.actor import Actor
from matchmaker.alerts import messages, reasons
from matchmaker.alerts.errors import TooManySearches
from matchmaker.alerts.models import SavedSearch
from matchmaker.errors import NotFound
from matchmaker.extensions import db, jobs
from matchmaker.notifications import preferences
from matchmaker.notifications.kinds import GATHERED, Frequency
from matchmaker.notifications.services import queue
from matchmaker.search import sync
from matchmaker.search.engine import Hit
from matchmaker.search.query import Query, read
from matchmaker.search.query.values import MOST_PER_PAGE

AT_MOST = 20
BATCH = 50
DAY = timedelta(days=1)
# How often the index is asked: gathered searches need no haste.
PAUSES = {True: timedelta(hours=3), False: timedelta(minutes=10)}


def keep(actor: Actor, query: Query, *, name: str, frequency: Frequency, now: datetime) -> SavedSearch:
    """What is there already is known. The same name again changes that search. Raises TooManySearches."""
    mine = owned_by(actor)
    one = next((one for one in mine if one.name == name), None)
    if one is None and len(mine) >= AT_MOST:
        raise TooManySearches(limit=AT_MOST)
    one = one or SavedSearch(user_id=actor.user_id, name=name, created_at=now)
    one.organisation_id = actor.acting_for.id if actor.acting_for else None
    one.params = replace(query, page=1).to_params()
    one.frequency, one.looked_at, one.since = frequency, now, now.date() - DAY
    one.known = [hit.key for hit in found(one, today=now.date())]
    db.session.add(one)
    db.session.flush()
    preferences.forget(actor.email, one.kind)
    return one


def owned_by(actor: Actor) -> Sequence[SavedSearch]:
    query = sa.select(SavedSearch).where(SavedSearch.user_id == actor.user_id).order_by(SavedSearch.id)
    return db.session.execute(query).scalars().all()


def owned(actor: Actor, search_id: int) -> SavedSearch:
    """Raises NotFound."""
    one = db.session.get(SavedSearch, search_id)
    if one is None or one.user_id != actor.user_id:
        raise NotFound
    return one


def change(one: SavedSearch, actor: Actor, frequency: Frequency) -> None:
    """Also takes back that its mails were stopped."""
    one.frequency = frequency
    preferences.forget(actor.email, one.kind)
    db.session.flush()


def forget(one: SavedSearch, actor: Actor) -> None:
    preferences.forget(actor.email, one.kind)
    db.session.delete(one)
    db.session.flush()


def query_of(one: SavedSearch) -> Query:
    return read(one.params).query


def found(one: SavedSearch, *, today: date) -> Sequence[Hit]:
    """What was published since the day kept, the newest first, by the search's own query."""
    query = query_of(one)
    since = max(one.since, query.since) if query.since else one.since
    asked = replace(query, since=since, sort="date", page=1, per_page=MOST_PER_PAGE)
    return sync.engine().search(asked, today=today).hits


@jobs.task("alerts.searches", every_minute=True)
def look_all() -> None:
    look(datetime.now(UTC))


def look(now: datetime) -> int:
    """How many searches had something new to tell."""
    gathered = SavedSearch.frequency.in_(list(GATHERED))
    due = sa.or_(
        sa.and_(gathered, SavedSearch.looked_at <= now - PAUSES[True]),
        sa.and_(~gathered, SavedSearch.looked_at <= now - PAUSES[False]),
    )
    query = (
        sa.select(SavedSearch)
        .options(joinedload(SavedSearch.user))
        .where(due, SavedSearch.frequency != Frequency.NEVER)
        .order_by(SavedSearch.looked_at, SavedSearch.id)
    )
    searches = db.session.execute(query.limit(BATCH)).scalars().all()
    return sum(_tell(one, now=now) for one in searches if one.user.is_active)


def _tell(one: SavedSearch, *, now: datetime) -> bool:
    """Read again from the database: the index may know a thing that is gone, or a draft again."""
    hits = found(one, today=now.date())
    fresh = [hit for hit in hits if hit.key not in one.known]
    with force_locale(one.user.locale):
        cards = sync.cards([hit.key for hit in fresh])
    one.known, one.since, one.looked_at = [hit.key for hit in hits], now.date() - DAY, now
    rows = [_row(hit, cards) for hit in fresh if hit.key in cards]
    if rows:
        with force_locale(one.user.locale):
            why = reasons.of_needs(one.organisation_id, [row["key"] for row in rows])
        told = [{**row, "why": why.get(row["key"], [])} for row in rows]
        queue(messages.found(one, told, number=_digest(row["key"] for row in rows)), now=now)
    db.session.flush()
    return bool(rows)


def _row(hit: Hit, cards: Mapping[str, object]) -> dict[str, object]:
    card = cards[hit.key]
    marked = [part.text for part in (*hit.title, *hit.excerpt) if part.is_match]
    return {"key": hit.key, "card": card, "words": list(dict.fromkeys(word.lower() for word in marked))[:6]}


def _digest(keys: Iterable[object]) -> str:
    return hashlib.sha256(" ".join(sorted(map(str, keys))).encode()).hexdigest()[:24]
