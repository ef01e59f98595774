"""Payment delays of buyers, as loaded.

Revision: 0007, after 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import matchmaker.database

revision = "0007"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payment_delays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("siren", sa.String(length=9), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("payments", sa.Integer(), nullable=False),
        sa.Column("mean_days", sa.Double(), nullable=True),
        sa.Column("median_days", sa.Double(), nullable=True),
        sa.Column("p90_days", sa.Double(), nullable=True),
        sa.Column("share_over_limit", sa.Double(), nullable=True),
        sa.Column("loaded_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(siren) = 9", name=op.f("ck_payment_delays_siren_length")),
        sa.CheckConstraint("payments > 0", name=op.f("ck_payment_delays_some_payments")),
        sa.CheckConstraint("share_over_limit BETWEEN 0 AND 1", name=op.f("ck_payment_delays_share_bounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_delays")),
        sa.UniqueConstraint("siren", "year", "category", name=op.f("uq_payment_delays_siren_year_category")),
    )


def downgrade() -> None:
    op.drop_table("payment_delays")
