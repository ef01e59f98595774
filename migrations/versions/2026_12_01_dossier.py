"""The file of a sourcing: documents for all, files of responses, meetings, interests, lessons, notes.

Revision: 0010, after 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import matchmaker.database

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TOLD = ("invitation", "reply", "reminder", "document", "outcome")
Moment = matchmaker.database.UtcDateTime


def upgrade() -> None:
    _told(TOLD)
    op.create_table(
        "shared_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_file(),
        sa.ForeignKeyConstraint(
            ["need_id"], ["needs.id"], name=op.f("fk_shared_documents_need_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_documents")),
        sa.UniqueConstraint("need_id", "digest", name=op.f("uq_shared_documents_need_id_digest")),
        sa.UniqueConstraint("need_id", "number", name=op.f("uq_shared_documents_need_id_number")),
    )
    op.create_table(
        "response_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        *_file(),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name=op.f("fk_response_files_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_files")),
        sa.UniqueConstraint("response_id", "digest", name=op.f("uq_response_files_response_id_digest")),
    )
    op.create_table(
        "sourcing_meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("source", _choice("source", "by_hand", "rencontre"), nullable=False),
        sa.Column("source_key", sa.String(length=60), nullable=True),
        sa.Column(
            "outcome", _choice("outcome", "held", "firm_absent", "buyer_absent", "cancelled"), nullable=False
        ),
        sa.Column("note", sa.Text(), nullable=False),
        *_by(),
        sa.CheckConstraint(
            "source = 'by_hand' OR source_key IS NOT NULL", name=op.f("ck_sourcing_meetings_told_once")
        ),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_sourcing_meetings_need_id")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["organisations.id"], name=op.f("fk_sourcing_meetings_supplier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sourcing_meetings")),
        sa.UniqueConstraint(
            "need_id", "source", "source_key", name=op.f("uq_sourcing_meetings_need_id_source_source_key")
        ),
    )
    with op.batch_alter_table("sourcing_meetings", schema=None) as batch_op:
        batch_op.create_index("ix_sourcing_meetings_supplier_id", ["supplier_id"], unique=False)
    op.create_table(
        "interest_declarations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *_by(),
        sa.CheckConstraint(
            "NOT conflict OR text <> ''", name=op.f("ck_interest_declarations_conflict_is_told")
        ),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_interest_declarations_need_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest_declarations")),
    )
    with op.batch_alter_table("interest_declarations", schema=None) as batch_op:
        batch_op.create_index("ix_interest_declarations_need_id", ["need_id"], unique=False)
    op.create_table(
        "sourcing_lessons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column("specified", sa.Text(), nullable=False),
        *_by(),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_sourcing_lessons_need_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sourcing_lessons")),
        sa.UniqueConstraint("need_id", "version", name=op.f("uq_sourcing_lessons_need_id_version")),
    )
    op.create_table(
        "sourcing_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *_by(),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_sourcing_notes_need_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sourcing_notes")),
    )
    with op.batch_alter_table("sourcing_notes", schema=None) as batch_op:
        batch_op.create_index("ix_sourcing_notes_need_id", ["need_id"], unique=False)


def downgrade() -> None:
    for table in (
        "sourcing_notes",
        "sourcing_lessons",
        "interest_declarations",
        "sourcing_meetings",
        "response_files",
        "shared_documents",
    ):
        op.drop_table(table)
    op.execute("DELETE FROM deliveries WHERE told = 'document'")
    _told(tuple(kind for kind in TOLD if kind != "document"))


def _told(kinds: tuple[str, ...]) -> None:
    """The closed list of what is handed over, with or without documents."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_deliveries_told"), type_="check")
        batch_op.create_check_constraint(op.f("ck_deliveries_told"), f"told IN ({listed})")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _file() -> list[sa.Column]:
    return [
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("added_at", Moment(timezone=True), nullable=False),
    ]


def _by() -> list[sa.Column]:
    return [
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(timezone=True), nullable=False),
    ]
