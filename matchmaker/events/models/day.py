"""The day itself and after: acts of the desk, what each meeting came to, what people say of the day."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.database import UtcDateTime, named_enum
from matchmaker.extensions import db


class DeskAct(db.Model):
    """One press of a button at the desk. `key` is the device's own: a press sent twice is one."""

    __tablename__ = "desk_acts"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "key"),
        sa.Index("ix_desk_acts_registration_id", "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(sa.String(40))
    act: Mapped[str] = mapped_column(sa.String(20))
    pressed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author_id: Mapped[int | None]


class Took(StrEnum):
    """Whether a meeting took place; one "did not" of either side is enough to say so."""

    HELD = "held"
    NOT_HELD = "not_held"


class Stage(StrEnum):
    """What a meeting had become six months later, in rising order."""

    NO_CONTACT = "no_contact"
    INFORMATION = "information"
    VALUABLE = "valuable"
    CONSULTED = "consulted"
    BID = "bid"
    AWARDED = "awarded"


class MeetingRecord(db.Model):
    """What became of a pair's meeting, whatever plan it stood in: taken place, worth it, six months after."""

    __tablename__ = "meeting_records"
    __table_args__ = (
        sa.UniqueConstraint("buyer_id", "supplier_id"),
        sa.Index("ix_meeting_records_event_id", "event_id"),
        sa.Index("ix_meeting_records_supplier_id", "supplier_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    buyer_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    supplier_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    slot_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event_slots.id"))
    buyer_took: Mapped[Took | None] = mapped_column(named_enum(Took, "buyer_took"))
    supplier_took: Mapped[Took | None] = mapped_column(named_enum(Took, "supplier_took"))
    desk_took: Mapped[Took | None] = mapped_column(named_enum(Took, "desk_took"))
    buyer_useful: Mapped[bool | None]
    supplier_useful: Mapped[bool | None]
    buyer_stage: Mapped[Stage | None] = mapped_column(named_enum(Stage, "buyer_stage"))
    supplier_stage: Mapped[Stage | None] = mapped_column(named_enum(Stage, "supplier_stage"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def took(self) -> Took | None:
        said = {self.desk_took, self.buyer_took, self.supplier_took}
        return Took.NOT_HELD if Took.NOT_HELD in said else Took.HELD if Took.HELD in said else None


class Feedback(db.Model):
    """What a participant says of the day, once; changed until the purge."""

    __tablename__ = "event_feedback"
    __table_args__ = (
        sa.UniqueConstraint("registration_id"),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    rating: Mapped[int]
    text: Mapped[str] = mapped_column(sa.String(2000), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
