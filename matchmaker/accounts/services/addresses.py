"""A new e-mail address: confirmed in the old mailbox and in the new one, then changed."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts import messages, queries
from matchmaker.accounts.actor import Actor
from matchmaker.accounts.models import Link, LinkPurpose, User
from matchmaker.accounts.services.entering import tell_known
from matchmaker.accounts.services.links import new_link, use_link, void_links
from matchmaker.accounts.services.sessions import end_sessions
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications import preferences
from matchmaker.notifications.services import queue

BOTH = (LinkPurpose.EMAIL_OLD, LinkPurpose.EMAIL_NEW)


def ask_change(user: User, new_email: str, *, now: datetime) -> None:
    """A link into each mailbox. One that has an account is told so by mail, and nothing is said here."""
    email = queries.folded(new_email)
    for purpose in BOTH:
        void_links(user, purpose, now=now)
    old, old_token = new_link(user, LinkPurpose.EMAIL_OLD, now=now, email=email)
    queue(messages.email_old(user, old, old_token), now=now)
    known = queries.by_email(email)
    if known is not None:
        tell_known(known, now=now)
        return
    new, new_token = new_link(user, LinkPurpose.EMAIL_NEW, now=now, email=email)
    queue(messages.email_new(user, new, new_token), now=now)


def confirm_change(token: str, purpose: LinkPurpose, *, now: datetime) -> bool:
    """True when this was the second of the two and the address is changed. Raises DeadLink."""
    link = use_link(token, purpose, now=now)
    other = BOTH[1 - BOTH.index(purpose)]
    if not _confirmed(link, other):
        return False
    return _change(link.user, str(link.email), now=now)


def _confirmed(link: Link, other: LinkPurpose) -> bool:
    """The other mailbox has said yes to the very same address, by a link of the same request."""
    query = sa.select(Link.id).where(
        Link.user_id == link.user_id,
        Link.purpose == other,
        Link.email == link.email,
        Link.created_at == link.created_at,
        Link.used_at.is_not(None),
    )
    return db.session.execute(query).first() is not None


def _change(user: User, email: str, *, now: datetime) -> bool:
    """False when somebody has taken the address meanwhile: the constraint decides."""
    before = user.email
    try:
        with db.session.begin_nested():
            user.email = email
            db.session.flush()
    except IntegrityError:
        return False
    preferences.move(before, email)
    end_sessions(user, now=now)
    record(Actor(user_id=user.id), Action.ACCOUNT_EMAIL_CHANGED, "user", user.id, now=now)
    return True
