"""Pairs of participants: what the matcher proposes, and what each side says."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.database import Json, UtcDateTime, named_enum
from matchmaker.events.models.people import Registration
from matchmaker.extensions import db


class Wish(StrEnum):
    MEET = "meet"
    MAYBE = "maybe"
    NO = "no"


class Pair(db.Model):
    """A buyer and a supplier who may meet, once. A "no" of either side keeps them apart.

    `score` is the matcher's (0..100, one decimal) for the best of the buyer's needs, `need_id` that need and
    `reasons` its parts, as `[{"criterion", "points", "detail"}]`; None and empty for a pair that somebody
    wished beyond the proposals, or that was shared out, since nothing was known of one of the two (then
    `shared_at` says when).
    """

    __tablename__ = "event_pairs"
    __table_args__ = (
        sa.UniqueConstraint("buyer_id", "supplier_id"),
        sa.Index("ix_event_pairs_event_id", "event_id"),
        sa.Index("ix_event_pairs_supplier_id", "supplier_id"),
        sa.CheckConstraint("buyer_id <> supplier_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    buyer_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    supplier_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    need_id: Mapped[int | None] = mapped_column(sa.ForeignKey("needs.id"))
    score: Mapped[Decimal | None] = mapped_column(sa.Numeric(4, 1))
    reasons: Mapped[list] = mapped_column(Json, default=list)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    buyer_wish: Mapped[Wish | None] = mapped_column(named_enum(Wish, "buyer_wish"))
    supplier_wish: Mapped[Wish | None] = mapped_column(named_enum(Wish, "supplier_wish"))
    buyer_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    supplier_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    buyer: Mapped[Registration] = relationship(foreign_keys=[buyer_id])
    supplier: Mapped[Registration] = relationship(foreign_keys=[supplier_id])
