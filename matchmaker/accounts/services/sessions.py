"""Sessions on the server: opened, listed by their owner, ended one by one or all at once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app

from matchmaker.accounts import queries
from matchmaker.accounts.actor import Actor
from matchmaker.accounts.models import Session, SignInMethod, User
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record


def open_session(
    user: User,
    *,
    now: datetime,
    browser: str,
    method: SignInMethod = SignInMethod.PASSWORD,
    id_token: str | None = None,
) -> str:
    """A new sign-in; the token goes into the browser's cookie, its digest stays here."""
    token = secrets.token_urlsafe(32)
    row = Session(
        token_digest=queries.digest(token),
        user_id=user.id,
        created_at=now,
        seen_at=now,
        expires_at=now + timedelta(days=current_app.config["SETTINGS"].session_days),
        browser=browser[:200],
        method=method,
        id_token=id_token,
    )
    user.seen_at, user.warned_at = now, None
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


def end_one(session_id: int, *, actor: Actor, now: datetime) -> None:
    """One sign-in of the actor, by its owner. Raises NotFound for those of others."""
    row = db.session.get(Session, session_id)
    if row is None or row.user_id != actor.user_id or row.ended_at is not None:
        raise NotFound
    end_session(row, now=now)
    record(actor, Action.ACCOUNT_SESSIONS_ENDED, "user", row.user_id, now=now, sessions=1)


def end_all_others(session: Session, *, actor: Actor, now: datetime) -> None:
    end_other_sessions(session, now=now)
    record(actor, Action.ACCOUNT_SESSIONS_ENDED, "user", session.user_id, now=now)


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
