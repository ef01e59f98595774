"""Workshops, their speakers and who is enrolled."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.database import UtcDateTime, named_enum
from matchmaker.events.models.event import TIME_ZONE, Event, Room
from matchmaker.events.models.people import Registration
from matchmaker.extensions import db


class Theme(StrEnum):
    """What Rencontres speak of."""

    PAYMENT_DELAYS = "payment_delays"
    LOCAL_PURCHASING = "local_purchasing"
    ESS = "ess"
    INNOVATION = "innovation"
    ENVIRONMENT = "environment"
    ACCESS_TO_CONTRACTS = "access_to_contracts"
    OTHER = "other"


class Workshop(db.Model):
    """A talk or workshop at a time of the day: the enrolled have no meeting in the slots it touches."""

    __tablename__ = "workshops"
    __table_args__ = (
        sa.Index("ix_workshops_event_id", "event_id"),
        sa.CheckConstraint("starts < ends", name="ends_after_start"),
        sa.CheckConstraint("capacity BETWEEN 1 AND 10000", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    room_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event_rooms.id"))
    title: Mapped[str] = mapped_column(sa.String(150))
    theme: Mapped[Theme] = mapped_column(named_enum(Theme, "theme"))
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    day: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]
    capacity: Mapped[int]
    # Counts changes: for two organisers at one form, and for the SEQUENCE of calendars.
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}

    event: Mapped[Event] = relationship()
    room: Mapped[Room | None] = relationship()
    speakers: Mapped[list[Speaker]] = relationship(
        back_populates="workshop", cascade="all, delete-orphan", order_by="Speaker.position", lazy="selectin"
    )

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.day, self.starts, tzinfo=TIME_ZONE)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.day, self.ends, tzinfo=TIME_ZONE)


class Speaker(db.Model):
    __tablename__ = "workshop_speakers"
    __table_args__ = (sa.UniqueConstraint("workshop_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(sa.ForeignKey("workshops.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(120))
    job: Mapped[str] = mapped_column(sa.String(200), default="")

    workshop: Mapped[Workshop] = relationship(back_populates="speakers")


class Enrolment(db.Model):
    """A person in a workshop: on a numbered seat, or waiting (no seat) since `at`.

    The seat is unique in its workshop: ten who ask at once for the last one make one enrolment.
    """

    __tablename__ = "workshop_enrolments"
    __table_args__ = (
        sa.UniqueConstraint("workshop_id", "registration_id"),
        sa.UniqueConstraint("workshop_id", "seat"),
        sa.Index("ix_workshop_enrolments_registration_id", "registration_id"),
        sa.CheckConstraint("seat IS NULL OR seat > 0", name="seat_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(sa.ForeignKey("workshops.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    seat: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    attended: Mapped[bool | None]

    workshop: Mapped[Workshop] = relationship()
    registration: Mapped[Registration] = relationship()
