"""What the observatory keeps in the database: payment delays, and the views that come by mail."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.accounts.models import User
from matchmaker.database import Json, UtcDateTime
from matchmaker.extensions import db


class PaymentDelay(db.Model):
    """One buyer (SIREN) and year. What is NULL was not given; it is never derived from the mean."""

    __tablename__ = "payment_delays"
    __table_args__ = (
        sa.UniqueConstraint("siren", "year", "category"),
        sa.CheckConstraint("length(siren) = 9", name="siren_length"),
        sa.CheckConstraint("payments > 0", name="some_payments"),
        sa.CheckConstraint("share_over_limit BETWEEN 0 AND 1", name="share_bounds"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    siren: Mapped[str] = mapped_column(sa.String(9))
    year: Mapped[int]
    category: Mapped[str] = mapped_column(sa.String(60), default="")
    payments: Mapped[int]
    mean_days: Mapped[float | None]
    median_days: Mapped[float | None]
    p90_days: Mapped[float | None]
    share_over_limit: Mapped[float | None]
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Subscription(db.Model):
    """A view whose six figures somebody receives.

    `figures` and `data_version`: what was told last, at `told_at` (before the first mail: when it was asked
    for). The next mail is compared with them.
    """

    __tablename__ = "observatory_subscriptions"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "address"),
        sa.Index("ix_observatory_subscriptions_told_at", "told_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(sa.String(500))
    params: Mapped[dict] = mapped_column(Json)
    figures: Mapped[dict] = mapped_column(Json)
    data_version: Mapped[str] = mapped_column(sa.String(12))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()

    @property
    def kind(self) -> str:
        """The kind of its mails: each view is stopped by itself."""
        return f"observatory.view.{self.id}"
