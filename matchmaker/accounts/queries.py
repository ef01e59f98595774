"""Reads of people and of their sessions."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import sqlalchemy as sa

from matchmaker.accounts.models import Session, User
from matchmaker.extensions import db


def digest(token: str) -> str:
    """What the database keeps of a random token."""
    return hashlib.sha256(token.encode()).hexdigest()


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
    query = sa.select(User).where(User.email == email.strip().lower())
    return db.session.execute(query).scalar_one_or_none()
