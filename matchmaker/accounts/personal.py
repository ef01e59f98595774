"""What accounts keep of a person: the account itself and its sessions."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.accounts import queries
from matchmaker.accounts.models import (
    FailedSignIn,
    Identity,
    Link,
    PersonSalt,
    RecoveryCode,
    SecondFactor,
    Session,
    User,
)
from matchmaker.extensions import db
from matchmaker.personal_data import Holding, Person

# Rows that go with the account, by the column that names the person.
GONE = (
    Session.user_id,
    Link.user_id,
    RecoveryCode.user_id,
    SecondFactor.user_id,
    Identity.user_id,
)


def pseudonym(user_id: int) -> str:
    """`P-3F9A21C4`: the same for a person's whole life here; once the salt is gone nobody can find whose."""
    salt = db.session.get(PersonSalt, user_id)
    if salt is None:
        salt = PersonSalt(user_id=user_id, salt=secrets.token_hex(16))
        db.session.add(salt)
        db.session.flush()
    return "P-" + hashlib.sha256(f"{salt.salt} {user_id}".encode()).hexdigest()[:8].upper()


def export_account(person: Person) -> Sequence[Mapping[str, object]]:
    user = db.session.get_one(User, person.id)
    columns = ("email", "first_name", "last_name", "locale", "administrator", "moderator")
    moments = ("created_at", "confirmed_at", "seen_at")
    found: dict[str, object] = {name: getattr(user, name) for name in (*columns, *moments)}
    factor = queries.second_factor(person.id)
    found["second_factor_since"] = factor.confirmed_at if factor is not None else None
    found["identities"] = [
        {"issuer": one.issuer, "subject": one.subject, "siret": one.siret, "since": one.created_at}
        for one in queries.identities(person.id)
    ]
    return [found]


def erase_account(person: Person, *, now: datetime) -> None:
    """The row keeps its number and a pseudonym; everything that led to the person goes, the salt last."""
    user = db.session.get_one(User, person.id)
    name = pseudonym(user.id)
    for column in GONE:
        db.session.execute(sa.delete(column.class_).where(column == user.id))
    digest = queries.digest(user.email)
    db.session.execute(sa.delete(FailedSignIn).where(FailedSignIn.email_digest == digest))
    user.email, user.password_hash = f"{name.lower()}-{user.id}@erased.invalid", ""
    user.first_name, user.last_name = "", name
    user.administrator = user.moderator = False
    user.confirmed_at = user.seen_at = user.warned_at = None
    user.disabled_at = user.erased_at = now
    db.session.execute(sa.delete(PersonSalt).where(PersonSalt.user_id == user.id))
    db.session.flush()


def export_sessions(person: Person) -> Sequence[Mapping[str, object]]:
    query = sa.select(Session).where(Session.user_id == person.id).order_by(Session.id)
    return [
        {
            "browser": row.browser,
            "method": row.method.value,
            "signed_in": row.created_at,
            "last_used": row.seen_at,
            "ended": row.ended_at,
        }
        for row in db.session.execute(query).scalars()
    ]


def gone_with_the_account(person: Person, *, now: datetime) -> None:
    """`erase_account` deletes these rows too."""


ACCOUNTS = Holding(
    key="accounts",
    what=_l(
        "Name, e-mail address, language, digest of the password, second factor, link to an identity provider"
    ),
    purpose=_l("To sign you in, to write to you, to tell your colleagues who did what."),
    basis=_l("the contract of use, and the public task of those you act for."),
    kept=_l("as long as the account serves; erased at your word, or when unused for long, after a warning."),
    seen_by=_l("yourself, the members of your body or firm, the administrators."),
    export=export_account,
    erase=erase_account,
)
SESSIONS = Holding(
    key="sessions",
    what=_l("Sign-ins: when, with which browser, when last used"),
    purpose=_l("To let you see and end them, and to find out a theft."),
    basis=_l("the legitimate interest in a safe service."),
    kept=_l("a year after their end."),
    seen_by=_l("yourself."),
    export=export_sessions,
    erase=gone_with_the_account,
)
