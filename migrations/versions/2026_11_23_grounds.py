"""Grounds to speak for an organisation, cases of moderation, what the register says.

Revision: 0004, after 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import matchmaker.database

revision = "0004"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moderation_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "need",
                "offer",
                "claim",
                "dispute",
                "abuse",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("object_kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("opened_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "changes",
                "refused",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decided_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_moderation_cases_decided_is_dated")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_cases")),
    )
    with op.batch_alter_table("moderation_cases", schema=None) as batch_op:
        batch_op.create_index("ix_moderation_cases_state_opened_at", ["state", "opened_at"], unique=False)
        batch_op.create_index(
            "uq_moderation_cases_open",
            ["kind", "object_kind", "object_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open' AND kind IN ('need', 'offer', 'claim')"),
            postgresql_where=sa.text("state = 'open' AND kind IN ('need', 'offer', 'claim')"),
        )

    op.create_table(
        "organisation_domains",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_organisation_domains_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_domains_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_domains")),
        sa.UniqueConstraint(
            "organisation_id", "domain", name=op.f("uq_organisation_domains_organisation_id_domain")
        ),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "buyer",
                "supplier",
                "organiser",
                "observer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by_membership_id", sa.Integer(), nullable=False),
        sa.Column("created_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_membership_id"],
            ["memberships.id"],
            name=op.f("fk_invitations_by_membership_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_invitations_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_invitations_token_digest")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index("ix_invitations_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "membership_grounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "mail_domain",
                "invitation",
                "register_code",
                "proof",
                "identity",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_membership_grounds_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_membership_grounds_membership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_grounds")),
    )
    with op.batch_alter_table("membership_grounds", schema=None) as batch_op:
        batch_op.create_index(
            "uq_membership_grounds_live",
            ["membership_id", "kind"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "register_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("sent_to", sa.String(length=254), nullable=False),
        sa.Column("created_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("used_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_register_codes_membership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_codes")),
    )
    with op.batch_alter_table("register_codes", schema=None) as batch_op:
        batch_op.create_index("ix_register_codes_membership_id", ["membership_id"], unique=False)

    with op.batch_alter_table("needs", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("waiting_since", matchmaker.database.UtcDateTime(timezone=True), nullable=True)
        )

    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("waiting_since", matchmaker.database.UtcDateTime(timezone=True), nullable=True)
        )

    with op.batch_alter_table("organisations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("register_state", sa.String(length=40), nullable=True))
        batch_op.add_column(
            sa.Column("register_checked_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True)
        )
        batch_op.create_check_constraint(
            op.f("ck_organisations_register_state"), sa.text("register_state IN ('open', 'closed')")
        )
    one_card_for_one_number()
    op.create_index(
        "uq_organisations_siren_alone",
        "organisations",
        ["siren"],
        unique=True,
        sqlite_where=sa.text("siret IS NULL"),
        postgresql_where=sa.text("siret IS NULL"),
    )
    op.execute(KEEP_THEIR_WORD)


# Whoever acted before grounds were kept goes on (decision 0061); the rest of the members ask as others do.
KEEP_THEIR_WORD = """
    INSERT INTO membership_grounds (membership_id, kind, evidence, at)
    SELECT id, 'proof', 'acted before grounds were kept', created_at FROM memberships
    WHERE state = 'active' ORDER BY id
"""


def one_card_for_one_number() -> None:
    """Of two cards of one body known by its SIREN alone the first keeps the number; no card is lost."""
    op.execute(
        "UPDATE organisations SET siren = NULL WHERE siret IS NULL AND siren IS NOT NULL AND id NOT IN "
        "(SELECT min(id) FROM organisations WHERE siret IS NULL AND siren IS NOT NULL GROUP BY siren)"
    )


def downgrade() -> None:
    op.drop_index("uq_organisations_siren_alone", table_name="organisations")
    with op.batch_alter_table("organisations", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_organisations_register_state"), type_="check")
        batch_op.drop_column("register_checked_at")
        batch_op.drop_column("register_state")

    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.drop_column("waiting_since")

    with op.batch_alter_table("needs", schema=None) as batch_op:
        batch_op.drop_column("waiting_since")

    with op.batch_alter_table("register_codes", schema=None) as batch_op:
        batch_op.drop_index("ix_register_codes_membership_id")

    op.drop_table("register_codes")
    with op.batch_alter_table("membership_grounds", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_membership_grounds_live",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.drop_table("membership_grounds")
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_index("ix_invitations_organisation_id")

    op.drop_table("invitations")
    op.drop_table("organisation_domains")
    with op.batch_alter_table("moderation_cases", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_moderation_cases_open",
            sqlite_where=sa.text("state = 'open' AND kind IN ('need', 'offer', 'claim')"),
            postgresql_where=sa.text("state = 'open' AND kind IN ('need', 'offer', 'claim')"),
        )
        batch_op.drop_index("ix_moderation_cases_state_opened_at")

    op.drop_table("moderation_cases")
