"""Walk the chain and say whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.journal import chain
from matchmaker.journal.chain import GENESIS
from matchmaker.journal.models import Entry, Head, Personal

BATCH = 1000


class Broken(ValueError):
    """The chain does not hold from `seq` on."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"the journal is broken at entry {seq}")
        self.seq = seq


def verify(known: tuple[int, str] | None = None) -> tuple[int, str]:
    """Walk the whole chain in bounded memory: (number of entries, head). Raises Broken at the first fault.

    `known` is a number and a head noted down earlier: a journal cut short and closed again, or made anew
    as a whole, agrees with itself but not with them.
    """
    expected, previous = 1, GENESIS
    for entries in _batches():
        for entry in entries:
            if entry.seq != expected or not _holds(entry, previous):
                raise Broken(expected)
            expected, previous = expected + 1, entry.hash
            if known is not None and entry.seq == known[0] and entry.hash != known[1]:
                raise Broken(entry.seq)
    head = db.session.get_one(Head, 1, populate_existing=True)
    if (head.seq, head.hash) != (expected - 1, previous):
        raise Broken(min(expected, head.seq + 1))
    if known is not None and known[0] >= expected:
        raise Broken(expected)
    return expected - 1, previous


def _holds(entry: Entry, previous: str) -> bool:
    return entry.previous == previous and entry.hash == chain.link(previous, entry.act.digest())


def _batches() -> Iterator[Sequence[Entry]]:
    """Entries in order, whose personal parts, where they are not erased, are those of the digests."""
    seq = 0
    while entries := _following(seq):
        personal = _personal(seq, entries[-1].seq)
        for entry in entries:
            if entry.seq in personal and f'"{personal[entry.seq]}"' not in entry.payload:
                raise Broken(entry.seq)
        yield entries
        seq = entries[-1].seq
        db.session.expunge_all()


def _following(seq: int) -> list[Entry]:
    query = sa.select(Entry).where(Entry.seq > seq).order_by(Entry.seq).limit(BATCH)
    return list(db.session.execute(query).scalars())


def _personal(after: int, last: int) -> dict[int, str]:
    """The digests of the personal parts kept, by sequence number."""
    query = sa.select(Personal).where(Personal.seq > after, Personal.seq <= last)
    rows = db.session.execute(query).scalars()
    return {row.seq: chain.personal_digest(row.salt, row.content) for row in rows}
