"""Is the service well: database, index, sign of life of the worker, age of what waits for it, mode."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app

from matchmaker import heartbeat
from matchmaker.extensions import db
from matchmaker.notifications.models import OutboxMail
from matchmaker.search import sync
from matchmaker.search.engine import IndexUnavailable
from matchmaker.search.models import IndexChange

# A change older than this means that the worker is not running, or is far behind.
LATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Check:
    """`detail` is a plain fact: a number or a word, never an address or a version."""

    key: str
    ok: bool
    detail: str


def checks(*, now: datetime) -> list[Check]:
    """Without a database the other parts cannot be asked."""
    first = database()
    if not first.ok:
        return [first, mode()]
    changes = waiting("worker", IndexChange.at, [], now)
    return [first, index(), beat(now), changes, outbox(now), mode()]


def beat(now: datetime) -> Check:
    """Seconds since the worker's last sign of life. One that never ran is bad news in production only."""
    last = heartbeat.last()
    if last is None:
        return Check("beat", ok=not current_app.config["SETTINGS"].production, detail="never")
    return Check("beat", ok=now - last < heartbeat.LATE, detail=f"{int((now - last).total_seconds())}")


def mode() -> Check:
    """Demonstration data are invented: whoever reads a figure must be able to know."""
    settings = current_app.config["SETTINGS"]
    return Check("mode", ok=True, detail="demonstration" if settings.demonstration else settings.environment)


def database() -> Check:
    try:
        db.session.execute(sa.text("SELECT 1"))
    except sa.exc.SQLAlchemyError:
        return Check("database", ok=False, detail="unreachable")
    return Check("database", ok=True, detail="ok")


def index() -> Check:
    try:
        count = len(sync.engine().keys_with_versions())
    except IndexUnavailable as error:
        return Check("index", ok=False, detail=error.reason)
    return Check("index", ok=True, detail=str(count))


def waiting(
    key: str, column: sa.orm.InstrumentedAttribute[datetime], conditions: list[object], now: datetime
) -> Check:
    """How long the oldest waiting row has been there, in seconds."""
    oldest = db.session.execute(sa.select(sa.func.min(column)).where(*conditions)).scalar_one()
    age = now - oldest if oldest is not None else timedelta(0)
    return Check(key, ok=age < LATE, detail=f"{max(0, int(age.total_seconds()))}")


def outbox(now: datetime) -> Check:
    return waiting("outbox", OutboxMail.due_at, [OutboxMail.sent_at.is_(None), OutboxMail.attempts > 0], now)
