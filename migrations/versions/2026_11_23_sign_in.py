"""Signing in: second factors, other identities, new roles, what erasure leaves.

Revision: 0005, after 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import matchmaker.database

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None

METHODS = "method IN ('password', 'second_factor', 'agent')"


def widen(table: str, column: str, *values: str) -> None:
    """Replace the CHECK of a closed list."""
    name, rule = op.f(f"ck_{table}_{column}"), f"{column} IN ({', '.join(repr(one) for one in values)})"
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, sa.text(rule))


def upgrade() -> None:
    op.create_table(
        "identities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("created_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_identities_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_identities_issuer_subject")),
    )
    with op.batch_alter_table("identities", schema=None) as batch_op:
        batch_op.create_index("ix_identities_user_id", ["user_id"], unique=False)

    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("used_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_recovery_codes_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("user_id", "code_digest", name=op.f("uq_recovery_codes_user_id_code_digest")),
    )
    op.create_table(
        "person_salts",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_person_salts_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_person_salts")),
    )
    op.create_table(
        "second_factors",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("created_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_second_factors_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_second_factors")),
    )
    with op.batch_alter_table("account_links") as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(length=254), nullable=True))
    widen("account_links", "purpose", "confirm", "reset", "email_old", "email_new")
    widen("memberships", "role", "buyer", "supplier", "organiser", "observer")
    with op.batch_alter_table("sessions") as batch_op:
        batch_op.add_column(
            sa.Column("method", sa.String(length=40), nullable=False, server_default="password")
        )
        batch_op.add_column(sa.Column("id_token", sa.Text(), nullable=True))
    with op.batch_alter_table("sessions") as batch_op:
        batch_op.alter_column("method", existing_type=sa.String(length=40), server_default=None)
        batch_op.create_check_constraint(op.f("ck_sessions_method"), sa.text(METHODS))
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("moderator", sa.Boolean(), nullable=False, server_default=sa.false()))
        for name in ("seen_at", "warned_at", "erased_at"):
            batch_op.add_column(
                sa.Column(name, matchmaker.database.UtcDateTime(timezone=True), nullable=True)
            )
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("moderator", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_column("erased_at")
        batch_op.drop_column("warned_at")
        batch_op.drop_column("seen_at")
        batch_op.drop_column("moderator")

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_sessions_method"), type_="check")
        batch_op.drop_column("id_token")
        batch_op.drop_column("method")

    op.execute("DELETE FROM account_links WHERE purpose IN ('email_old', 'email_new')")
    op.execute("DELETE FROM memberships WHERE role = 'observer'")
    widen("memberships", "role", "buyer", "supplier", "organiser")
    with op.batch_alter_table("account_links") as batch_op:
        batch_op.drop_column("email")
    widen("account_links", "purpose", "confirm", "reset")

    op.drop_table("second_factors")
    op.drop_table("person_salts")
    op.drop_table("recovery_codes")
    with op.batch_alter_table("identities", schema=None) as batch_op:
        batch_op.drop_index("ix_identities_user_id")

    op.drop_table("identities")
