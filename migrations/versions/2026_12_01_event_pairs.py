"""When the pairs of an event were asked for and made, how often its silent participants were reminded.

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


def upgrade() -> None:
    with op.batch_alter_table("events") as batch:
        batch.add_column(sa.Column("pairs_asked_at", matchmaker.database.UtcDateTime(), nullable=True))
        batch.add_column(sa.Column("pairs_made_at", matchmaker.database.UtcDateTime(), nullable=True))
        batch.add_column(sa.Column("wishes_reminded_at", matchmaker.database.UtcDateTime(), nullable=True))
        batch.add_column(sa.Column("wishes_reminders", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("events") as batch:
        for column in ("wishes_reminders", "wishes_reminded_at", "pairs_made_at", "pairs_asked_at"):
            batch.drop_column(column)
