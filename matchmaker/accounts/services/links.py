"""Single-use links: bound to one person and one purpose, expiring, void as soon as a newer one is sent."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from matchmaker.accounts import queries
from matchmaker.accounts.errors import DeadLink
from matchmaker.accounts.models import Link, LinkPurpose, User
from matchmaker.extensions import db

LIFE = {
    LinkPurpose.CONFIRM: timedelta(days=3),
    LinkPurpose.RESET: timedelta(hours=2),
    LinkPurpose.EMAIL_OLD: timedelta(days=1),
    LinkPurpose.EMAIL_NEW: timedelta(days=1),
}


def new_link(
    user: User, purpose: LinkPurpose, *, now: datetime, email: str | None = None
) -> tuple[Link, str]:
    token = secrets.token_urlsafe(32)
    link = Link(
        token_digest=queries.digest(token),
        user_id=user.id,
        purpose=purpose,
        email=email,
        created_at=now,
        expires_at=now + LIFE[purpose],
    )
    db.session.add(link)
    db.session.flush()
    return link, token


def void_links(user: User, purpose: LinkPurpose, *, now: datetime) -> None:
    query = sa.update(Link).where(Link.user_id == user.id, Link.purpose == purpose, Link.used_at.is_(None))
    db.session.execute(query.values(used_at=now))


def use_link(token: str, purpose: LinkPurpose, *, now: datetime) -> Link:
    """The update decides who was first: a link serves once even when two press at the same time.

    Raises DeadLink.
    """
    link = queries.live_link(token, purpose, now=now)
    if link is None:
        raise DeadLink
    used = sa.update(Link).where(Link.id == link.id, Link.used_at.is_(None)).values(used_at=now)
    if db.session.execute(used.returning(Link.id)).first() is None:
        raise DeadLink
    return link
