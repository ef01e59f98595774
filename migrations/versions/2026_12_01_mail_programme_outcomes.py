"""How often a reader wants which mail, what waits for a digest, what the clock has told.

Revision: 0011, after 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import matchmaker.database

revision = "0011"
down_revision = "0010"
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
    op.create_table(
        "programme_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("state", closed("state", "open", "done", "undone"), nullable=False),
        sa.Column("headers", matchmaker.database.Json(), nullable=False),
        sa.Column("lines", matchmaker.database.Json(), nullable=False),
        sa.Column("columns", matchmaker.database.Json(), nullable=False),
        sa.Column("fixes", matchmaker.database.Json(), nullable=False),
        sa.Column("counts", matchmaker.database.Json(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("done_at", UTC, nullable=True),
        sa.Column("undone_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_programme_imports_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_imports")),
    )
    with op.batch_alter_table("programme_imports", schema=None) as batch_op:
        batch_op.create_index("ix_programme_imports_organisation_id", ["organisation_id"], unique=False)
    op.create_table(
        "programme_headings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("fields", matchmaker.database.Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_programme_headings_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_headings")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_programme_headings_organisation_id")),
    )
    op.create_table(
        "programme_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=240), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("said", matchmaker.database.Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"], ["needs.id"], name=op.f("fk_programme_lines_need_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_programme_lines_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_lines")),
        sa.UniqueConstraint("need_id", name=op.f("uq_programme_lines_need_id")),
        sa.UniqueConstraint("organisation_id", "key", name=op.f("uq_programme_lines_organisation_id_key")),
    )
    op.create_table(
        "programme_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("before", matchmaker.database.Json(), nullable=True),
        sa.Column("need_before", matchmaker.database.Json(), nullable=True),
        sa.Column("need_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["programme_imports.id"], name=op.f("fk_programme_changes_import_id")
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["needs.id"], name=op.f("fk_programme_changes_need_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_changes")),
        sa.UniqueConstraint("import_id", "need_id", name=op.f("uq_programme_changes_import_id_need_id")),
    )
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("params", matchmaker.database.Json(), nullable=False),
        sa.Column("frequency", closed("frequency", *FREQUENCIES), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("known", matchmaker.database.Json(), nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.Column("looked_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_saved_searches_organisation_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_saved_searches_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_searches_user_id_name")),
    )
    with op.batch_alter_table("saved_searches", schema=None) as batch_op:
        batch_op.create_index("ix_saved_searches_looked_at", ["looked_at"], unique=False)
    op.create_table(
        "need_outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("signed", closed("signed", "yes", "not_yet", "no"), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=False),
        sa.Column("firm", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.Numeric(precision=15, scale=2), nullable=True),
        sa.Column("contract_number", sa.String(length=40), nullable=False),
        sa.Column("why", closed("why", "nobody", "price", "given_up", "otherwise", "other"), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.CheckConstraint("signed <> 'no' OR why IS NOT NULL", name=op.f("ck_need_outcomes_none_has_why")),
        sa.ForeignKeyConstraint(
            ["need_id"], ["needs.id"], name=op.f("fk_need_outcomes_need_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_outcomes")),
        sa.UniqueConstraint("need_id", name=op.f("uq_need_outcomes_need_id")),
    )
    with op.batch_alter_table("need_outcomes", schema=None) as batch_op:
        batch_op.create_index("ix_need_outcomes_contract_number", ["contract_number"], unique=False)


def closed(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def downgrade() -> None:
    with op.batch_alter_table("need_outcomes", schema=None) as batch_op:
        batch_op.drop_index("ix_need_outcomes_contract_number")
    op.drop_table("need_outcomes")
    with op.batch_alter_table("saved_searches", schema=None) as batch_op:
        batch_op.drop_index("ix_saved_searches_looked_at")
    op.drop_table("saved_searches")
    op.drop_table("programme_changes")
    op.drop_table("programme_lines")
    op.drop_table("programme_headings")
    with op.batch_alter_table("programme_imports", schema=None) as batch_op:
        batch_op.drop_index("ix_programme_imports_organisation_id")
    op.drop_table("programme_imports")
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
