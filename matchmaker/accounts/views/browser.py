"""Between the browser and a session's row: what the cookie keeps, and hashing away from the write lock."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from flask import request, session
from flask_login import UserMixin, login_user, logout_user

from matchmaker import database
from matchmaker.accounts import agents, passwords, queries
from matchmaker.accounts.models import User
from matchmaker.extensions import db
from matchmaker.web.identity import DRAFT_KEY
from matchmaker.web.transaction import commit

# Where the person who registered in this browser goes on, once the address is confirmed.
WAITING = "waiting_for_confirmation"
# Who gave the right password here and still owes the code.
OWING = "waiting_for_code"
MINUTES_FOR_CODE = 10
# What the identity provider will send back after a sign-out there.
LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class Pending:
    """`mark` ties it to the password of that moment: a change of it voids the pending sign-in."""

    user_id: int
    mark: str
    next: str
    until: float
    id_token: str | None = None


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


def wait_for_code(user: User, following: str, *, id_token: str | None = None) -> None:
    until = time.time() + MINUTES_FOR_CODE * 60
    session[OWING] = asdict(Pending(user.id, queries.mark(user), following, until, id_token))


def pending() -> Pending | None:
    found = session.get(OWING)
    if found is None:
        return None
    owed = Pending(**found)
    return owed if owed.until > time.time() else None


def leaving_by(away: agents.Leaving) -> str:
    """Remember what the provider must send back, so that only its own answer is believed."""
    session[LEAVING] = away.state
    return away.url


@contextmanager
def writing() -> Iterator[None]:
    """For the one GET that must write: the return from the identity provider, whose answer serves once."""
    db.session.rollback()
    with database.access(read_only=False):
        yield
        commit()


def leave() -> None:
    """The drafts' key goes too: the next person at this browser must not find them."""
    logout_user()
    session.clear()


def name() -> str:
    return request.headers.get("User-Agent", "")[:200]
