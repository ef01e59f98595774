"""The queue, and how long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

import sqlalchemy as sa

from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.moderation.models import Case, CaseKind, CaseState

WINDOW = timedelta(days=90)
COUNTED = 1000  # the latest decisions that the median is made of


@dataclass(frozen=True, slots=True)
class Pace:
    """`waiting`: open cases; `oldest`: how long the first has waited; `median`: over the last 90 days."""

    waiting: int
    oldest: timedelta | None
    median: timedelta | None
    decided: int


def case(case_id: int) -> Case:
    """Raises NotFound."""
    found = db.session.get(Case, case_id)
    if found is None:
        raise NotFound
    return found


def queue(kind: CaseKind | None = None, *, decided: bool = False) -> sa.Select[Case]:
    """What waits, the oldest first; or what was decided, the latest first."""
    query = sa.select(Case)
    if kind is not None:
        query = query.where(Case.kind == kind)
    if decided:
        return query.where(Case.state != CaseState.OPEN).order_by(Case.decided_at.desc(), Case.id.desc())
    return query.where(Case.state == CaseState.OPEN).order_by(Case.opened_at, Case.id)


def waiting_by_kind() -> dict[CaseKind, int]:
    query = sa.select(Case.kind, sa.func.count(Case.id)).where(Case.state == CaseState.OPEN)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Case.kind))}


def pace(now: datetime) -> Pace:
    first = sa.select(sa.func.count(Case.id), sa.func.min(Case.opened_at)).where(Case.state == CaseState.OPEN)
    waiting, oldest = db.session.execute(first).one()
    taken = _taken(now)
    return Pace(
        waiting=waiting,
        oldest=now - oldest if oldest else None,
        median=median(taken) if taken else None,
        decided=len(taken),
    )


def _taken(now: datetime) -> list[timedelta]:
    query = (
        sa.select(Case.opened_at, Case.decided_at)
        .where(Case.state != CaseState.OPEN, Case.decided_at > now - WINDOW)
        .order_by(Case.decided_at.desc())
        .limit(COUNTED)
    )
    return [decided - opened for opened, decided in db.session.execute(query)]


def latest(kind: CaseKind, object_kind: str, object_id: int) -> Case | None:
    """What was last said of a thing: its owner reads there what is asked."""
    query = (
        sa.select(Case)
        .where(Case.kind == kind, Case.object_kind == object_kind, Case.object_id == object_id)
        .order_by(Case.id.desc())
        .limit(1)
    )
    return db.session.execute(query).scalar_one_or_none()
