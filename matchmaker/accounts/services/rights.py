"""Rights on the platform itself, and accounts switched off and on: acts of administrators."""

from __future__ import annotations

from datetime import datetime

from matchmaker.accounts import queries
from matchmaker.accounts.actor import SYSTEM, Actor
from matchmaker.accounts.errors import OwnAccount
from matchmaker.accounts.models import User
from matchmaker.accounts.services.entering import mark_confirmed, new_user, set_password
from matchmaker.accounts.services.sessions import end_sessions
from matchmaker.errors import NotAllowed
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record


def make_administrator(email: str, *, password_hash: str | None, now: datetime) -> User:
    """Give the rights to the account of that address, created confirmed when there is none.

    A new account needs a hash; on a known one the hash replaces the password and ends every sign-in.
    """
    user = queries.by_email(email)
    if user is None:
        if password_hash is None:
            raise ValueError("a new account needs a password")
        values = {"password_hash": password_hash, "first_name": "", "last_name": "", "locale": "fr"}
        user = new_user(queries.folded(email), values, now=now)
        assert user is not None
    elif password_hash is not None:
        set_password(user, password_hash, now=now)
        end_sessions(user, now=now)
    user.administrator = True
    mark_confirmed(user, now=now)
    record(SYSTEM, Action.ACCOUNT_ADMINISTRATOR_MADE, "user", user.id, now=now)
    return user


def set_rights(user: User, *, moderator: bool, administrator: bool, actor: Actor, now: datetime) -> None:
    """What the person may do for the platform. Raises OwnAccount: nobody shuts the door behind themselves."""
    _only_administrators(actor)
    if user.id == actor.user_id:
        raise OwnAccount
    if (user.moderator, user.administrator) == (moderator, administrator):
        return
    user.moderator, user.administrator = moderator, administrator
    rights = {"moderator": moderator, "administrator": administrator}
    record(actor, Action.ACCOUNT_RIGHTS_CHANGED, "user", user.id, now=now, **rights)


def disable(user: User, *, actor: Actor, now: datetime) -> None:
    """Every sign-in ends at once and none is possible. Raises OwnAccount."""
    _only_administrators(actor)
    if user.id == actor.user_id:
        raise OwnAccount
    if user.disabled_at is None:
        user.disabled_at = now
        end_sessions(user, now=now)
        record(actor, Action.ACCOUNT_DISABLED, "user", user.id, now=now)


def enable(user: User, *, actor: Actor, now: datetime) -> None:
    """An erased account stays closed: there is nobody to come back."""
    _only_administrators(actor)
    if user.disabled_at is not None and user.erased_at is None:
        user.disabled_at = None
        record(actor, Action.ACCOUNT_ENABLED, "user", user.id, now=now)
        db.session.flush()


def _only_administrators(actor: Actor) -> None:
    if not actor.administrator:
        raise NotAllowed("administrator")
