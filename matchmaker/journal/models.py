"""The journal's tables. Triggers made by the migrations refuse UPDATE and DELETE on entries, and any other
sequence number than the next; `journal_personal` and `journal_accesses` stand outside the chain.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.database import UtcDateTime
from matchmaker.extensions import db
from matchmaker.journal.chain import GENESIS, Act

__all__ = ["GENESIS", "AccessTrace", "Check", "Entry", "Head", "Personal"]


class Entry(db.Model):
    """One act. `hash` is the SHA-256 of the previous hash and of this row's digest (see chain.py)."""

    __tablename__ = "journal_entries"
    __table_args__ = (
        sa.UniqueConstraint("hash"),
        sa.Index("ix_journal_entries_object_kind_object_id", "object_kind", "object_id"),
        sa.Index("ix_journal_entries_at", "at"),
    )

    seq: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    role: Mapped[str] = mapped_column(sa.String(20))
    action: Mapped[str] = mapped_column(sa.String(60))
    object_kind: Mapped[str] = mapped_column(sa.String(40))
    object_id: Mapped[int | None]
    payload: Mapped[str] = mapped_column(sa.Text)
    nonce: Mapped[str] = mapped_column(sa.String(32), server_default="")
    previous: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))

    @property
    def act(self) -> Act:
        return Act(
            self.seq,
            self.at,
            self.actor_id,
            self.role,
            self.action,
            self.object_kind,
            self.object_id,
            self.payload,
            self.nonce,
        )


class Head(db.Model):
    """One row: the last sequence number and hash. Locking it is what keeps the sequence without gap."""

    __tablename__ = "journal_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))


class Check(db.Model):
    """One row: when the worker last walked the whole chain, how far, and the first fault if there was one."""

    __tablename__ = "journal_checks"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    entries: Mapped[int]
    broken: Mapped[int | None]


class Personal(db.Model):
    """The personal part of an act, canonical JSON. Deleting the row erases it; its digest stays chained."""

    __tablename__ = "journal_personal"
    __table_args__ = (sa.Index("ix_journal_personal_subject_id", "subject_id"),)

    seq: Mapped[int] = mapped_column(
        sa.ForeignKey("journal_entries.seq"), primary_key=True, autoincrement=False
    )
    subject_id: Mapped[int | None]
    salt: Mapped[str] = mapped_column(sa.String(32))
    content: Mapped[str] = mapped_column(sa.Text)


class AccessTrace(db.Model):
    """Who saw what, when. Apart from the chain: mail scanners open links, and traces are deleted in time."""

    __tablename__ = "journal_accesses"
    __table_args__ = (
        sa.Index("ix_journal_accesses_object_kind_object_id", "object_kind", "object_id"),
        sa.Index("ix_journal_accesses_user_id", "user_id"),
        sa.Index("ix_journal_accesses_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    seen: Mapped[str] = mapped_column(sa.String(40))
    object_kind: Mapped[str] = mapped_column(sa.String(40))
    object_id: Mapped[int]
