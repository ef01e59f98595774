"""Record acts, and verify that none was altered since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol

import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.models import GENESIS, Entry, Head


class Who(Protocol):
    """What the journal needs to know of an actor."""

    @property
    def user_id(self) -> int | None: ...

    @property
    def role(self) -> str: ...


def record(
    actor: Who,
    action: Action,
    object_kind: str,
    object_id: int | None,
    *,
    now: datetime,
    **payload: object,
) -> Entry:
    """Append one act in the caller's transaction. The payload names people by id only.

    The head row is locked until that transaction ends: sequence numbers follow the order of commits.
    """
    head = db.session.execute(sa.select(Head).with_for_update()).scalar_one()
    entry = Entry(
        seq=head.seq + 1,
        at=now,
        actor_id=actor.user_id,
        role=actor.role,
        action=action.value,
        object_kind=object_kind,
        object_id=object_id,
        payload=canonical(payload),
        previous=head.hash,
    )
    entry.hash = digest(entry)
    head.seq, head.hash = entry.seq, entry.hash
    db.session.add(entry)
    db.session.flush()
    return entry


def canonical(payload: Mapping[str, object]) -> str:
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest(entry: Entry) -> str:
    """SHA-256 over the previous hash and the row's fields, each on its line of canonical JSON."""
    row = (
        entry.seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.role,
        entry.action,
        entry.object_kind,
        entry.object_id,
        entry.payload,
    )
    text = entry.previous + "\n" + json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Broken(ValueError):
    """The chain does not hold from `seq` on."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"the journal is broken at entry {seq}")
        self.seq = seq


BATCH = 1000


def verify() -> tuple[int, str]:
    """Walk the whole chain in bounded memory: (number of entries, head). Raises Broken at the first fault."""
    expected, previous = 1, GENESIS
    while entries := _following(expected - 1):
        for entry in entries:
            if entry.seq != expected or entry.previous != previous or entry.hash != digest(entry):
                raise Broken(expected)
            expected, previous = expected + 1, entry.hash
        db.session.expunge_all()
    head = db.session.get_one(Head, 1)
    if (head.seq, head.hash) != (expected - 1, previous):
        raise Broken(expected)
    return expected - 1, previous


def _following(seq: int) -> list[Entry]:
    query = sa.select(Entry).where(Entry.seq > seq).order_by(Entry.seq).limit(BATCH)
    return list(db.session.execute(query).scalars())
