"""Views of the observatory whose figures come by mail each month.

Revision: 0013, after 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import matchmaker.database

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UTC = matchmaker.database.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "observatory_subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("params", matchmaker.database.Json(), nullable=False),
        sa.Column("figures", matchmaker.database.Json(), nullable=False),
        sa.Column("data_version", sa.String(length=12), nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.Column("told_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_observatory_subscriptions_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observatory_subscriptions")),
        sa.UniqueConstraint("user_id", "address", name=op.f("uq_observatory_subscriptions_user_id_address")),
    )
    with op.batch_alter_table("observatory_subscriptions", schema=None) as batch_op:
        batch_op.create_index("ix_observatory_subscriptions_told_at", ["told_at"], unique=False)


def downgrade() -> None:
    op.drop_table("observatory_subscriptions")
