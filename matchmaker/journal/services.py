"""Record acts, erase the personal part of some, and verify that none was altered since."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.journal import chain
from matchmaker.journal.actions import Action
from matchmaker.journal.models import Entry, Head, Personal
from matchmaker.journal.verifying import Broken, verify

__all__ = ["Broken", "Who", "erase_personal", "record", "record_personal", "verify"]


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
    """Append one act in the caller's transaction. The payload names people by id only."""
    return _append(actor, action, (object_kind, object_id), payload, now)


def record_personal(
    actor: Who,
    action: Action,
    object_kind: str,
    object_id: int | None,
    *,
    now: datetime,
    personal: Mapping[str, object],
    subject_id: int | None = None,
    **payload: object,
) -> Entry:
    """`record`, with a part that must be erasable: a name, an address, words about or of somebody.

    It is kept apart under the person `subject_id` (the actor, when not given); the chain holds its salted
    digest alone.
    """
    salt, content = secrets.token_hex(16), chain.canonical(personal)
    payload[chain.PERSONAL] = chain.personal_digest(salt, content)
    entry = _append(actor, action, (object_kind, object_id), payload, now)
    db.session.add(
        Personal(seq=entry.seq, subject_id=subject_id or actor.user_id, salt=salt, content=content)
    )
    db.session.flush()
    return entry


def _append(
    actor: Who, action: Action, of: tuple[str, int | None], payload: Mapping[str, object], now: datetime
) -> Entry:
    """The head row is locked until the transaction ends: numbers follow the order of commits."""
    head = db.session.execute(sa.select(Head).with_for_update()).scalar_one()
    entry = Entry(
        seq=head.seq + 1,
        at=now,
        actor_id=actor.user_id,
        role=actor.role,
        action=action.value,
        object_kind=of[0],
        object_id=of[1],
        payload=chain.canonical(payload),
        nonce=secrets.token_hex(16),
        previous=head.hash,
    )
    entry.hash = chain.link(head.hash, entry.act.digest())
    head.seq, head.hash = entry.seq, entry.hash
    db.session.add(entry)
    db.session.flush()
    return entry


def erase_personal(subject_id: int) -> int:
    """Forget what the journal holds of a person, salts included; the number of entries concerned.

    The entries stay, with the person's number as a pseudonym, and the chain still verifies.
    """
    seqs = list(
        db.session.execute(sa.select(Personal.seq).where(Personal.subject_id == subject_id)).scalars()
    )
    db.session.execute(sa.delete(Personal).where(Personal.subject_id == subject_id))
    return len(seqs)
