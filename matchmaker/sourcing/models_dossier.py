"""The file of a sourcing: documents for all, files of responses, meetings, interests, lessons, notes."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.database import UtcDateTime, named_enum
from matchmaker.extensions import db
from matchmaker.organisations.models import Organisation


class SharedDocument(db.Model):
    """A document joined to a need, read by everybody; its bytes stand under `digest` in the store of files.

    From the publication on it is neither changed nor taken away: a correction is another document.
    """

    __tablename__ = "shared_documents"
    __table_args__ = (
        sa.UniqueConstraint("need_id", "number"),
        sa.UniqueConstraint("need_id", "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(120))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    author_id: Mapped[int | None]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ResponseFile(db.Model):
    """A file joined to a response: a business secret like the response, deleted when it is withdrawn."""

    __tablename__ = "response_files"
    __table_args__ = (sa.UniqueConstraint("response_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(sa.ForeignKey("responses.id"))
    name: Mapped[str] = mapped_column(sa.String(120))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    author_id: Mapped[int | None]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MeetingSource(StrEnum):
    BY_HAND = "by_hand"
    RENCONTRE = "rencontre"


class MeetingOutcome(StrEnum):
    """What became of it, as a fact."""

    HELD = "held"
    FIRM_ABSENT = "firm_absent"
    BUYER_ABSENT = "buyer_absent"
    CANCELLED = "cancelled"


class Meeting(db.Model):
    """A meeting with a firm about the need. `source_key` names it at its source, so that it is told once."""

    __tablename__ = "sourcing_meetings"
    __table_args__ = (
        sa.UniqueConstraint("need_id", "source", "source_key"),
        sa.Index("ix_sourcing_meetings_supplier_id", "supplier_id"),
        sa.CheckConstraint("source = 'by_hand' OR source_key IS NOT NULL", name="told_once"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id"))
    supplier_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    held_on: Mapped[date]
    source: Mapped[MeetingSource] = mapped_column(named_enum(MeetingSource, "source"))
    source_key: Mapped[str | None] = mapped_column(sa.String(60))
    outcome: Mapped[MeetingOutcome] = mapped_column(named_enum(MeetingOutcome, "outcome"))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    author_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    supplier: Mapped[Organisation] = relationship()


class Interest(db.Model):
    """What a member of the team declares of interests in firms of this sourcing; the latest one stands."""

    __tablename__ = "interest_declarations"
    __table_args__ = (
        sa.Index("ix_interest_declarations_need_id", "need_id"),
        sa.CheckConstraint("NOT conflict OR text <> ''", name="conflict_is_told"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id"))
    author_id: Mapped[int | None]
    conflict: Mapped[bool]
    text: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Lesson(db.Model):
    """What the sourcing taught, and what of it was put into the specification; each version is kept."""

    __tablename__ = "sourcing_lessons"
    __table_args__ = (sa.UniqueConstraint("need_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id"))
    version: Mapped[int]
    learned: Mapped[str] = mapped_column(sa.Text, default="")
    specified: Mapped[str] = mapped_column(sa.Text, default="")
    author_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Note(db.Model):
    """A note by hand in the time line of the sourcing; never changed."""

    __tablename__ = "sourcing_notes"
    __table_args__ = (sa.Index("ix_sourcing_notes_need_id", "need_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id"))
    text: Mapped[str] = mapped_column(sa.Text)
    author_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
