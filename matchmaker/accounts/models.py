"""People, their sessions on the server, links, second factors, other identities, failed sign-ins."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.database import UtcDateTime, named_enum
from matchmaker.extensions import db


class User(UserMixin, db.Model):
    """A person. `email` is kept folded to lower case; `session` is the row that signed this request in.

    An erased person keeps the row, with a pseudonym for a name and nothing else.
    """

    __tablename__ = "users"
    __table_args__ = (sa.UniqueConstraint("email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    first_name: Mapped[str] = mapped_column(sa.String(80))
    last_name: Mapped[str] = mapped_column(sa.String(80))
    locale: Mapped[str] = mapped_column(sa.String(5), default="fr")
    administrator: Mapped[bool] = mapped_column(default=False)
    moderator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    warned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    # The row that signed this request in; set by `queries.user_of_session`, never kept.
    if TYPE_CHECKING:
        session: Session | None
    else:  # an annotation here would be read as a column
        session = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None


class SignInMethod(Enum):
    PASSWORD = "password"  # noqa: S105 - the name of a way in
    SECOND_FACTOR = "second_factor"
    AGENT = "agent"  # the State's identity provider


class Session(db.Model):
    """A sign-in. The cookie holds a random token; only its digest is kept, and only a live row counts.

    `id_token` is what the identity provider wants back when the person signs out there too.
    """

    __tablename__ = "sessions"
    __table_args__ = (sa.UniqueConstraint("token_digest"), sa.Index("ix_sessions_user_id", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(sa.String(64))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    membership_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    browser: Mapped[str] = mapped_column(sa.String(200), default="")
    method: Mapped[SignInMethod] = mapped_column(
        named_enum(SignInMethod, "method"), default=SignInMethod.PASSWORD
    )
    id_token: Mapped[str | None] = mapped_column(sa.Text)

    user: Mapped[User] = relationship(lazy="joined")


class LinkPurpose(Enum):
    CONFIRM = "confirm"
    RESET = "reset"
    EMAIL_OLD = "email_old"
    EMAIL_NEW = "email_new"


class Link(db.Model):
    """A single-use link sent by mail: bound to one person and one purpose, expiring, kept as a digest.

    `email` is the new address that a change of address is about.
    """

    __tablename__ = "account_links"
    __table_args__ = (sa.UniqueConstraint("token_digest"), sa.Index("ix_account_links_user_id", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(sa.String(64))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    purpose: Mapped[LinkPurpose] = mapped_column(named_enum(LinkPurpose, "purpose"))
    email: Mapped[str | None] = mapped_column(sa.String(254))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="joined")


class FailedSignIn(db.Model):
    """One wrong password for one address, known or not: the throttle counts these per account."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (sa.Index("ix_failed_sign_ins_email_digest_at", "email_digest", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email_digest: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SecondFactor(db.Model):
    """The secret shared with a person's telephone; it counts from `confirmed_at` on.

    `last_step` is the last half-minute whose code served: a code seen over a shoulder serves no more.
    """

    __tablename__ = "second_factors"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(db.Model):
    """One way in when the telephone is lost: kept as a digest, good once."""

    __tablename__ = "recovery_codes"
    __table_args__ = (sa.UniqueConstraint("user_id", "code_digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    code_digest: Mapped[str] = mapped_column(sa.String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Identity(db.Model):
    """The same person at an identity provider: `subject` never changes there, mails do.

    `siret` is the establishment that the provider says the agent works for.
    """

    __tablename__ = "identities"
    __table_args__ = (
        sa.UniqueConstraint("issuer", "subject"),
        sa.Index("ix_identities_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    issuer: Mapped[str] = mapped_column(sa.String(200))
    subject: Mapped[str] = mapped_column(sa.String(200))
    siret: Mapped[str | None] = mapped_column(sa.String(14))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PersonSalt(db.Model):
    """What digests of a person's data are made with; erasure deletes it, and no digest can be tried again."""

    __tablename__ = "person_salts"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    salt: Mapped[str] = mapped_column(sa.String(32))
