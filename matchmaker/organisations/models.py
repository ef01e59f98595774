"""Public bodies, firms and organisers, and who acts for them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.accounts.actor import Role
from matchmaker.accounts.models import User
from matchmaker.database import UtcDateTime, named_enum
from matchmaker.extensions import db


class BuyerFamily(StrEnum):
    """The families of public buyers that the observatory tells apart."""

    STATE = "state"
    LOCAL_AUTHORITY = "local_authority"
    HOSPITAL = "hospital"
    PUBLIC_ESTABLISHMENT = "public_establishment"
    OTHER = "other"


class Size(StrEnum):
    """Categories of decree 2008-1354: fewer than 10, 250 and 5,000 people, or above."""

    TPE = "tpe"
    PME = "pme"
    ETI = "eti"
    GE = "ge"


class EssFamily(StrEnum):
    """Law 2014-856, article 1: by statute, or commercial companies that comply and say so."""

    ASSOCIATION = "association"
    COOPERATIVE = "cooperative"
    MUTUAL = "mutual"
    FOUNDATION = "foundation"
    COMMERCIAL = "commercial"


class NafNomenclature(StrEnum):
    REV2 = "rev2"
    NAF2025 = "2025"


class Organisation(db.Model):
    """A public body, a firm or an organiser; what it may be used as is told by its three flags.

    `siret` names the establishment that deals; a body may be known by its SIREN alone.
    """

    __tablename__ = "organisations"
    __table_args__ = (
        sa.UniqueConstraint("siret"),
        sa.Index("ix_organisations_siren", "siren"),
        sa.CheckConstraint("is_buyer OR is_supplier OR is_organiser", name="some_use"),
        sa.CheckConstraint("siren IS NULL OR length(siren) = 9", name="siren_length"),
        sa.CheckConstraint("siret IS NULL OR length(siret) = 14", name="siret_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    siren: Mapped[str | None] = mapped_column(sa.String(9))
    siret: Mapped[str | None] = mapped_column(sa.String(14))
    is_buyer: Mapped[bool] = mapped_column(default=False)
    is_supplier: Mapped[bool] = mapped_column(default=False)
    is_organiser: Mapped[bool] = mapped_column(default=False)
    buyer_family: Mapped[BuyerFamily | None] = mapped_column(named_enum(BuyerFamily, "buyer_family"))
    legal_category: Mapped[str | None] = mapped_column(sa.String(4))
    naf: Mapped[str | None] = mapped_column(sa.String(6))
    naf_nomenclature: Mapped[NafNomenclature | None] = mapped_column(
        named_enum(NafNomenclature, "naf_nomenclature")
    )
    address: Mapped[str] = mapped_column(sa.String(200), default="")
    postal_code: Mapped[str] = mapped_column(sa.String(5), default="")
    commune: Mapped[str | None] = mapped_column(sa.String(5))
    headcount: Mapped[str | None] = mapped_column(sa.String(2))
    size: Mapped[Size | None] = mapped_column(named_enum(Size, "size"))
    ess_family: Mapped[EssFamily | None] = mapped_column(named_enum(EssFamily, "ess_family"))
    description: Mapped[str] = mapped_column(sa.Text, default="")
    website: Mapped[str] = mapped_column(sa.String(200), default="")
    phone: Mapped[str] = mapped_column(sa.String(30), default="")
    contact_email: Mapped[str] = mapped_column(sa.String(254), default="")
    demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    kinds: Mapped[list[OrganisationKind]] = relationship(
        back_populates="organisation",
        cascade="all, delete-orphan",
        order_by="OrganisationKind.kind",
        lazy="selectin",
    )
    memberships: Mapped[list[Membership]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_ess(self) -> bool:
        return self.ess_family is not None or bool(self.kinds)


class OrganisationKind(db.Model):
    """An inclusive kind of the firm (SIAE, EA, ESAT…), with the date until which its proof holds.

    `kind` is a code of `reference.legal.inclusive_kinds()`.
    """

    __tablename__ = "organisation_kinds"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    valid_until: Mapped[date | None]

    organisation: Mapped[Organisation] = relationship(back_populates="kinds")


class MembershipState(StrEnum):
    REQUESTED = "requested"
    ACTIVE = "active"
    REFUSED = "refused"
    ENDED = "ended"


class Membership(db.Model):
    """One person's one role in one organisation."""

    __tablename__ = "memberships"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "organisation_id", "role"),
        sa.Index("ix_memberships_organisation_id", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(named_enum(Role, "role"))
    manager: Mapped[bool] = mapped_column(default=False)
    state: Mapped[MembershipState] = mapped_column(named_enum(MembershipState, "state"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()
    organisation: Mapped[Organisation] = relationship(back_populates="memberships")
