"""Who asked to see contact details: written before they are shown, apart from the journal's chain."""

from __future__ import annotations

from datetime import datetime

from matchmaker.accounts.actor import Actor
from matchmaker.accounts.models import AccessTrace
from matchmaker.errors import NotAllowed
from matchmaker.extensions import db


def note_access(actor: Actor, object_kind: str, object_id: int, *, now: datetime) -> None:
    """Raises NotAllowed for the anonymous: what nobody answers for is not shown."""
    if actor.user_id is None:
        raise NotAllowed("signed_in")
    db.session.add(
        AccessTrace(
            at=now,
            actor_id=actor.user_id,
            role=actor.role,
            acting_for_id=actor.acting_for.id if actor.acting_for is not None else None,
            object_kind=object_kind,
            object_id=object_id,
        )
    )
    db.session.flush()
