"""The product at work on the home page and on the page that explains it: a real need, its best supplier."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import joinedload

from matchmaker.extensions import db
from matchmaker.matching.values import Suggestion
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.sourcing import index, queries
from matchmaker.sourcing.queries import Row

# The example may be this old: nobody waits for the matcher to read the home page.
KEPT_SECONDS = 60
TRIED = 5


@dataclass(frozen=True, slots=True)
class Example:
    need_id: int
    suggestion: Suggestion


class Showcase:
    """Chooses an example once a minute for all readers; the rows behind it are read again each time."""

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
    matcher = index.index().current()
    found = [
        Example(need.id, suggestion)
        for need in soonest()
        for suggestion in matcher.suggest(matching_need(need), 1)
    ]
    return max(found, key=lambda one: telling(one.suggestion), default=None)


def telling(suggestion: Suggestion) -> tuple[int, float]:
    return sum(1 for reason in suggestion.reasons if reason.points), suggestion.score


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
    row = next(iter(queries.rows(need, [example.suggestion])), None)
    return (need, row) if row is not None else None
