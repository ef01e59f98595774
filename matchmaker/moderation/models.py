"""What moderators are asked to look at. It names people and objects by kind and id only."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.database import UtcDateTime, named_enum
from matchmaker.extensions import db


class CaseKind(StrEnum):
    NEED = "need"  # a body's first need
    OFFER = "offer"  # a firm's first offer
    CLAIM = "claim"  # somebody says to act for an organisation, with a proof
    DISPUTE = "dispute"  # somebody is said to speak for an organisation without a ground
    ABUSE = "abuse"  # a public page is said to be against the rules


class CaseState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    CHANGES = "changes"
    REFUSED = "refused"


class Case(db.Model):
    """One thing to decide. `words` are the moderator's: the evidence seen, the changes asked, the reason."""

    __tablename__ = "moderation_cases"
    __table_args__ = (
        sa.Index("ix_moderation_cases_state_opened_at", "state", "opened_at"),
        # One open case for one thing; reports of abuse may be several, by several people.
        sa.Index(
            "uq_moderation_cases_open",
            "kind",
            "object_kind",
            "object_id",
            unique=True,
            sqlite_where=sa.text("state = 'open' AND kind IN ('need', 'offer', 'claim')"),
            postgresql_where=sa.text("state = 'open' AND kind IN ('need', 'offer', 'claim')"),
        ),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_is_dated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[CaseKind] = mapped_column(named_enum(CaseKind, "kind"))
    object_kind: Mapped[str] = mapped_column(sa.String(40))
    object_id: Mapped[int]
    organisation_id: Mapped[int | None]
    raised_by_id: Mapped[int | None]
    text: Mapped[str] = mapped_column(sa.Text, default="")
    reference: Mapped[str] = mapped_column(sa.String(200), default="")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[CaseState] = mapped_column(named_enum(CaseState, "state"), default=CaseState.OPEN)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None]
    words: Mapped[str] = mapped_column(sa.Text, default="")
