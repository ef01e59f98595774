"""The journal's table and its head. Triggers made by the migration refuse UPDATE and DELETE on entries."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.database import UtcDateTime
from matchmaker.extensions import db

GENESIS = "0" * 64


class Entry(db.Model):
    """One act. `hash` is the SHA-256 of the previous hash and of this row in canonical form."""

    __tablename__ = "journal_entries"
    __table_args__ = (
        sa.UniqueConstraint("hash"),
        sa.Index("ix_journal_entries_object_kind_object_id", "object_kind", "object_id"),
    )

    seq: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    role: Mapped[str] = mapped_column(sa.String(20))
    action: Mapped[str] = mapped_column(sa.String(60))
    object_kind: Mapped[str] = mapped_column(sa.String(40))
    object_id: Mapped[int | None]
    payload: Mapped[str] = mapped_column(sa.Text)
    previous: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))


class Head(db.Model):
    """One row: the last sequence number and hash. Locking it is what keeps the sequence without gap."""

    __tablename__ = "journal_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))
