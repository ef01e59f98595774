"""The worker's sign of life: a row that its sweep of each minute renews."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.database import UtcDateTime
from matchmaker.extensions import db, jobs

# A worker that makes an index anew of a whole region may be busy for some minutes.
LATE = timedelta(minutes=5)


class WorkerBeat(db.Model):
    """One row, made by the first worker."""

    __tablename__ = "worker_beats"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


@jobs.task("worker.beat", every_minute=True)
def beat() -> None:
    now = datetime.now(UTC)
    if db.session.execute(sa.update(WorkerBeat).values(at=now)).rowcount == 0:
        db.session.add(WorkerBeat(id=1, at=now))


def last() -> datetime | None:
    """When the worker was last seen; None when there never was one."""
    return db.session.execute(sa.select(WorkerBeat.at)).scalar_one_or_none()
