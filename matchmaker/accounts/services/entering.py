"""Register, confirm, sign in, forget and change a password.

None of them hashes: argon2 takes tens of milliseconds, and SQLite's one write lock is not held that long.
The caller hashes first and hands the result over.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy.exc import IntegrityError

from config import Settings
from matchmaker.accounts import messages, queries
from matchmaker.accounts.actor import Actor
from matchmaker.accounts.models import FailedSignIn, Link, LinkPurpose, Session, User
from matchmaker.accounts.services.links import new_link, use_link, void_links
from matchmaker.accounts.services.sessions import end_other_sessions, end_sessions, open_session
from matchmaker.accounts.services.throttle import count_failure, forget_failures, refuse_throttled
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.services import queue, render

# A second equal registration within this time adds no mail: it is the same press of the button.
SAME_PRESS = timedelta(minutes=1)


def register(
    email: str, *, password_hash: str, first_name: str, last_name: str, locale: str, now: datetime
) -> User | None:
    """Create the account and send its link; None when the address has a confirmed one, told so by mail.

    An account that nobody has confirmed belongs to the last who registered it: its former links die.
    """
    values = {
        "password_hash": password_hash,
        "first_name": first_name,
        "last_name": last_name,
        "locale": locale,
    }
    user = new_user(queries.folded(email), values, now=now)
    if user is None:
        user = queries.by_email(email)
        if user is None or user.confirmed_at is not None or not user.is_active:
            tell_known(user, now=now)
            return None
        if queries.links_since(user, LinkPurpose.CONFIRM, now - SAME_PRESS):
            return user
        for name, value in values.items():
            setattr(user, name, value)
    send_confirmation(user, now=now)
    return user


def new_user(email: str, values: dict[str, str], *, now: datetime) -> User | None:
    """None when the address is taken: the constraint decides, whoever looked first."""
    user = User(email=email, created_at=now, **values)
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError:
        return None
    record(Actor(user_id=user.id), Action.ACCOUNT_CREATED, "user", user.id, now=now)
    return user


def tell_known(user: User | None, *, now: datetime) -> None:
    if user is not None and user.is_active:
        queue(messages.known_address(user, now=now), now=now)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def send_confirmation(user: User, *, now: datetime) -> None:
    void_links(user, LinkPurpose.CONFIRM, now=now)
    link, token = new_link(user, LinkPurpose.CONFIRM, now=now)
    queue(messages.confirm(user, link, token), now=now)


def confirm(token: str, *, now: datetime) -> User:
    """The address is the person's. Raises DeadLink."""
    user = use_link(token, LinkPurpose.CONFIRM, now=now).user
    mark_confirmed(user, now=now)
    return user


def mark_confirmed(user: User, *, now: datetime) -> None:
    if user.confirmed_at is None:
        user.confirmed_at = now
        record(Actor(user_id=user.id), Action.ACCOUNT_CONFIRMED, "user", user.id, now=now)


@dataclass(frozen=True, slots=True)
class Entered:
    """The right password. No `token` while the address is not confirmed or a second factor is asked for."""

    user: User
    token: str | None = None
    second_factor: bool = False


def sign_in(
    email: str, known: queries.Credentials, *, right: bool, browser: str, now: datetime
) -> Entered | None:
    """Who came in, and a session's token; an address that is not confirmed is sent its link again.

    `right` is the outcome of the check against `known`. None, and the failure counted, when it was wrong or
    the password changed in between. Raises Throttled. The failures are not forgotten before the second
    factor: whoever holds the password only must not win new attempts at the code.
    """
    refuse_throttled(email, now=now)
    user = db.session.get(User, known.user_id) if right and known.user_id is not None else None
    if user is None or user.password_hash != known.password_hash or not user.is_active:
        count_failure(email, now=now)
        return None
    if user.confirmed_at is None:
        forget_failures(user)
        if not queries.links_since(user, LinkPurpose.CONFIRM, now - SAME_PRESS):
            send_confirmation(user, now=now)
        return Entered(user)
    if queries.second_factor(user.id) is not None:
        return Entered(user, second_factor=True)
    forget_failures(user)
    return Entered(user, open_session(user, now=now, browser=browser))


def ask_reset(email: str, *, now: datetime) -> None:
    """Send a link to choose a new password, to an address that has an account and not too often."""
    user = queries.by_email(email)
    if user is None or not user.is_active:
        _as_long_as_a_mail(email, now=now)
        return
    if queries.links_since(user, LinkPurpose.RESET, now - timedelta(days=1)) >= _settings().resets_per_day:
        _as_long_as_a_mail(email, now=now)
        return
    link, token = new_link(user, LinkPurpose.RESET, now=now)
    queue(messages.reset(user, link, token), now=now)


def _as_long_as_a_mail(email: str, *, now: datetime) -> None:
    """A mail written to nobody, a row put down and taken back: a clock must not tell who has an account."""
    nobody = User(id=0, email=queries.folded(email), first_name="", locale="fr")
    link = Link(id=0, expires_at=now)
    render(messages.reset(nobody, link, secrets.token_urlsafe(32)))
    row = FailedSignIn(email_digest=queries.digest(secrets.token_urlsafe(32)), at=now)
    db.session.add(row)
    db.session.flush()
    db.session.delete(row)


def reset_password(token: str, *, password_hash: str, now: datetime) -> User:
    """Every sign-in ends, the throttle is lifted, and the address is proved by the way. Raises DeadLink."""
    user = use_link(token, LinkPurpose.RESET, now=now).user
    mark_confirmed(user, now=now)
    set_password(user, password_hash, now=now)
    end_sessions(user, now=now)
    return user


def change_password(session: Session, *, password_hash: str, now: datetime) -> None:
    """The other sign-ins end, this one stays."""
    set_password(session.user, password_hash, now=now)
    end_other_sessions(session, now=now)


def set_password(user: User, password_hash: str, *, now: datetime) -> None:
    user.password_hash = password_hash
    void_links(user, LinkPurpose.RESET, now=now)
    forget_failures(user)
    record(Actor(user_id=user.id), Action.ACCOUNT_PASSWORD_CHANGED, "user", user.id, now=now)
    queue(messages.password_changed(user, now=now), now=now)


def change_profile(user: User, *, first_name: str, last_name: str, locale: str, now: datetime) -> None:
    user.first_name, user.last_name, user.locale = first_name, last_name, locale
    record(Actor(user_id=user.id), Action.ACCOUNT_CHANGED, "user", user.id, now=now)
