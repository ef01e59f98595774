"""From the session's cookie to the actor: who asks, and for which body or firm."""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, datetime, timedelta

from flask import Flask, Response, current_app, g, session
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from matchmaker.accounts import queries as accounts
from matchmaker.accounts.actor import ANONYMOUS, Actor
from matchmaker.accounts.models import SignInMethod, User
from matchmaker.extensions import login
from matchmaker.organisations import queries as organisations

DRAFT_KEY = "draft_key"
PRESENCE = timedelta(minutes=15)
log = logging.getLogger(__name__)


def load_user(token: str) -> User | None:
    """The cookie only names a row; ended, expired or unknown rows sign nobody in."""
    return accounts.user_of_session(token)


def load_actor() -> None:
    g.actor = _actor()


def _actor() -> Actor:
    if not current_user.is_authenticated:
        return Actor(draft_key=session.get(DRAFT_KEY)) if DRAFT_KEY in session else ANONYMOUS
    user: User = current_user
    if user.session is not None:  # as values: the row is read anew after a commit
        g.presence = (user.session.id, user.id, user.session.seen_at)
    return organisations.actor_of(
        user,
        membership_id=user.session.membership_id if user.session else None,
        draft_key=session.get(DRAFT_KEY),
        strong=_strong(user),
    )


def _strong(user: User) -> bool:
    """Signed in with a second factor, or nobody asks for one here."""
    if not current_app.config["SETTINGS"].administrators_second_factor:
        return True
    return user.session is not None and user.session.method is SignInMethod.SECOND_FACTOR


def note_presence(response: Response) -> Response:
    """When a session was last used, to the quarter of an hour: bookkeeping apart from the request's own work.

    A request that failed may still hold the write lock; a store that cannot be written costs nobody a page.
    """
    session_id, user_id, seen_at = g.get("presence") or (None, None, None)
    now = datetime.now(UTC)
    if session_id is None or response.status_code >= 400 or now - seen_at < PRESENCE:
        return response
    try:
        accounts.note_presence(session_id, user_id, now=now)
    except SQLAlchemyError:
        log.warning("last use of a session not noted", exc_info=True)
    return response


def draft_key() -> str:
    """The secret that ties an anonymous visitor to the drafts begun in this browser."""
    if DRAFT_KEY not in session:
        session[DRAFT_KEY] = secrets.token_urlsafe(24)
    key: str = session[DRAFT_KEY]
    return key


def init_app(app: Flask) -> None:
    login.init_app(app)
    login.session_protection = None  # the row decides, not the browser's name or address
    login.user_loader(load_user)
    app.before_request(load_actor)
    app.after_request(note_presence)
