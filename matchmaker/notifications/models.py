"""The outbox: mails written in the transaction of the act they tell of, sent by the worker afterwards."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.database import Json, UtcDateTime, named_enum
from matchmaker.extensions import db
from matchmaker.notifications.kinds import Frequency


class OutboxMail(db.Model):
    """`key` says which act and which reader the mail is for: the same one is never queued twice."""

    __tablename__ = "outbox_mails"
    __table_args__ = (
        sa.UniqueConstraint("key"),
        sa.Index("ix_outbox_mails_sent_at_due_at", "sent_at", "due_at"),
        sa.Index("ix_outbox_mails_failed_at", "failed_at"),
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
    # No more tries: the reader's server has refused it for good, or it could not be handed over for days.
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Set by a restore: the machine before may have sent the mail after the backup was made.
    held: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    # The address that a mail program calls when its reader wants no more of this kind (RFC 8058).
    unsubscribe: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    # An iCalendar text that travels with the mail as agenda.ics; empty for most.
    calendar: Mapped[str] = mapped_column(sa.Text, default="", server_default="")


class MailPreference(db.Model):
    """How often an address wants a kind of mail; without a row, what is usual for the kind."""

    __tablename__ = "mail_preferences"
    __table_args__ = (sa.UniqueConstraint("email", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    kind: Mapped[str] = mapped_column(sa.String(40))
    frequency: Mapped[Frequency] = mapped_column(named_enum(Frequency, "frequency"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class DigestItem(db.Model):
    """A mail that waits to be gathered with others into one; `parts` is what it says, already in words.

    `key` as in the outbox: the same act is never told twice, neither alone nor gathered.
    """

    __tablename__ = "digest_items"
    __table_args__ = (
        sa.UniqueConstraint("key"),
        sa.Index("ix_digest_items_gathered_at_due_at", "gathered_at", "due_at"),
        sa.Index("ix_digest_items_recipient", "recipient"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[str] = mapped_column(sa.String(40))
    recipient: Mapped[str] = mapped_column(sa.String(254))
    locale: Mapped[str] = mapped_column(sa.String(5))
    parts: Mapped[dict] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    gathered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Set by a restore: the machine before may have gathered it since; the digest that takes it is held.
    held: Mapped[bool] = mapped_column(default=False)


class Telling(db.Model):
    """Something that the clock has told about an object, once: a need whose firms were alerted, for one."""

    __tablename__ = "tellings"
    __table_args__ = (sa.UniqueConstraint("kind", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    object_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
