"""Between the browser and a session's row: what the cookie keeps, and hashing away from the write lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import request, session
from flask_login import UserMixin, login_user, logout_user

from matchmaker import database
from matchmaker.accounts import passwords
from matchmaker.extensions import db
from matchmaker.web.identity import DRAFT_KEY

# Where the person who registered in this browser goes on, once the address is confirmed.
WAITING = "waiting_for_confirmation"


class SignedIn(UserMixin):
    """What flask-login keeps in the cookie: the token of a session's row and nothing of the person."""

    def __init__(self, token: str) -> None:
        self.token = token

    def get_id(self) -> str:
        return self.token


@contextmanager
def reading() -> Iterator[None]:
    """Read inside a POST and let go on leaving: no lock is held while a password is hashed."""
    db.session.rollback()
    with database.access(read_only=True):
        yield
        db.session.rollback()


def hashed(password: str) -> str:
    """argon2, with nothing of the database held meanwhile."""
    db.session.rollback()
    return passwords.hash_password(password)


def enter(token: str) -> None:
    """All that the browser held before is dropped, a planted cookie too, save the key of its drafts."""
    kept = session.get(DRAFT_KEY)
    session.clear()
    if kept is not None:
        session[DRAFT_KEY] = kept
    session.permanent = True
    login_user(SignedIn(token))


def leave() -> None:
    """The drafts' key goes too: the next person at this browser must not find them."""
    logout_user()
    session.clear()


def name() -> str:
    return request.headers.get("User-Agent", "")[:200]
