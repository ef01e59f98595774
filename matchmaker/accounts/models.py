"""People, their sessions on the server, their single-use links, and the sign-ins that failed."""

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
    """A person. `email` is kept folded to lower case; `session` is the row that signed this request in."""

    __tablename__ = "users"
    __table_args__ = (sa.UniqueConstraint("email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    first_name: Mapped[str] = mapped_column(sa.String(80))
    last_name: Mapped[str] = mapped_column(sa.String(80))
    locale: Mapped[str] = mapped_column(sa.String(5), default="fr")
    administrator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

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


class Session(db.Model):
    """A sign-in. The cookie holds a random token; only its digest is kept, and only a live row counts."""

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

    user: Mapped[User] = relationship(lazy="joined")


class LinkPurpose(Enum):
    CONFIRM = "confirm"
    RESET = "reset"


class Link(db.Model):
    """A single-use link sent by mail: bound to one person and one purpose, expiring, kept as a digest."""

    __tablename__ = "account_links"
    __table_args__ = (sa.UniqueConstraint("token_digest"), sa.Index("ix_account_links_user_id", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(sa.String(64))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    purpose: Mapped[LinkPurpose] = mapped_column(named_enum(LinkPurpose, "purpose"))
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
