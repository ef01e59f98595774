"""What suppliers can do, where and how much."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.database import Json, UtcDateTime, named_enum
from matchmaker.extensions import db
from matchmaker.organisations.models import Organisation
from matchmaker.reference.zones import Zone


class OfferStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Offer(db.Model):
    """One thing a firm does, with its own zone: what, for whom, how.

    `cpvs` is a list of 8-digit codes; `capacity_band` a code of `needs.rules.BANDS`-like yearly bands.
    """

    __tablename__ = "offers"
    __table_args__ = (sa.Index("ix_offers_organisation_id_status", "organisation_id", "status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    status: Mapped[OfferStatus] = mapped_column(named_enum(OfferStatus, "status"), default=OfferStatus.DRAFT)
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    what: Mapped[str] = mapped_column(sa.Text, default="")
    for_whom: Mapped[str] = mapped_column(sa.Text, default="")
    how: Mapped[str] = mapped_column(sa.Text, default="")
    cpvs: Mapped[list] = mapped_column(Json, default=list)
    zone_json: Mapped[dict | None] = mapped_column(Json)
    capacity_band: Mapped[str | None] = mapped_column(sa.String(20))
    unavailable_until: Mapped[date | None]
    # Asked to be published by somebody who has not shown a ground yet; still a draft.
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation] = relationship()
    labels: Mapped[list[Label]] = relationship(
        back_populates="offer", cascade="all, delete-orphan", order_by="Label.id", lazy="selectin"
    )
    references: Mapped[list[Reference]] = relationship(
        back_populates="offer", cascade="all, delete-orphan", order_by="Reference.id", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def zone(self) -> Zone:
        return Zone.from_json(self.zone_json)

    @zone.setter
    def zone(self, zone: Zone) -> None:
        self.zone_json = zone.to_json()


class Label(db.Model):
    """A label or certificate that the firm holds; `valid_until` None where it does not expire."""

    __tablename__ = "offer_labels"

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offers.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    valid_until: Mapped[date | None]

    offer: Mapped[Offer] = relationship(back_populates="labels")


class Reference(db.Model):
    """Something done before: for whom, when, what."""

    __tablename__ = "offer_references"

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offers.id", ondelete="CASCADE"), index=True)
    client: Mapped[str] = mapped_column(sa.String(200))
    year: Mapped[int | None]
    text: Mapped[str] = mapped_column(sa.String(500))

    offer: Mapped[Offer] = relationship(back_populates="references")
