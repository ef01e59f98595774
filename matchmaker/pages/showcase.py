"""The product at work on the home page and on the page that explains it: a real need, its best supplier."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import joinedload

from matchmaker.extensions import db
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.sourcing import queries
from matchmaker.sourcing.queries import Row

# The example may be this old: nobody waits for the matcher to read the home page.
KEPT_SECONDS = 60
TRIED = 5


@dataclass(frozen=True, slots=True)
class Example:
    need_id: int
    supplier_id: int


class Showcase:
    """Chooses an example once a minute for all readers, and only remembers which rows it is made of."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._example: Example | None = None

    def example(self) -> Example | None:
        if time.monotonic() >= self._until and self._lock.acquire(blocking=False):
            try:
                self._example, self._until = choose(), time.monotonic() + KEPT_SECONDS
            finally:
                self._lock.release()
        return self._example


def choose() -> Example | None:
    """Of the needs that close first, the one whose best supplier shows the most criteria."""
    best: tuple[int, float] = (0, 0.0)
    chosen = None
    for need in soonest():
        rows, _more = queries.ranked(need)
        if rows and (quality := (sum(1 for part in rows[0].parts if part.points), rows[0].score)) > best:
            best, chosen = quality, Example(need.id, rows[0].organisation.id)
    return chosen


def soonest() -> list[Need]:
    query = (
        sa.select(Need)
        .options(joinedload(Need.organisation))
        .where(Need.status == NeedStatus.PUBLISHED)
        .order_by(Need.answers_until, Need.id)
        .limit(TRIED)
    )
    return list(db.session.execute(query).scalars())


def shown() -> tuple[Need, Row] | None:
    """The example's rows as they are now; None when one is gone, or nothing is open."""
    showcase: Showcase = current_app.extensions.setdefault("showcase", Showcase())
    example = showcase.example()
    if example is None:
        return None
    need = db.session.get(Need, example.need_id, options=[joinedload(Need.organisation)])
    if need is None or need.status is not NeedStatus.PUBLISHED:
        return None
    row = queries.explained(need, example.supplier_id)
    return (need, row) if row is not None else None
