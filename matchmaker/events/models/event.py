"""A Rencontre and its frame: half-days, slots, breaks, rooms with their tables, and the rules of its plan.

Hours of the day are wall-clock hours of the event's place (`TIME_ZONE`), kept as date and time without a
zone: a clock change moves no slot.
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.database import UtcDateTime, named_enum
from matchmaker.extensions import db
from matchmaker.organisations.models import Organisation

TIME_ZONE = ZoneInfo("Europe/Paris")


class EventStatus(StrEnum):
    """`draft` is seen by its organiser alone; the others are public."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    ENDED = "ended"


class Event(db.Model):
    """A day (or several) of meetings and workshops, prepared by an organiser.

    Weights say what a pair is worth to the planner: points of the match (0..100) and of each side's wish.
    `place_silent`: whether a pair about which neither side said a word may be placed.
    """

    __tablename__ = "events"
    __table_args__ = (
        sa.UniqueConstraint("slug"),
        sa.Index("ix_events_organisation_id", "organisation_id"),
        sa.CheckConstraint("meeting_minutes BETWEEN 5 AND 120", name="meeting_minutes"),
        sa.CheckConstraint("change_minutes BETWEEN 0 AND 60", name="change_minutes"),
        sa.CheckConstraint("status = 'draft' OR published_at IS NOT NULL", name="published_is_dated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    author_id: Mapped[int | None]
    status: Mapped[EventStatus] = mapped_column(named_enum(EventStatus, "status"), default=EventStatus.DRAFT)
    name: Mapped[str] = mapped_column(sa.String(150))
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    place_name: Mapped[str] = mapped_column(sa.String(150), default="")
    address: Mapped[str] = mapped_column(sa.String(200), default="")
    commune: Mapped[str | None] = mapped_column(sa.String(5))
    access_words: Mapped[str] = mapped_column(sa.Text, default="")
    contact_email: Mapped[str] = mapped_column(sa.String(254), default="")

    meeting_minutes: Mapped[int] = mapped_column(default=20)
    change_minutes: Mapped[int] = mapped_column(default=5)
    buyers_seated: Mapped[bool] = mapped_column(default=True)
    place_silent: Mapped[bool] = mapped_column(default=False)
    proposals_each: Mapped[int] = mapped_column(default=20)
    weight_match: Mapped[int] = mapped_column(default=1)
    weight_buyer_wish: Mapped[int] = mapped_column(default=100)
    weight_supplier_wish: Mapped[int] = mapped_column(default=60)
    buyer_most: Mapped[int] = mapped_column(default=20)
    buyer_least: Mapped[int] = mapped_column(default=1)
    supplier_most: Mapped[int] = mapped_column(default=10)
    supplier_least: Mapped[int] = mapped_column(default=1)
    most_in_a_row: Mapped[int | None]
    no_show_minutes: Mapped[int] = mapped_column(default=10)

    registration_opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    registration_closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    buyer_places: Mapped[int | None]
    supplier_places: Mapped[int | None]
    wishes_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wishes_opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wishes_reminders: Mapped[int] = mapped_column(default=0)
    wishes_reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The worker makes pairs whose asking is later than their making.
    pairs_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pairs_made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pairs_percent: Mapped[int | None]
    purge_on: Mapped[date | None]
    purged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str] = mapped_column(sa.String(500), default="")
    copied_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("events.id"))
    demonstration: Mapped[bool] = mapped_column(default=False)
    # Secret of the screens that need no account (big screen, desk); changed to revoke their links.
    screen_nonce: Mapped[str] = mapped_column(sa.String(32))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation] = relationship()
    half_days: Mapped[list[HalfDay]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="HalfDay.day, HalfDay.starts"
    )
    slots: Mapped[list[Slot]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="Slot.day, Slot.starts"
    )
    breaks: Mapped[list[Break]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="Break.day, Break.starts"
    )
    rooms: Mapped[list[Room]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="Room.position"
    )

    __mapper_args__ = {"version_id_col": version}


class HalfDay(db.Model):
    """A half-day of meetings, cut into slots of the event's meeting length with its change time between."""

    __tablename__ = "event_half_days"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "day", "starts"),
        sa.CheckConstraint("starts < ends", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    day: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]

    event: Mapped[Event] = relationship(back_populates="half_days")


class Slot(db.Model):
    """One time at which meetings are held at all tables; made from the half_days, kept while plans use it."""

    __tablename__ = "event_slots"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "day", "starts"),
        sa.CheckConstraint("starts < ends", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    half_day_id: Mapped[int] = mapped_column(sa.ForeignKey("event_half_days.id", ondelete="CASCADE"))
    day: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]

    event: Mapped[Event] = relationship(back_populates="slots")

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.day, self.starts, tzinfo=TIME_ZONE)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.day, self.ends, tzinfo=TIME_ZONE)


class Break(db.Model):
    """A stretch of the day. `closed`: nobody meets in it; else whoever meets in it keeps one slot free."""

    __tablename__ = "event_breaks"
    __table_args__ = (sa.CheckConstraint("starts < ends", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(sa.String(80), default="")
    day: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]
    closed: Mapped[bool] = mapped_column(default=True)

    event: Mapped[Event] = relationship(back_populates="breaks")


class Room(db.Model):
    """A room with tables for meetings, seats for workshops, or both.

    Tables are numbered from 1 over all rooms in the order of `position`; the planner's numbers begin at 0.
    """

    __tablename__ = "event_rooms"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "position"),
        sa.CheckConstraint("tables BETWEEN 0 AND 2000", name="tables"),
        sa.CheckConstraint("seats BETWEEN 0 AND 10000", name="seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(80))
    tables: Mapped[int] = mapped_column(default=0)
    seats: Mapped[int] = mapped_column(default=0)
    directions: Mapped[str] = mapped_column(sa.String(200), default="")

    event: Mapped[Event] = relationship(back_populates="rooms")
