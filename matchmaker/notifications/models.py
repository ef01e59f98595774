"""The outbox: mails written in the transaction of the act they tell of, sent by the worker afterwards."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.database import UtcDateTime
from matchmaker.extensions import db


class OutboxMail(db.Model):
    """`key` says which act and which reader the mail is for: the same one is never queued twice."""

    __tablename__ = "outbox_mails"
    __table_args__ = (
        sa.UniqueConstraint("key"),
        sa.Index("ix_outbox_mails_sent_at_due_at", "sent_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[str] = mapped_column(sa.String(40))
    recipient: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(sa.String(300))
    # Set by a restore: the machine before may have sent the mail after the backup was made.
    held: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    # The address that a mail program calls when its reader wants no more of this kind (RFC 8058).
    unsubscribe: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")


class MailRefusal(db.Model):
    """An address that wants no more mails of a kind."""

    __tablename__ = "mail_refusals"
    __table_args__ = (sa.UniqueConstraint("email", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    kind: Mapped[str] = mapped_column(sa.String(40))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
