"""What is kept too long goes by itself: idle accounts after a warning, and the traces of a year ago."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask import current_app

from matchmaker.accounts import messages
from matchmaker.accounts.actor import SYSTEM
from matchmaker.accounts.models import FailedSignIn, Link, Session, User
from matchmaker.accounts.services.leaving import erase
from matchmaker.extensions import db, jobs
from matchmaker.journal import access as traces
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.models import OutboxMail
from matchmaker.notifications.services import queue

# The sweep comes each minute; once an hour is enough.
MINUTE = 17
MONTH = timedelta(days=30)
YEAR = timedelta(days=365)
# An address that nobody confirmed is nobody's account.
UNCONFIRMED = MONTH
AT_ONCE = 50


@jobs.task("accounts.retention", every_minute=True)
def sweep() -> None:
    now = datetime.now(UTC)
    if now.minute == MINUTE:
        apply(now=now)


def apply(*, now: datetime) -> None:
    """Warn, erase, purge: each run does a bounded part of it."""
    months: int = current_app.config["SETTINGS"].idle_months
    idle = now - MONTH * months
    for user in _warned_and_idle(idle, now - MONTH):
        erase(user, actor=SYSTEM, now=now)
    for user in _idle_soon(idle + MONTH):
        user.warned_at = now
        record(SYSTEM, Action.ACCOUNT_WARNED, "user", user.id, now=now)
        queue(messages.idle(user, until=now + MONTH, now=now), now=now)
    for user in _never_confirmed(now - UNCONFIRMED):
        erase(user, actor=SYSTEM, now=now)
    purge(now=now)


def last_seen() -> sa.ColumnElement[datetime]:
    return sa.func.coalesce(User.seen_at, User.confirmed_at, User.created_at)


def _warned_and_idle(idle: datetime, warned: datetime) -> list[User]:
    return _some(last_seen() <= idle, User.warned_at <= warned)


def _idle_soon(before: datetime) -> list[User]:
    """Administrators are warned like everybody: an unused right is a risk."""
    return _some(last_seen() <= before, User.warned_at.is_(None), User.confirmed_at.is_not(None))


def _never_confirmed(before: datetime) -> list[User]:
    return _some(User.confirmed_at.is_(None), User.created_at <= before)


def _some(*conditions: sa.ColumnElement[bool]) -> list[User]:
    query = sa.select(User).where(User.erased_at.is_(None), *conditions).order_by(User.id).limit(AT_ONCE)
    return list(db.session.execute(query).scalars())


def purge(*, now: datetime) -> None:
    """Rows that have served: failures of yesterday, dead links, sign-ins and mails of a year ago."""
    old = (
        (FailedSignIn, FailedSignIn.at <= now - timedelta(days=1)),
        (Link, Link.expires_at <= now - MONTH),
        (Session, Session.expires_at <= now - YEAR),
        (Session, Session.ended_at <= now - YEAR),
        (OutboxMail, OutboxMail.sent_at <= now - YEAR),
    )
    for table, condition in old:
        db.session.execute(sa.delete(table).where(condition))
    traces.forget_old(now=now)
