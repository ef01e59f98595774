"""The journal, or the part of it about one need, as JSON lines that `tools/verify_journal.py` checks alone.

An extract holds, for the entries that it does not tell, their digest: the chain can be followed from its
first line to the head without learning what others did.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.journal import chain, queries
from matchmaker.journal.models import Entry, Personal

FORMAT = "matchmaker-journal/1"
BATCH = 1000
Line = dict[str, object]


def whole(*, now: datetime) -> Iterator[str]:
    """Every entry, with the personal parts that were not erased: for those who run the platform."""
    yield from _lines(1, None, now=now)


def of_need(need_id: int, *, now: datetime) -> Iterator[str]:
    """What was done about one need, and the digests of all else since its first entry: for its team."""
    numbers = queries.numbers_of_need(need_id)
    yield from _lines(numbers[0] if numbers else 1, frozenset(numbers), now=now)


def _lines(first: int, told: frozenset[int] | None, *, now: datetime) -> Iterator[str]:
    """`told`: the numbers of the entries to write in full; None for all."""
    head = queries.head()
    before = queries.witness(first - 1)
    yield _line(
        {
            "format": FORMAT,
            "exported_at": chain.moment(now),
            "first": first,
            "last": head.number,
            "previous": before.hash if before else chain.GENESIS,
            "head": head.hash,
        }
    )
    for entries in _batches(first, head.number):
        personal = _personal(entry.seq for entry in entries if told is None or entry.seq in told)
        for entry in entries:
            shown = told is None or entry.seq in told
            yield _line(_told(entry, personal.get(entry.seq)) if shown else _withheld(entry))


def _batches(first: int, last: int) -> Iterator[list[Entry]]:
    for start in range(first, last + 1, BATCH):
        end = min(start + BATCH - 1, last)
        query = sa.select(Entry).where(Entry.seq.between(start, end)).order_by(Entry.seq)
        yield list(db.session.execute(query).scalars())
        db.session.expunge_all()


def _personal(numbers: Iterable[int]) -> dict[int, Personal]:
    query = sa.select(Personal).where(Personal.seq.in_(list(numbers)))
    return {row.seq: row for row in db.session.execute(query).scalars()}


def _told(entry: Entry, personal: Personal | None) -> Line:
    line: Line = {
        "seq": entry.seq,
        "at": chain.moment(entry.at),
        "actor_id": entry.actor_id,
        "role": entry.role,
        "action": entry.action,
        "object_kind": entry.object_kind,
        "object_id": entry.object_id,
        "payload": entry.payload,
        "nonce": entry.nonce,
        "hash": entry.hash,
    }
    if personal is not None:
        line["personal"] = {"salt": personal.salt, "content": personal.content}
    return line


def _withheld(entry: Entry) -> Line:
    return {"seq": entry.seq, "digest": entry.act.digest()}


def _line(line: Line) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
