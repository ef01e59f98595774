"""The throttle of one account, in the database: wrong passwords and codes, for addresses known or not."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask import current_app

from matchmaker.accounts import queries
from matchmaker.accounts.errors import Throttled
from matchmaker.accounts.models import FailedSignIn, User
from matchmaker.extensions import db


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
