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


class RegisterState(StrEnum):
    """What the register of firms says of the establishment; None on the row: not checked against it."""

    OPEN = "open"
    CLOSED = "closed"


class Organisation(db.Model):
    """A public body, a firm or an organiser; what it may be used as is told by its three flags.

    `siret` names the establishment that deals; a body may be known by its SIREN alone.
    """

    __tablename__ = "organisations"
    __table_args__ = (
        sa.UniqueConstraint("siret"),
        sa.Index("ix_organisations_siren", "siren"),
        # A body known by its SIREN alone is here once; its establishments may each have a card.
        sa.Index(
            "uq_organisations_siren_alone",
            "siren",
            unique=True,
            sqlite_where=sa.text("siret IS NULL"),
            postgresql_where=sa.text("siret IS NULL"),
        ),
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
    register_state: Mapped[RegisterState | None] = mapped_column(named_enum(RegisterState, "register_state"))
    register_checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
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
    grounds: Mapped[list[Ground]] = relationship(
        back_populates="membership", cascade="all, delete-orphan", order_by="Ground.id", lazy="raise"
    )


class GroundKind(StrEnum):
    """Why somebody may speak for a body or a firm (decision 0061)."""

    MAIL_DOMAIN = "mail_domain"
    INVITATION = "invitation"
    REGISTER_CODE = "register_code"
    PROOF = "proof"
    IDENTITY = "identity"  # the State's identity provider names the establishment


class Ground(db.Model):
    """One ground of one membership: it counts until it ends or expires.

    `evidence`: the domain, the masked contact, or what the moderator has seen. `by_id`: who invited or
    checked; None when a rule decided. A ground by mail counts while the person's address has that domain.
    """

    __tablename__ = "membership_grounds"
    __table_args__ = (
        sa.Index(
            "uq_membership_grounds_live",
            "membership_id",
            "kind",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(sa.ForeignKey("memberships.id", ondelete="CASCADE"))
    kind: Mapped[GroundKind] = mapped_column(named_enum(GroundKind, "kind"))
    evidence: Mapped[str] = mapped_column(sa.String(500), default="")
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    membership: Mapped[Membership] = relationship(back_populates="grounds")
    by: Mapped[User | None] = relationship(lazy="raise")


class OrganisationDomain(db.Model):
    """A mail domain that the organisation is known to use; a free mail provider's never is."""

    __tablename__ = "organisation_domains"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "domain"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id", ondelete="CASCADE"))
    domain: Mapped[str] = mapped_column(sa.String(253))
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Invitation(db.Model):
    """A single-use link for one address; only its digest is kept."""

    __tablename__ = "invitations"
    __table_args__ = (
        sa.UniqueConstraint("token_digest"),
        sa.Index("ix_invitations_organisation_id", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(sa.String(64))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(sa.String(254))
    role: Mapped[Role] = mapped_column(named_enum(Role, "role"))
    by_membership_id: Mapped[int] = mapped_column(sa.ForeignKey("memberships.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    organisation: Mapped[Organisation] = relationship(lazy="joined")
    by_membership: Mapped[Membership] = relationship()


class RegisterCode(db.Model):
    """A code sent to the contact that the register knows, for one person who says to act for it."""

    __tablename__ = "register_codes"
    __table_args__ = (sa.Index("ix_register_codes_membership_id", "membership_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(sa.ForeignKey("memberships.id", ondelete="CASCADE"))
    code_digest: Mapped[str] = mapped_column(sa.String(64))
    sent_to: Mapped[str] = mapped_column(sa.String(254))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
