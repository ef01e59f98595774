"""Pairs shared out without a match are told from those wished beyond the proposals; how far proposing is.

Revision: 0014, after 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import matchmaker.database

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event_pairs", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("shared_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True)
        )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pairs_percent", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_column("pairs_percent")
    with op.batch_alter_table("event_pairs", schema=None) as batch_op:
        batch_op.drop_column("shared_at")
