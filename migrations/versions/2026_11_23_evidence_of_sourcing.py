"""Lists kept as evidence (guarded by triggers), judgements of suggestions, reports on exposure.

Revision: 0003, after 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import matchmaker.database

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REFUSAL = "a frozen list is never changed"
# Profiles may be deleted (a person's right to be forgotten), never altered.
GUARDED = (("frozen_lists", "UPDATE"), ("frozen_lists", "DELETE"), ("frozen_rows", "UPDATE"))
GUARDED += (("frozen_rows", "DELETE"), ("profile_versions", "UPDATE"))


def upgrade() -> None:
    op.create_table(
        "exposure_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asked_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("finished_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("unfinished", sa.Boolean(), nullable=True),
        sa.Column("needs_total", sa.Integer(), nullable=False),
        sa.Column("needs_done", sa.Integer(), nullable=False),
        sa.Column("last_need_id", sa.Integer(), nullable=False),
        sa.Column("matcher_version", sa.String(length=64), nullable=False),
        sa.Column("figures", matchmaker.database.Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exposure_reports")),
        sa.UniqueConstraint("unfinished", name=op.f("uq_exposure_reports_unfinished")),
    )
    op.create_table(
        "profile_versions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_profile_versions")),
    )
    op.create_table(
        "frozen_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("need_version", sa.Integer(), nullable=False),
        sa.Column(
            "cause",
            sa.Enum("kept", "relied", name="cause", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("suppliers", sa.Integer(), nullable=False),
        sa.Column("matcher_version", sa.String(length=64), nullable=False),
        sa.Column("weights_digest", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_frozen_lists_need_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_lists")),
        sa.UniqueConstraint("need_id", "digest", name=op.f("uq_frozen_lists_need_id_digest")),
    )
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column(
            "verdict",
            sa.Enum(
                "accepted", "dismissed", name="verdict", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "other_trade",
                "too_far",
                "capacity",
                "not_eligible",
                "closed_down",
                "other",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("comment", sa.String(length=500), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("matcher_version", sa.String(length=64), nullable=False),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "verdict = 'accepted' OR reason IS NOT NULL", name=op.f("ck_judgements_dismissed_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["needs.id"], name=op.f("fk_judgements_need_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["organisations.id"], name=op.f("fk_judgements_supplier_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
        sa.UniqueConstraint("need_id", "supplier_id", name=op.f("uq_judgements_need_id_supplier_id")),
    )
    with op.batch_alter_table("judgements", schema=None) as batch_op:
        batch_op.create_index("ix_judgements_at", ["at"], unique=False)

    op.create_table(
        "frozen_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("profile_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["frozen_lists.id"], name=op.f("fk_frozen_rows_list_id")),
        sa.ForeignKeyConstraint(
            ["profile_digest"], ["profile_versions.digest"], name=op.f("fk_frozen_rows_profile_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_rows")),
        sa.UniqueConstraint("list_id", "rank", name=op.f("uq_frozen_rows_list_id_rank")),
        sa.UniqueConstraint("list_id", "supplier_id", name=op.f("uq_frozen_rows_list_id_supplier_id")),
    )
    with op.batch_alter_table("frozen_rows", schema=None) as batch_op:
        batch_op.create_index("ix_frozen_rows_supplier_id", ["supplier_id"], unique=False)

    _guard()


def _guard() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute(
            "CREATE FUNCTION frozen_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for table, verb in GUARDED:
        head = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        body = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        op.execute(head + (body if sqlite else "FOR EACH STATEMENT EXECUTE FUNCTION frozen_refuse()"))


def downgrade() -> None:
    with op.batch_alter_table("frozen_rows", schema=None) as batch_op:
        batch_op.drop_index("ix_frozen_rows_supplier_id")

    op.drop_table("frozen_rows")
    with op.batch_alter_table("judgements", schema=None) as batch_op:
        batch_op.drop_index("ix_judgements_at")

    op.drop_table("judgements")
    op.drop_table("frozen_lists")
    op.drop_table("profile_versions")
    op.drop_table("exposure_reports")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION frozen_refuse()")
