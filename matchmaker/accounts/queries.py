"""Reads of people, of their sessions and of the sign-ins that failed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from matchmaker.accounts.models import FailedSignIn, Link, LinkPurpose, Session, User
from matchmaker.accounts.passwords import NOBODY
from matchmaker.extensions import db


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a password is checked against, read before the slow check and outside the write transaction."""

    user_id: int | None
    password_hash: str


def digest(token: str) -> str:
    """What the database keeps of a random token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def folded(email: str) -> str:
    return email.strip().lower()


def user_of_session(token: str, *, now: datetime | None = None) -> User | None:
    """The active person of a live session, with `session` set on it; None for any other token."""
    query = sa.select(Session).where(
        Session.token_digest == digest(token),
        Session.ended_at.is_(None),
        Session.expires_at > (now or datetime.now(UTC)),
    )
    row = db.session.execute(query).scalar_one_or_none()
    if row is None or not row.user.is_active:
        return None
    row.user.session = row
    return row.user


def by_email(email: str) -> User | None:
    query = sa.select(User).where(User.email == folded(email))
    return db.session.execute(query).scalar_one_or_none()


def credentials(email: str) -> Credentials:
    """Nobody's for an unknown or disabled address, so that both take the time of one check."""
    user = by_email(email)
    if user is None or not user.is_active:
        return Credentials(None, NOBODY)
    return Credentials(user.id, user.password_hash)


def credentials_of(user_id: int) -> Credentials:
    """Those of somebody signed in, for a page that asks for the password again."""
    return Credentials(user_id, db.session.get_one(User, user_id).password_hash)


def live_link(token: str, purpose: LinkPurpose, *, now: datetime) -> Link | None:
    query = sa.select(Link).where(
        Link.token_digest == digest(token),
        Link.purpose == purpose,
        Link.used_at.is_(None),
        Link.expires_at > now,
    )
    link = db.session.execute(query).scalar_one_or_none()
    return link if link is not None and link.user.is_active else None


def links_since(user: User, purpose: LinkPurpose, since: datetime) -> int:
    query = sa.select(sa.func.count(Link.id)).where(
        Link.user_id == user.id, Link.purpose == purpose, Link.created_at > since
    )
    return db.session.execute(query).scalar_one()


def seconds_to_wait(email: str, *, attempts: int, minutes: int, now: datetime) -> int:
    """0 while the address may be tried; else the seconds until the oldest failure that counts is past."""
    window = timedelta(minutes=minutes)
    query = (
        sa.select(FailedSignIn.at)
        .where(FailedSignIn.email_digest == digest(folded(email)), FailedSignIn.at > now - window)
        .order_by(FailedSignIn.at.desc())
        .limit(attempts)
    )
    failures = list(db.session.execute(query).scalars())
    if len(failures) < attempts:
        return 0
    return max(1, int((failures[-1] + window - now).total_seconds()) + 1)
