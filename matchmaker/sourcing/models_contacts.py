"""From the list to the contact: marks on firms, invitations, responses, questions, and who received what."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.database import Json, UtcDateTime, named_enum
from matchmaker.extensions import db
from matchmaker.needs.models import Need
from matchmaker.organisations.models import Organisation


class MarkKind(StrEnum):
    SHORTLISTED = "shortlisted"
    EXCLUDED = "excluded"


class Mark(db.Model):
    """What the team decides of a firm before any contact; an exclusion has its reason."""

    __tablename__ = "supplier_marks"
    __table_args__ = (
        sa.UniqueConstraint("need_id", "supplier_id"),
        sa.CheckConstraint("kind = 'shortlisted' OR reason <> ''", name="exclusion_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id"))
    supplier_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    kind: Mapped[MarkKind] = mapped_column(named_enum(MarkKind, "kind"))
    reason: Mapped[str] = mapped_column(sa.String(500), default="")
    author_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    supplier: Mapped[Organisation] = relationship()


class Round(db.Model):
    """One text for all the firms invited together, and the list that the team chose them from."""

    __tablename__ = "invitation_rounds"
    __table_args__ = (sa.UniqueConstraint("need_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    frozen_list_id: Mapped[int] = mapped_column(sa.ForeignKey("frozen_lists.id"))
    author_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    send_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Contact(db.Model):
    """One firm beside one need: invited in a round, or come by itself (no round).

    `nonce` is part of the secret link's signature; the link itself is kept nowhere.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        sa.UniqueConstraint("need_id", "supplier_id"),
        sa.Index("ix_contacts_supplier_id", "supplier_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id"))
    supplier_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    round_id: Mapped[int | None] = mapped_column(sa.ForeignKey("invitation_rounds.id"))
    nonce: Mapped[str] = mapped_column(sa.String(32))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    need: Mapped[Need] = relationship()
    supplier: Mapped[Organisation] = relationship()
    round: Mapped[Round | None] = relationship()
    response: Mapped[Response | None] = relationship(back_populates="contact")
    deliveries: Mapped[list[Delivery]] = relationship(order_by="Delivery.id")


class Choice(StrEnum):
    INTERESTED = "interested"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Decline(StrEnum):
    """Why a firm lets a need pass."""

    OTHER_TRADE = "other_trade"
    TOO_FAR = "too_far"
    TOO_BIG = "too_big"
    NO_TIME = "no_time"
    CONDITIONS = "conditions"
    OTHER = "other"


class Response(db.Model):
    """What a firm says to a need: a business secret, shown to the buyer's team alone.

    `answers` maps the id of each of the buyer's questions (as text) to the firm's words. A withdrawn
    response keeps its row and loses its words.
    """

    __tablename__ = "responses"
    __table_args__ = (
        sa.UniqueConstraint("contact_id"),
        sa.CheckConstraint("choice <> 'declined' OR reason IS NOT NULL", name="declined_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id"))
    choice: Mapped[Choice] = mapped_column(named_enum(Choice, "choice"))
    reason: Mapped[Decline | None] = mapped_column(named_enum(Decline, "reason"))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    partners: Mapped[str] = mapped_column(sa.String(500), default="")
    answers: Mapped[dict] = mapped_column(Json, default=dict)
    author_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    contact: Mapped[Contact] = relationship(back_populates="response")

    __mapper_args__ = {"version_id_col": version}


class Exchange(db.Model):
    """A firm's question and the buyer's reply: published together, to everybody, without the firm's name.

    `asked` are the firm's own words, which the team alone reads; `question` those published.
    """

    __tablename__ = "exchanges"
    __table_args__ = (sa.Index("ix_exchanges_need_id", "need_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id"))
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id"))
    asked: Mapped[str] = mapped_column(sa.Text)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    question: Mapped[str] = mapped_column(sa.Text, default="")
    reply: Mapped[str] = mapped_column(sa.Text, default="")
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    author_id: Mapped[int | None]

    contact: Mapped[Contact] = relationship()


class Told(StrEnum):
    INVITATION = "invitation"
    REPLY = "reply"
    REMINDER = "reminder"
    DOCUMENT = "document"
    OUTCOME = "outcome"


class Delivery(db.Model):
    """One thing handed to one firm, once: the parity register. `readers`: addresses it was written to."""

    __tablename__ = "deliveries"
    __table_args__ = (sa.UniqueConstraint("contact_id", "told", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id"))
    told: Mapped[Told] = mapped_column(named_enum(Told, "told"))
    object_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    readers: Mapped[int]
