"""What the clock tells once of each object, asked in bulk: a sweep with nothing to say is cheap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from matchmaker.extensions import db
from matchmaker.notifications.models import Telling


def untold(
    kind: str, object_id: sa.ColumnElement[int] | InstrumentedAttribute[int]
) -> sa.ColumnElement[bool]:
    """For a query: those that this kind was not told of yet."""
    known = sa.select(Telling.id).where(Telling.kind == kind, Telling.object_id == object_id)
    return ~known.exists()


def tell(kind: str, object_ids: Sequence[int], *, now: datetime) -> None:
    """In the transaction of the mails themselves."""
    db.session.add_all(Telling(kind=kind, object_id=one, at=now) for one in object_ids)
    db.session.flush()
