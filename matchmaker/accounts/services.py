"""Verbs of accounts: register, confirm, sign in and out, change a password, choose whom one acts for.

None of them hashes: argon2 takes tens of milliseconds, and SQLite's one write lock is not held that long.
The caller hashes first and hands the result over.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts import messages, queries
from matchmaker.accounts.actor import SYSTEM, Actor
from matchmaker.accounts.errors import DeadLink, Throttled
from matchmaker.accounts.models import FailedSignIn, Link, LinkPurpose, Session, User
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.services import queue

LIFE = {LinkPurpose.CONFIRM: timedelta(days=3), LinkPurpose.RESET: timedelta(hours=2)}
RESETS_PER_DAY = 5
# A second equal registration within this time adds no mail: it is the same press of the button.
SAME_PRESS = timedelta(minutes=1)


def open_session(user: User, *, now: datetime, browser: str) -> str:
    """A new sign-in; the token goes into the browser's cookie, its digest stays here."""
    token = secrets.token_urlsafe(32)
    row = Session(
        token_digest=queries.digest(token),
        user_id=user.id,
        created_at=now,
        seen_at=now,
        expires_at=now + timedelta(days=current_app.config["SETTINGS"].session_days),
        browser=browser[:200],
    )
    db.session.add(row)
    db.session.flush()
    return token


def end_session(session: Session, *, now: datetime) -> None:
    session.ended_at = now
    db.session.flush()


def end_sessions(user: User, *, now: datetime, but: Session | None = None) -> None:
    """End every live sign-in of the person, save the one named."""
    query = sa.update(Session).where(Session.user_id == user.id, Session.ended_at.is_(None))
    if but is not None:
        query = query.where(Session.id != but.id)
    db.session.execute(query.values(ended_at=now))


def end_other_sessions(session: Session, *, now: datetime) -> None:
    end_sessions(session.user, now=now, but=session)


def act_for(session: Session, membership_id: int, *, actor: Actor) -> None:
    """From now on this browser acts by that membership. Raises NotFound when it is not the actor's."""
    if all(one.membership_id != membership_id for one in actor.memberships):
        raise NotFound
    act_by(session, membership_id)


def act_by(session: Session, membership_id: int) -> None:
    """As `act_for`, for a membership made in this very request, that the actor does not know of yet."""
    session.membership_id = membership_id
    db.session.flush()


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
    user = _new_user(queries.folded(email), values, now=now)
    if user is None:
        user = queries.by_email(email)
        if user is None or user.confirmed_at is not None or not user.is_active:
            _tell_known(user, now=now)
            return None
        if queries.links_since(user, LinkPurpose.CONFIRM, now - SAME_PRESS):
            return user
        for name, value in values.items():
            setattr(user, name, value)
    send_confirmation(user, now=now)
    return user


def _new_user(email: str, values: dict[str, str], *, now: datetime) -> User | None:
    """None when the address is taken: the constraint decides, whoever looked first."""
    user = User(email=email, created_at=now, **values)
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError:
        return None
    record(Actor(user_id=user.id), Action.ACCOUNT_CREATED, "user", user.id, now=now)
    return user


def _tell_known(user: User | None, *, now: datetime) -> None:
    if user is not None and user.is_active:
        queue(messages.known_address(user, now=now), now=now)


def send_confirmation(user: User, *, now: datetime) -> None:
    _void_links(user, LinkPurpose.CONFIRM, now=now)
    link, token = _new_link(user, LinkPurpose.CONFIRM, now=now)
    queue(messages.confirm(user, link, token), now=now)


def confirm(token: str, *, now: datetime) -> User:
    """The address is the person's. Raises DeadLink."""
    user = _use_link(token, LinkPurpose.CONFIRM, now=now)
    _mark_confirmed(user, now=now)
    return user


def _mark_confirmed(user: User, *, now: datetime) -> None:
    if user.confirmed_at is None:
        user.confirmed_at = now
        record(Actor(user_id=user.id), Action.ACCOUNT_CONFIRMED, "user", user.id, now=now)


def sign_in(
    email: str, known: queries.Credentials, *, right: bool, browser: str, now: datetime
) -> tuple[User, str | None] | None:
    """The person and a session's token; no token while the address is not confirmed (its link is sent again).

    `right` is the outcome of the check against `known`. None, and the failure counted, when it was wrong or
    the password changed in between. Raises Throttled.
    """
    refuse_throttled(email, now=now)
    user = db.session.get(User, known.user_id) if right and known.user_id is not None else None
    if user is None or user.password_hash != known.password_hash or not user.is_active:
        count_failure(email, now=now)
        return None
    forget_failures(user)
    if user.confirmed_at is None:
        if not queries.links_since(user, LinkPurpose.CONFIRM, now - SAME_PRESS):
            send_confirmation(user, now=now)
        return user, None
    return user, open_session(user, now=now, browser=browser)


def refuse_throttled(email: str, *, now: datetime) -> None:
    settings = current_app.config["SETTINGS"]
    wait = queries.seconds_to_wait(
        email, attempts=settings.sign_in_attempts, minutes=settings.sign_in_minutes, now=now
    )
    if wait:
        raise Throttled(retry_after=wait)


def count_failure(email: str, *, now: datetime) -> None:
    db.session.add(FailedSignIn(email_digest=queries.digest(queries.folded(email)), at=now))
    db.session.flush()


def forget_failures(user: User) -> None:
    db.session.execute(sa.delete(FailedSignIn).where(FailedSignIn.email_digest == queries.digest(user.email)))


def ask_reset(email: str, *, now: datetime) -> None:
    """Send a link to choose a new password, to an address that has an account and not too often."""
    user = queries.by_email(email)
    if user is None or not user.is_active:
        return
    if queries.links_since(user, LinkPurpose.RESET, now - timedelta(days=1)) >= RESETS_PER_DAY:
        return
    link, token = _new_link(user, LinkPurpose.RESET, now=now)
    queue(messages.reset(user, link, token), now=now)


def reset_password(token: str, *, password_hash: str, now: datetime) -> User:
    """Every sign-in ends, the throttle is lifted, and the address is proved by the way. Raises DeadLink."""
    user = _use_link(token, LinkPurpose.RESET, now=now)
    _mark_confirmed(user, now=now)
    _set_password(user, password_hash, now=now)
    end_sessions(user, now=now)
    return user


def change_password(session: Session, *, password_hash: str, now: datetime) -> None:
    """The other sign-ins end, this one stays."""
    _set_password(session.user, password_hash, now=now)
    end_other_sessions(session, now=now)


def _set_password(user: User, password_hash: str, *, now: datetime) -> None:
    user.password_hash = password_hash
    _void_links(user, LinkPurpose.RESET, now=now)
    forget_failures(user)
    record(Actor(user_id=user.id), Action.ACCOUNT_PASSWORD_CHANGED, "user", user.id, now=now)
    queue(messages.password_changed(user, now=now), now=now)


def change_profile(user: User, *, first_name: str, last_name: str, locale: str, now: datetime) -> None:
    user.first_name, user.last_name, user.locale = first_name, last_name, locale
    record(Actor(user_id=user.id), Action.ACCOUNT_CHANGED, "user", user.id, now=now)


def make_administrator(email: str, *, password_hash: str | None, now: datetime) -> User:
    """Give the rights to the account of that address, created confirmed when there is none.

    A new account needs a hash; on a known one the hash replaces the password and ends every sign-in.
    """
    user = queries.by_email(email)
    if user is None:
        if password_hash is None:
            raise ValueError("a new account needs a password")
        values = {"password_hash": password_hash, "first_name": "", "last_name": "", "locale": "fr"}
        user = _new_user(queries.folded(email), values, now=now)
        assert user is not None
    elif password_hash is not None:
        _set_password(user, password_hash, now=now)
        end_sessions(user, now=now)
    user.administrator = True
    _mark_confirmed(user, now=now)
    record(SYSTEM, Action.ACCOUNT_ADMINISTRATOR_MADE, "user", user.id, now=now)
    return user


def _new_link(user: User, purpose: LinkPurpose, *, now: datetime) -> tuple[Link, str]:
    token = secrets.token_urlsafe(32)
    link = Link(
        token_digest=queries.digest(token),
        user_id=user.id,
        purpose=purpose,
        created_at=now,
        expires_at=now + LIFE[purpose],
    )
    db.session.add(link)
    db.session.flush()
    return link, token


def _void_links(user: User, purpose: LinkPurpose, *, now: datetime) -> None:
    query = sa.update(Link).where(Link.user_id == user.id, Link.purpose == purpose, Link.used_at.is_(None))
    db.session.execute(query.values(used_at=now))


def _use_link(token: str, purpose: LinkPurpose, *, now: datetime) -> User:
    """The update decides who was first: a link serves once even when two press at the same time."""
    link = queries.live_link(token, purpose, now=now)
    if link is None:
        raise DeadLink
    used = sa.update(Link).where(Link.id == link.id, Link.used_at.is_(None)).values(used_at=now)
    if db.session.execute(used.returning(Link.id)).first() is None:
        raise DeadLink
    return link.user
