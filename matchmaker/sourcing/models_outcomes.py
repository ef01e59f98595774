"""What became of a need: asked after 30 and 90 days, said in one press, completed when known."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.database import UtcDateTime, named_enum
from matchmaker.extensions import db
from matchmaker.needs.models import Need


class Signed(StrEnum):
    YES = "yes"
    NOT_YET = "not_yet"
    NO = "no"


class WhyNone(StrEnum):
    """Why there is no contract."""

    NOBODY = "nobody"
    PRICE = "price"
    GIVEN_UP = "given_up"
    OTHERWISE = "otherwise"
    OTHER = "other"


class Outcome(db.Model):
    """One for each need. `siret` and `contract_number` are what published contracts are found by: the
    number is the buyer's own, as in the essential data (`id` of the decree's format)."""

    __tablename__ = "need_outcomes"
    __table_args__ = (
        sa.UniqueConstraint("need_id"),
        sa.Index("ix_need_outcomes_contract_number", "contract_number"),
        sa.CheckConstraint("signed <> 'no' OR why IS NOT NULL", name="none_has_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id", ondelete="CASCADE"))
    signed: Mapped[Signed] = mapped_column(named_enum(Signed, "signed"))
    siret: Mapped[str] = mapped_column(sa.String(14), default="")
    firm: Mapped[str] = mapped_column(sa.String(200), default="")
    amount: Mapped[Decimal | None] = mapped_column(sa.Numeric(15, 2))
    contract_number: Mapped[str] = mapped_column(sa.String(40), default="")
    why: Mapped[WhyNone | None] = mapped_column(named_enum(WhyNone, "why"))
    author_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    need: Mapped[Need] = relationship()
