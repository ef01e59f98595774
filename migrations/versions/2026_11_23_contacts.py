"""Marks on firms, invitations, contacts, responses, questions of firms, who received what; mails refused.

Revision: 0008, after 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import matchmaker.database

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_refusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_refusals")),
        sa.UniqueConstraint("email", "kind", name=op.f("uq_mail_refusals_email_kind")),
    )
    op.create_table(
        "supplier_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "shortlisted", "excluded", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind = 'shortlisted' OR reason <> ''", name=op.f("ck_supplier_marks_exclusion_has_reason")
        ),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_supplier_marks_need_id")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["organisations.id"], name=op.f("fk_supplier_marks_supplier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_marks")),
        sa.UniqueConstraint("need_id", "supplier_id", name=op.f("uq_supplier_marks_need_id_supplier_id")),
    )
    op.create_table(
        "invitation_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("frozen_list_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("send_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["frozen_list_id"], ["frozen_lists.id"], name=op.f("fk_invitation_rounds_frozen_list_id")
        ),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_invitation_rounds_need_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_rounds")),
        sa.UniqueConstraint("need_id", "number", name=op.f("uq_invitation_rounds_need_id_number")),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("created_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_contacts_need_id")),
        sa.ForeignKeyConstraint(["round_id"], ["invitation_rounds.id"], name=op.f("fk_contacts_round_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["organisations.id"], name=op.f("fk_contacts_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("need_id", "supplier_id", name=op.f("uq_contacts_need_id_supplier_id")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index("ix_contacts_supplier_id", ["supplier_id"], unique=False)

    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column(
            "told",
            sa.Enum(
                "invitation",
                "reply",
                "reminder",
                "outcome",
                name="told",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_deliveries_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "contact_id", "told", "object_id", name=op.f("uq_deliveries_contact_id_told_object_id")
        ),
    )
    op.create_table(
        "exchanges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("asked_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_exchanges_contact_id")),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_exchanges_need_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchanges")),
    )
    with op.batch_alter_table("exchanges", schema=None) as batch_op:
        batch_op.create_index("ix_exchanges_need_id", ["need_id"], unique=False)

    op.create_table(
        "responses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum(
                "interested",
                "declined",
                "withdrawn",
                name="choice",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "other_trade",
                "too_far",
                "too_big",
                "no_time",
                "conditions",
                "other",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("partners", sa.String(length=500), nullable=False),
        sa.Column("answers", matchmaker.database.Json(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "choice <> 'declined' OR reason IS NOT NULL", name=op.f("ck_responses_declined_has_reason")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_responses_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_responses_contact_id")),
    )
    with op.batch_alter_table("outbox_mails", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("unsubscribe", sa.String(length=500), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox_mails", schema=None) as batch_op:
        batch_op.drop_column("unsubscribe")

    op.drop_table("responses")
    with op.batch_alter_table("exchanges", schema=None) as batch_op:
        batch_op.drop_index("ix_exchanges_need_id")

    op.drop_table("exchanges")
    op.drop_table("deliveries")
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_index("ix_contacts_supplier_id")

    op.drop_table("contacts")
    op.drop_table("invitation_rounds")
    op.drop_table("supplier_marks")
    op.drop_table("mail_refusals")
