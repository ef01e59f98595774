"""What sourcing keeps: lists frozen as evidence, judgements of suggestions, reports on who is exposed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from matchmaker.database import Json, UtcDateTime, named_enum
from matchmaker.extensions import db
from matchmaker.organisations.models import Organisation


class Cause(StrEnum):
    """Why a list was frozen: the buyer asked for it, or relied on it (an invitation, a report)."""

    KEPT = "kept"
    RELIED = "relied"


class FrozenList(db.Model):
    """The suppliers of a need as they were shown, and all that made the list; never changed afterwards.

    `content` is the zlib-compressed canonical JSON of `matching.frozen`, `digest` the SHA-256 of what it
    holds. One list is kept once: freezing it again finds the first. `author_id` outlives the account.
    Triggers of the migration refuse UPDATE and DELETE.
    """

    __tablename__ = "frozen_lists"
    __table_args__ = (sa.UniqueConstraint("need_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id"))
    need_version: Mapped[int]
    cause: Mapped[Cause] = mapped_column(named_enum(Cause, "cause"))
    author_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    as_of: Mapped[date]
    suppliers: Mapped[int]
    matcher_version: Mapped[str] = mapped_column(sa.String(64))
    weights_digest: Mapped[str] = mapped_column(sa.String(64))
    digest: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = deferred(mapped_column(sa.LargeBinary, nullable=False))

    rows: Mapped[list[FrozenRow]] = relationship(back_populates="list", order_by="FrozenRow.rank")


class FrozenRow(db.Model):
    """One supplier of a frozen list. `score` in tenths of a point; `name` as it was; no key to the firm,
    which may have left since."""

    __tablename__ = "frozen_rows"
    __table_args__ = (
        sa.UniqueConstraint("list_id", "rank"),
        sa.UniqueConstraint("list_id", "supplier_id"),
        sa.Index("ix_frozen_rows_supplier_id", "supplier_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(sa.ForeignKey("frozen_lists.id"))
    rank: Mapped[int]
    supplier_id: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(200))
    score: Mapped[int]
    profile_digest: Mapped[str] = mapped_column(sa.ForeignKey("profile_versions.digest"))

    list: Mapped[FrozenList] = relationship(back_populates="rows")


class ProfileVersion(db.Model):
    """What the matcher read of a firm, under the SHA-256 of it; shared by all lists that saw the same."""

    __tablename__ = "profile_versions"

    digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class Reason(StrEnum):
    """Why a suggestion is dismissed; none is about the firm's past here, its age or its success."""

    OTHER_TRADE = "other_trade"
    TOO_FAR = "too_far"
    CAPACITY = "capacity"
    NOT_ELIGIBLE = "not_eligible"
    CLOSED_DOWN = "closed_down"
    OTHER = "other"


class Judgement(db.Model):
    """What the buyer's team says of one suggestion. It measures the matcher and never enters a score.

    `rank` (None: not in the list) and `score` (tenths) as they were shown then, under `matcher_version`.
    """

    __tablename__ = "judgements"
    __table_args__ = (
        sa.UniqueConstraint("need_id", "supplier_id"),
        sa.Index("ix_judgements_at", "at"),
        sa.CheckConstraint("verdict = 'accepted' OR reason IS NOT NULL", name="dismissed_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id", ondelete="CASCADE"))
    supplier_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id", ondelete="CASCADE"))
    author_id: Mapped[int | None]
    verdict: Mapped[Verdict] = mapped_column(named_enum(Verdict, "verdict"))
    reason: Mapped[Reason | None] = mapped_column(named_enum(Reason, "reason"))
    comment: Mapped[str] = mapped_column(sa.String(500), default="")
    rank: Mapped[int | None]
    score: Mapped[int]
    matcher_version: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    supplier: Mapped[Organisation] = relationship()


class ExposureReport(db.Model):
    """Who the suggestions for the open needs of a day show. `unfinished` is True, then None: one at a time.

    `figures` are counts by group, summed as the worker goes from `last_need_id` to the next.
    """

    __tablename__ = "exposure_reports"
    __table_args__ = (sa.UniqueConstraint("unfinished"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None]
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    unfinished: Mapped[bool | None] = mapped_column(default=True)
    needs_total: Mapped[int]
    needs_done: Mapped[int] = mapped_column(default=0)
    last_need_id: Mapped[int] = mapped_column(default=0)
    matcher_version: Mapped[str] = mapped_column(sa.String(64))
    figures: Mapped[dict] = mapped_column(Json, default=dict)
