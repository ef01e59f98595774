"""From the session's cookie to the actor: who asks, and for which body or firm."""

from __future__ import annotations

import secrets

from flask import Flask, g, session
from flask_login import current_user

from matchmaker.accounts import queries as accounts
from matchmaker.accounts.actor import ANONYMOUS, Actor
from matchmaker.accounts.models import User
from matchmaker.extensions import login
from matchmaker.organisations import queries as organisations

DRAFT_KEY = "draft_key"


def load_user(token: str) -> User | None:
    """The cookie only names a row; ended, expired or unknown rows sign nobody in."""
    return accounts.user_of_session(token)


def load_actor() -> None:
    g.actor = _actor()


def _actor() -> Actor:
    if not current_user.is_authenticated:
        return Actor(draft_key=session.get(DRAFT_KEY)) if DRAFT_KEY in session else ANONYMOUS
    user: User = current_user
    return organisations.actor_of(
        user,
        membership_id=user.session.membership_id if user.session else None,
        draft_key=session.get(DRAFT_KEY),
    )


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
