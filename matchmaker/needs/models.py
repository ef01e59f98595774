"""Upcoming needs of public buyers, their lots and their questions."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.database import Json, UtcDateTime, named_enum
from matchmaker.extensions import db
from matchmaker.organisations.models import Organisation
from matchmaker.reference.zones import Zone


class NeedStatus(StrEnum):
    """The life of a need; `rules.TRANSITIONS` says which step may follow which."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    CLOSED = "closed"
    TENDERED = "tendered"
    AWARDED = "awarded"
    WITHDRAWN = "withdrawn"


class Nature(StrEnum):
    WORKS = "works"
    SUPPLIES = "supplies"
    SERVICES = "services"


class AmountUnknown(StrEnum):
    """Why no band is given."""

    STUDY = "study"
    SECRET = "secret"  # noqa: S105 - a reason, not a password
    DEPENDS = "depends"


class Reserved(StrEnum):
    """Articles of the public procurement code under which a need or lot may be reserved."""

    DISABILITY = "L2113-12"
    INSERTION = "L2113-13"
    PRISON = "L2113-13-1"
    DISABILITY_AND_INSERTION = "L2113-14"
    ESS = "L2113-15"


class Need(db.Model):
    """What a body will buy, told before any procedure: it informs and binds nobody.

    A draft may belong to nobody yet: then `draft_key_digest` ties it to the browser that began it.
    `amount_band` is a code of `rules.BANDS` (EUR before tax, whole duration). Times are UTC.
    """

    __tablename__ = "needs"
    __table_args__ = (
        sa.UniqueConstraint("reference"),
        sa.Index("ix_needs_status_published_at", "status", "published_at"),
        sa.Index("ix_needs_organisation_id", "organisation_id"),
        sa.Index("ix_needs_draft_key_digest", "draft_key_digest"),
        sa.CheckConstraint("organisation_id IS NOT NULL OR status = 'draft'", name="published_has_body"),
        sa.CheckConstraint(
            "status IN ('draft', 'scheduled') OR published_at IS NOT NULL", name="published_is_dated"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str | None] = mapped_column(sa.String(20))
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"))
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    draft_key_digest: Mapped[str | None] = mapped_column(sa.String(64))
    status: Mapped[NeedStatus] = mapped_column(named_enum(NeedStatus, "status"), default=NeedStatus.DRAFT)

    title: Mapped[str] = mapped_column(sa.String(200), default="")
    description: Mapped[str] = mapped_column(sa.Text, default="")
    nature: Mapped[Nature | None] = mapped_column(named_enum(Nature, "nature"))
    cpv: Mapped[str | None] = mapped_column(sa.String(8))
    zone_json: Mapped[dict | None] = mapped_column(Json)
    amount_band: Mapped[str | None] = mapped_column(sa.String(20))
    amount_unknown: Mapped[AmountUnknown | None] = mapped_column(named_enum(AmountUnknown, "amount_unknown"))
    starts_on: Mapped[date | None]
    duration_months: Mapped[int | None]
    tender_planned_on: Mapped[date | None]
    answers_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reserved: Mapped[Reserved | None] = mapped_column(named_enum(Reserved, "reserved"))
    considerations: Mapped[list] = mapped_column(Json, default=list)
    innovation: Mapped[bool] = mapped_column(default=False)

    publish_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Asked to be published by somebody who has not shown a ground yet; still a draft.
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str] = mapped_column(sa.Text, default="")
    tender_url: Mapped[str] = mapped_column(sa.String(300), default="")
    copied_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("needs.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation | None] = relationship()
    lots: Mapped[list[Lot]] = relationship(
        back_populates="need", cascade="all, delete-orphan", order_by="Lot.number", lazy="selectin"
    )
    questions: Mapped[list[Question]] = relationship(
        back_populates="need", cascade="all, delete-orphan", order_by="Question.position", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def zone(self) -> Zone:
        return Zone.from_json(self.zone_json)

    @zone.setter
    def zone(self, zone: Zone) -> None:
        self.zone_json = zone.to_json()


class Lot(db.Model):
    """A part of the need that may be awarded by itself."""

    __tablename__ = "lots"
    __table_args__ = (sa.UniqueConstraint("need_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    cpv: Mapped[str | None] = mapped_column(sa.String(8))
    amount_band: Mapped[str | None] = mapped_column(sa.String(20))
    reserved: Mapped[Reserved | None] = mapped_column(named_enum(Reserved, "reserved"))
    zone_json: Mapped[dict | None] = mapped_column(Json)

    need: Mapped[Need] = relationship(back_populates="lots")

    @property
    def zone(self) -> Zone:
        return Zone.from_json(self.zone_json)

    @zone.setter
    def zone(self, zone: Zone) -> None:
        self.zone_json = zone.to_json()


class Question(db.Model):
    """A question that the buyer puts to every supplier alike."""

    __tablename__ = "need_questions"
    __table_args__ = (sa.UniqueConstraint("need_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id", ondelete="CASCADE"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(sa.String(500))

    need: Mapped[Need] = relationship(back_populates="questions")
