"""The second factor: begun, confirmed by a first code, asked for at sign-in, removed; recovery codes."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from matchmaker.accounts import queries, totp
from matchmaker.accounts.actor import Actor
from matchmaker.accounts.models import RecoveryCode, SecondFactor, Session, SignInMethod, User
from matchmaker.accounts.services.sessions import open_session
from matchmaker.accounts.services.throttle import count_failure, forget_failures, refuse_throttled
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record


def begin(user: User, *, now: datetime) -> SecondFactor:
    """A secret to be read by the telephone; it asks for nothing until `confirm`. A confirmed one stays."""
    factor = db.session.get(SecondFactor, user.id)
    if factor is not None and factor.confirmed_at is not None:
        return factor
    if factor is None:
        factor = SecondFactor(user_id=user.id, secret=totp.new_secret(), created_at=now, last_step=0)
        db.session.add(factor)
    db.session.flush()
    return factor


def confirm(session: Session, code: str, *, now: datetime) -> tuple[str, ...] | None:
    """The recovery codes, to be shown once; None when the code is wrong. This sign-in counts as strong."""
    factor = db.session.get(SecondFactor, session.user_id)
    if factor is None or factor.confirmed_at is not None or not _use_step(factor, code, now=now):
        return None
    factor.confirmed_at = now
    session.method = SignInMethod.SECOND_FACTOR
    record(
        Actor(user_id=session.user_id), Action.ACCOUNT_SECOND_FACTOR_ADDED, "user", session.user_id, now=now
    )
    return renew_recovery_codes(session.user, now=now)


def renew_recovery_codes(user: User, *, now: datetime) -> tuple[str, ...]:
    """New ones, shown once; the former serve no more."""
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = totp.new_recovery_codes()
    db.session.add_all(
        RecoveryCode(user_id=user.id, code_digest=totp.recovery_digest(code)) for code in codes
    )
    db.session.flush()
    record(Actor(user_id=user.id), Action.ACCOUNT_RECOVERY_CODES_MADE, "user", user.id, now=now)
    return codes


def remove(user: User, *, actor: Actor, now: datetime) -> None:
    """Codes included. The caller has asked for the password again."""
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    removed = db.session.execute(
        sa.delete(SecondFactor).where(SecondFactor.user_id == user.id).returning(SecondFactor.user_id)
    )
    if removed.first() is not None:
        record(actor, Action.ACCOUNT_SECOND_FACTOR_REMOVED, "user", user.id, now=now)


def pass_second(
    user: User, code: str, *, now: datetime, browser: str, id_token: str | None = None
) -> str | None:
    """A session's token for the right code, of the telephone or of the paper; None, counted, for a wrong one.

    Raises Throttled.
    """
    refuse_throttled(user.email, now=now)
    factor = queries.second_factor(user.id)
    if factor is None or not (_use_step(factor, code, now=now) or _use_recovery(user, code, now=now)):
        count_failure(user.email, now=now)
        return None
    forget_failures(user)
    return open_session(user, now=now, browser=browser, method=SignInMethod.SECOND_FACTOR, id_token=id_token)


def _use_step(factor: SecondFactor, code: str, *, now: datetime) -> bool:
    """The update decides between two that send the same code at once."""
    step = totp.accepted_step(factor.secret, code, now=now, last_step=factor.last_step)
    if step is None:
        return False
    newer = sa.update(SecondFactor).where(
        SecondFactor.user_id == factor.user_id, SecondFactor.last_step < step
    )
    used = newer.values(last_step=step).returning(SecondFactor.user_id)
    return db.session.execute(used).first() is not None


def _use_recovery(user: User, code: str, *, now: datetime) -> bool:
    same = (RecoveryCode.user_id == user.id, RecoveryCode.code_digest == totp.recovery_digest(code))
    used = sa.update(RecoveryCode).where(*same, RecoveryCode.used_at.is_(None)).values(used_at=now)
    if db.session.execute(used.returning(RecoveryCode.id)).first() is None:
        return False
    record(Actor(user_id=user.id), Action.ACCOUNT_RECOVERY_CODE_USED, "user", user.id, now=now)
    return True
