"""Read the journal: its head, the heads of past days, the entries about a need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.journal.models import Entry, Head

DAYS_SHOWN = 30
BATCH = 20_000  # numbers that one statement may name
LARGEST = 2**31 - 1  # of an integer column on PostgreSQL


@dataclass(frozen=True, slots=True)
class Witness:
    """An entry's number and hash: whoever holds them can tell whether the journal was rewritten since."""

    number: int
    hash: str
    at: datetime | None = None


def head() -> Witness:
    row = db.session.execute(
        sa.select(Head.seq, Head.hash, Entry.at).outerjoin(Entry, Entry.seq == Head.seq)
    ).one()
    return Witness(row.seq, row.hash, row.at)


def witness(number: int) -> Witness | None:
    """What entry `number` carries; None when there is no such entry."""
    if number > LARGEST:
        return None
    row = db.session.execute(sa.select(Entry.hash, Entry.at).where(Entry.seq == number)).one_or_none()
    return None if row is None else Witness(number, row.hash, row.at)


def heads_by_day(*, now: datetime) -> Sequence[Witness]:
    """The head at the end of each (UTC) day with acts, of the last month, the latest first."""
    last = (
        sa.select(sa.func.max(Entry.seq))
        .where(Entry.at >= now - timedelta(days=DAYS_SHOWN))
        .group_by(sa.func.date(Entry.at))
    )
    query = sa.select(Entry.seq, Entry.hash, Entry.at).where(Entry.seq.in_(last)).order_by(Entry.seq.desc())
    return [Witness(row.seq, row.hash, row.at) for row in db.session.execute(query)]


def acts_between(start: datetime, end: datetime) -> int:
    """How many acts a period saw: a mail carries the head on days with acts only."""
    query = sa.select(sa.func.count()).select_from(Entry).where(Entry.at >= start, Entry.at < end)
    return db.session.execute(query).scalar_one()


def numbers_of_need(need_id: int) -> list[int]:
    """The entries on the need itself, and those whose payload names it as `need_id`."""
    own = (Entry.object_kind == "need") & (Entry.object_id == need_id)
    first = db.session.execute(sa.select(sa.func.min(Entry.seq)).where(own)).scalar_one()
    if first is None:
        return []
    named = [Entry.payload.contains(f'"need_id":{need_id}{end}', autoescape=True) for end in (",", "}")]
    query = sa.select(Entry.seq).where(Entry.seq >= first, sa.or_(own, *named)).order_by(Entry.seq)
    return list(db.session.execute(query).scalars())


def entries_of_need(need_id: int) -> Sequence[Entry]:
    """The same entries, whole and in order."""
    numbers = numbers_of_need(need_id)
    if not numbers:
        return []
    wanted = Entry.seq.in_(numbers) if len(numbers) <= BATCH else Entry.seq.between(numbers[0], numbers[-1])
    kept, query = set(numbers), sa.select(Entry).where(wanted).order_by(Entry.seq)
    return [one for one in db.session.execute(query).scalars() if one.seq in kept]
