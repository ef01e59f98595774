"""Traces of who saw what: kept apart from the chain, and deleted after a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from matchmaker import database
from matchmaker.extensions import db
from matchmaker.journal.models import AccessTrace
from matchmaker.journal.services import Who

# The CNIL's recommendation of October 2021 on access logs: six to twelve months.
KEPT = timedelta(days=365)


class Seen(StrEnum):
    """What is worth a trace; a new kind is added here first."""

    CONTACT_DETAILS = "contact_details"
    RESPONSE_LINK = "response_link"
    RESPONSE = "response"
    FILE = "file"
    JOURNAL = "journal"
    PERSONAL_DATA = "personal_data"


def note(
    actor: Who,
    seen: Seen,
    object_kind: str,
    object_id: int,
    *,
    now: datetime,
    organisation_id: int | None = None,
) -> None:
    """Leave a trace in the caller's transaction: what is shown after a press on a button (POST)."""
    row = _row(actor, seen, object_kind, object_id, now, organisation_id)
    db.session.execute(sa.insert(AccessTrace).values(**row))


def note_apart(
    actor: Who,
    seen: Seen,
    object_kind: str,
    object_id: int,
    *,
    now: datetime,
    organisation_id: int | None = None,
) -> None:
    """Leave a trace in a transaction of its own: what a link opens (GET), which may write nothing else."""
    row = _row(actor, seen, object_kind, object_id, now, organisation_id)
    with database.access(read_only=False), db.engine.begin() as connection:
        connection.execute(sa.insert(AccessTrace).values(**row))


def _row(
    actor: Who, seen: Seen, object_kind: str, object_id: int, now: datetime, organisation_id: int | None
) -> dict[str, object]:
    return {
        "at": now,
        "user_id": actor.user_id,
        "organisation_id": organisation_id,
        "seen": seen.value,
        "object_kind": object_kind,
        "object_id": object_id,
    }


def of_object(object_kind: str, object_id: int) -> Sequence[AccessTrace]:
    """Who saw it, the latest first."""
    query = sa.select(AccessTrace).where(
        AccessTrace.object_kind == object_kind, AccessTrace.object_id == object_id
    )
    return db.session.execute(query.order_by(AccessTrace.id.desc())).scalars().all()


def of_person(user_id: int) -> Sequence[AccessTrace]:
    """What the person saw, the latest first."""
    query = sa.select(AccessTrace).where(AccessTrace.user_id == user_id)
    return db.session.execute(query.order_by(AccessTrace.id.desc())).scalars().all()


def erase(user_id: int) -> None:
    """The traces stay for those whose details were seen; the person who saw them is forgotten."""
    db.session.execute(sa.update(AccessTrace).where(AccessTrace.user_id == user_id).values(user_id=None))


def forget_old(*, now: datetime) -> None:
    db.session.execute(sa.delete(AccessTrace).where(AccessTrace.at < now - KEPT))
