"""Payment delays, as buyers and publications tell them: the one thing of the observatory that is typed in."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.database import UtcDateTime
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
