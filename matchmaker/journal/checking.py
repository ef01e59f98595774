"""Once a day the worker walks the whole chain; the public page and `flask doctor` tell the outcome."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from matchmaker import database
from matchmaker.extensions import db, jobs
from matchmaker.journal.models import Check
from matchmaker.journal.verifying import Broken, verify

log = logging.getLogger(__name__)
EVERY = timedelta(days=1)


def last() -> Check | None:
    return db.session.execute(sa.select(Check)).scalar_one_or_none()


@jobs.task("journal.check", every_minute=True)
def check_daily() -> None:
    found = last()
    now = datetime.now(UTC)
    if found is None or now - found.at >= EVERY:
        check(now=now)


def check(*, now: datetime) -> None:
    """Reads only while it walks: SQLite's write lock is not held for the seconds that it takes."""
    db.session.rollback()
    entries, broken = 0, None
    with database.access(read_only=True):
        try:
            entries, _head = verify()
        except Broken as fault:
            log.error("%s", fault)
            entries, broken = fault.seq - 1, fault.seq
        db.session.rollback()
    db.session.execute(sa.delete(Check))
    db.session.add(Check(id=1, at=now, entries=entries, broken=broken))
