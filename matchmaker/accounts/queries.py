"""Reads of people, of their sessions and of the sign-ins that failed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from matchmaker.accounts.models import (
    FailedSignIn,
    Identity,
    Link,
    LinkPurpose,
    RecoveryCode,
    SecondFactor,
    Session,
    User,
)
from matchmaker.accounts.passwords import NOBODY
from matchmaker.database import access
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
    if user is None or not user.is_active or not user.password_hash:
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


def live_sessions(user_id: int, *, now: datetime) -> list[Session]:
    """The sign-ins that still count, the last used first."""
    query = sa.select(Session).where(
        Session.user_id == user_id, Session.ended_at.is_(None), Session.expires_at > now
    )
    return list(db.session.execute(query.order_by(Session.seen_at.desc(), Session.id.desc())).scalars())


def second_factor(user_id: int) -> SecondFactor | None:
    """The one that is asked for at sign-in; a secret never confirmed by a code is none."""
    factor = db.session.get(SecondFactor, user_id)
    return factor if factor is not None and factor.confirmed_at is not None else None


def recovery_codes_left(user_id: int) -> int:
    query = sa.select(sa.func.count(RecoveryCode.id)).where(
        RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None)
    )
    return db.session.execute(query).scalar_one()


def identity(issuer: str, subject: str) -> Identity | None:
    query = sa.select(Identity).where(Identity.issuer == issuer, Identity.subject == subject)
    return db.session.execute(query).scalar_one_or_none()


def identities(user_id: int) -> list[Identity]:
    return list(
        db.session.execute(
            sa.select(Identity).where(Identity.user_id == user_id).order_by(Identity.id)
        ).scalars()
    )


def people(words: str) -> sa.Select[tuple[User]]:
    """Accounts whose name or address holds the words; all when there are none. Erased ones are nobody."""
    query = sa.select(User).where(User.erased_at.is_(None)).order_by(User.id.desc())
    for word in words.split()[:5]:
        like = f"%{word.lower().replace('|', '||').replace('%', '|%').replace('_', '|_')}%"
        columns = (User.email, User.first_name, User.last_name)
        query = query.where(sa.or_(*(sa.func.lower(one).like(like, escape="|") for one in columns)))
    return query


def mark(user: User) -> str:
    """Changes with the password: what was begun with the former one is void."""
    return digest(f"{user.id} {user.password_hash}")


def pending_user(user_id: int, expected: str) -> User | None:
    user = db.session.get(User, user_id)
    return user if user is not None and user.is_active and mark(user) == expected else None


def note_presence(session_id: int, user_id: int, *, now: datetime) -> None:
    """In a short transaction of its own, whatever the request does."""
    with access(read_only=False), db.engine.begin() as connection:
        connection.execute(sa.update(Session).where(Session.id == session_id).values(seen_at=now))
        connection.execute(sa.update(User).where(User.id == user_id).values(seen_at=now, warned_at=None))
