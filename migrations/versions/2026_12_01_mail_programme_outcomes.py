"""How often a reader wants which mail, what waits for a digest, what the clock has told.

Revision: 0009, after 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import matchmaker.database

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UTC = matchmaker.database.UtcDateTime(timezone=True)
FREQUENCIES = ("at_once", "daily", "weekly", "never")


def upgrade() -> None:
    op.create_table(
        "mail_preferences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("frequency", closed("frequency", *FREQUENCIES), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_preferences")),
        sa.UniqueConstraint("email", "kind", name=op.f("uq_mail_preferences_email_kind")),
    )
    op.execute(
        "INSERT INTO mail_preferences (email, kind, frequency, at)"
        " SELECT email, kind, 'never', at FROM mail_refusals ORDER BY id"
    )
    op.drop_table("mail_refusals")
    op.create_table(
        "digest_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("parts", matchmaker.database.Json(), nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.Column("due_at", UTC, nullable=False),
        sa.Column("gathered_at", UTC, nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_items")),
        sa.UniqueConstraint("key", name=op.f("uq_digest_items_key")),
    )
    with op.batch_alter_table("digest_items", schema=None) as batch_op:
        batch_op.create_index("ix_digest_items_gathered_at_due_at", ["gathered_at", "due_at"], unique=False)
        batch_op.create_index("ix_digest_items_recipient", ["recipient"], unique=False)
    op.create_table(
        "tellings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tellings")),
        sa.UniqueConstraint("kind", "object_id", name=op.f("uq_tellings_kind_object_id")),
    )
    with op.batch_alter_table("outbox_mails", schema=None) as batch_op:
        batch_op.add_column(sa.Column("failed_at", UTC, nullable=True))
        batch_op.create_index("ix_outbox_mails_failed_at", ["failed_at"], unique=False)


def closed(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def downgrade() -> None:
    with op.batch_alter_table("outbox_mails", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_mails_failed_at")
        batch_op.drop_column("failed_at")
    op.drop_table("tellings")
    op.drop_table("digest_items")
    op.create_table(
        "mail_refusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_refusals")),
        sa.UniqueConstraint("email", "kind", name=op.f("uq_mail_refusals_email_kind")),
    )
    op.execute(
        "INSERT INTO mail_refusals (email, kind, at)"
        " SELECT email, kind, at FROM mail_preferences WHERE frequency = 'never' ORDER BY id"
    )
    op.drop_table("mail_preferences")
