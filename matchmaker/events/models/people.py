"""Who takes part: registrations, what they bring, their access wishes, files of registrations."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.database import Json, UtcDateTime, named_enum
from matchmaker.events.models.event import Event
from matchmaker.extensions import db
from matchmaker.organisations.models import Organisation


class Side(StrEnum):
    """On which side of the table; the planner's roles have the same names."""

    BUYER = "buyer"
    SUPPLIER = "supplier"


class RegistrationState(StrEnum):
    """`pending`: its address is not confirmed yet, no place is held; `waiting`: on the waiting list."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class Source(StrEnum):
    FORM = "form"
    IMPORT = "import"
    DESK = "desk"
    ORGANISER = "organiser"
    DEMONSTRATION = "demonstration"


class Registration(db.Model):
    """One person at one event, for a body or a firm: the participant of the planner.

    A place is a row's `seat`, unique in its event and side: two cannot hold the last one. Waiting rows are
    promoted in the order of `waiting_since`, then id. A `companion_of` shares the agenda of a colleague and
    is planned with it. `nonce` is part of the signature of the person's secret links, which are kept nowhere.
    `arrives`/`leaves` are hours of the event's day(s), None for the whole day; `off_slots` ids of slots that
    the person is not free in beside that.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "email"),
        sa.UniqueConstraint("event_id", "side", "seat"),
        sa.UniqueConstraint("event_id", "number"),
        sa.Index("ix_registrations_organisation_id", "organisation_id"),
        sa.Index("ix_registrations_event_id_state", "event_id", "state"),
        sa.CheckConstraint("seat IS NULL OR seat > 0", name="seat_counts_from_one"),
        sa.CheckConstraint("seat IS NULL OR state = 'confirmed'", name="seat_is_of_the_confirmed"),
        sa.CheckConstraint("state <> 'waiting' OR waiting_since IS NOT NULL", name="waiting_is_dated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    number: Mapped[int]
    side: Mapped[Side] = mapped_column(named_enum(Side, "side"))
    state: Mapped[RegistrationState] = mapped_column(named_enum(RegistrationState, "state"))
    source: Mapped[Source] = mapped_column(named_enum(Source, "source"))
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"))
    organisation_name: Mapped[str] = mapped_column(sa.String(200))
    siret: Mapped[str | None] = mapped_column(sa.String(14))
    commune: Mapped[str | None] = mapped_column(sa.String(5))
    first_name: Mapped[str] = mapped_column(sa.String(80), default="")
    last_name: Mapped[str] = mapped_column(sa.String(80), default="")
    job: Mapped[str] = mapped_column(sa.String(120), default="")
    email: Mapped[str | None] = mapped_column(sa.String(254))
    phone: Mapped[str] = mapped_column(sa.String(30), default="")
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    locale: Mapped[str] = mapped_column(sa.String(2), default="fr")
    words: Mapped[str] = mapped_column(sa.Text, default="")
    arrives: Mapped[time | None]
    leaves: Mapped[time | None]
    off_slots: Mapped[list] = mapped_column(Json, default=list)
    home_table: Mapped[int | None]
    seat: Mapped[int | None]
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    companion_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registrations.id"))
    import_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registration_imports.id"))
    nonce: Mapped[str] = mapped_column(sa.String(32))
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    absent_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    over_capacity: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    event: Mapped[Event] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    subjects: Mapped[list[Subject]] = relationship(
        back_populates="registration", cascade="all, delete-orphan", order_by="Subject.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def person(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Subject(db.Model):
    """A need that a buyer brings to the day, or an offer that a firm brings: what meetings are about."""

    __tablename__ = "registration_subjects"
    __table_args__ = (
        sa.UniqueConstraint("registration_id", "need_id"),
        sa.UniqueConstraint("registration_id", "offer_id"),
        sa.Index("ix_registration_subjects_need_id", "need_id"),
        sa.CheckConstraint("(need_id IS NULL) <> (offer_id IS NULL)", name="need_or_offer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    need_id: Mapped[int | None] = mapped_column(sa.ForeignKey("needs.id"))
    offer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("offers.id"))

    registration: Mapped[Registration] = relationship(back_populates="subjects")


class AccessWish(db.Model):
    """What somebody needs to take part: health data, apart, for the organiser alone, purged after the day."""

    __tablename__ = "access_wishes"
    __table_args__ = (sa.UniqueConstraint("registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(sa.String(1000))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ImportState(StrEnum):
    PREVIEW = "preview"
    DONE = "done"
    UNDONE = "undone"


class Import(db.Model):
    """A file of registrations: its lines as read and mended, and what they came to.

    `columns` maps a field to the header that fills it; kept for the organiser's next file.
    """

    __tablename__ = "registration_imports"
    __table_args__ = (sa.Index("ix_registration_imports_event_id", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    filename: Mapped[str] = mapped_column(sa.String(150))
    digest: Mapped[str] = mapped_column(sa.String(64))
    state: Mapped[ImportState] = mapped_column(named_enum(ImportState, "state"))
    headers: Mapped[list] = mapped_column(Json, default=list)
    columns: Mapped[dict] = mapped_column(Json, default=dict)
    lines: Mapped[list] = mapped_column(Json, default=list)
    counts: Mapped[dict] = mapped_column(Json, default=dict)
    author_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
