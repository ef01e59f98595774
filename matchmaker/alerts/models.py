"""Searches that somebody keeps, to be told what is new."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.accounts.models import User
from matchmaker.database import Json, UtcDateTime, named_enum
from matchmaker.extensions import db
from matchmaker.notifications.kinds import Frequency


class SavedSearch(db.Model):
    """`params` make the query again; `known` are the keys found since `since`, that nobody is told of twice.

    `organisation_id`: the firm for which the reasons of the matcher are said, if any.
    """

    __tablename__ = "saved_searches"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "name"),
        sa.Index("ix_saved_searches_looked_at", "looked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="SET NULL")
    )
    name: Mapped[str] = mapped_column(sa.String(120))
    params: Mapped[dict] = mapped_column(Json)
    frequency: Mapped[Frequency] = mapped_column(named_enum(Frequency, "frequency"))
    since: Mapped[date]
    known: Mapped[list] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()

    @property
    def kind(self) -> str:
        """The kind of its mails: each search is stopped by itself."""
        return f"search.{self.id}"
