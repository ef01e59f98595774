"""A body's yearly programme of purchases: files that came, what became of their lines, and what to undo."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.database import Json, UtcDateTime, named_enum
from matchmaker.extensions import db


class ImportState(StrEnum):
    OPEN = "open"
    DONE = "done"
    UNDONE = "undone"


class ProgrammeImport(db.Model):
    """A file as it was read, with what the team says of it; nothing else changes until it is `DONE`.

    `lines`: [number, cells, surplus] each. `columns`: field → column. `fixes`: line number (as text) →
    field → what was typed instead of the cell. `counts`: what the import did, by word.
    """

    __tablename__ = "programme_imports"
    __table_args__ = (sa.Index("ix_programme_imports_organisation_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    author_id: Mapped[int | None]
    filename: Mapped[str] = mapped_column(sa.String(200))
    state: Mapped[ImportState] = mapped_column(named_enum(ImportState, "state"), default=ImportState.OPEN)
    headers: Mapped[list] = mapped_column(Json)
    lines: Mapped[list] = mapped_column(Json)
    columns: Mapped[dict] = mapped_column(Json)
    fixes: Mapped[dict] = mapped_column(Json, default=dict)
    counts: Mapped[dict] = mapped_column(Json, default=dict)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ProgrammeHeadings(db.Model):
    """Which heading the body uses for which field: the next file is read the same way."""

    __tablename__ = "programme_headings"
    __table_args__ = (sa.UniqueConstraint("organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    fields: Mapped[dict] = mapped_column(Json)


class ProgrammeLine(db.Model):
    """A line and its need. `key`: its reference, else its title; `said`: what it last said."""

    __tablename__ = "programme_lines"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "key"),
        sa.UniqueConstraint("need_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    key: Mapped[str] = mapped_column(sa.String(240))
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id", ondelete="CASCADE"))
    said: Mapped[dict] = mapped_column(Json)


class ProgrammeChange(db.Model):
    """What one import did to one need: `before` is what the line said then (None: the need was made)."""

    __tablename__ = "programme_changes"
    __table_args__ = (sa.UniqueConstraint("import_id", "need_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(sa.ForeignKey("programme_imports.id"))
    need_id: Mapped[int] = mapped_column(sa.ForeignKey("needs.id", ondelete="CASCADE"))
    before: Mapped[dict | None] = mapped_column(Json)
    need_before: Mapped[dict | None] = mapped_column(Json)
    need_version: Mapped[int]
