"""The Rencontres: events, their frame, registrations, workshops, pairs, plans, agendas told, the day.

Revision: 0009, after 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import matchmaker.database

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "cancelled",
                "ended",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("place_name", sa.String(length=150), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=True),
        sa.Column("access_words", sa.Text(), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("meeting_minutes", sa.Integer(), nullable=False),
        sa.Column("change_minutes", sa.Integer(), nullable=False),
        sa.Column("buyers_seated", sa.Boolean(), nullable=False),
        sa.Column("place_silent", sa.Boolean(), nullable=False),
        sa.Column("proposals_each", sa.Integer(), nullable=False),
        sa.Column("weight_match", sa.Integer(), nullable=False),
        sa.Column("weight_buyer_wish", sa.Integer(), nullable=False),
        sa.Column("weight_supplier_wish", sa.Integer(), nullable=False),
        sa.Column("buyer_most", sa.Integer(), nullable=False),
        sa.Column("buyer_least", sa.Integer(), nullable=False),
        sa.Column("supplier_most", sa.Integer(), nullable=False),
        sa.Column("supplier_least", sa.Integer(), nullable=False),
        sa.Column("most_in_a_row", sa.Integer(), nullable=True),
        sa.Column("no_show_minutes", sa.Integer(), nullable=False),
        sa.Column("registration_opens_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("registration_closes_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("buyer_places", sa.Integer(), nullable=True),
        sa.Column("supplier_places", sa.Integer(), nullable=True),
        sa.Column("wishes_until", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("wishes_opened_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("pairs_asked_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("pairs_made_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("wishes_reminded_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("wishes_reminders", sa.Integer(), nullable=False),
        sa.Column("purge_on", sa.Date(), nullable=True),
        sa.Column("purged_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("published_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(length=500), nullable=False),
        sa.Column("copied_from_id", sa.Integer(), nullable=True),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("screen_nonce", sa.String(length=32), nullable=False),
        sa.Column("created_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status = 'draft' OR published_at IS NOT NULL", name=op.f("ck_events_published_is_dated")
        ),
        sa.CheckConstraint("change_minutes BETWEEN 0 AND 60", name=op.f("ck_events_change_minutes")),
        sa.CheckConstraint("meeting_minutes BETWEEN 5 AND 120", name=op.f("ck_events_meeting_minutes")),
        sa.ForeignKeyConstraint(["copied_from_id"], ["events.id"], name=op.f("fk_events_copied_from_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_events_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("slug", name=op.f("uq_events_slug")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index("ix_events_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "event_breaks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("starts < ends", name=op.f("ck_event_breaks_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_breaks_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_breaks")),
    )
    with op.batch_alter_table("event_breaks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_breaks_event_id"), ["event_id"], unique=False)

    op.create_table(
        "event_rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("tables", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("directions", sa.String(length=200), nullable=False),
        sa.CheckConstraint("seats BETWEEN 0 AND 10000", name=op.f("ck_event_rooms_seats")),
        sa.CheckConstraint("tables BETWEEN 0 AND 2000", name=op.f("ck_event_rooms_tables")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_rooms_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_rooms")),
        sa.UniqueConstraint("event_id", "position", name=op.f("uq_event_rooms_event_id_position")),
    )
    op.create_table(
        "event_half_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.CheckConstraint("starts < ends", name=op.f("ck_event_half_days_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_half_days_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_half_days")),
        sa.UniqueConstraint("event_id", "day", "starts", name=op.f("uq_event_half_days_event_id_day_starts")),
    )
    op.create_table(
        "registration_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=150), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "preview",
                "done",
                "undone",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("headers", matchmaker.database.Json(), nullable=False),
        sa.Column("columns", matchmaker.database.Json(), nullable=False),
        sa.Column("lines", matchmaker.database.Json(), nullable=False),
        sa.Column("counts", matchmaker.database.Json(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("done_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("undone_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_registration_imports_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_imports")),
    )
    with op.batch_alter_table("registration_imports", schema=None) as batch_op:
        batch_op.create_index("ix_registration_imports_event_id", ["event_id"], unique=False)

    op.create_table(
        "event_slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("half_day_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.CheckConstraint("starts < ends", name=op.f("ck_event_slots_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_slots_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["half_day_id"],
            ["event_half_days.id"],
            name=op.f("fk_event_slots_half_day_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_slots")),
        sa.UniqueConstraint("event_id", "day", "starts", name=op.f("uq_event_slots_event_id_day_starts")),
    )
    op.create_table(
        "registrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("buyer", "supplier", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "confirmed",
                "waiting",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "form",
                "import",
                "desk",
                "organiser",
                "demonstration",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("organisation_name", sa.String(length=200), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("commune", sa.String(length=5), nullable=True),
        sa.Column("first_name", sa.String(length=80), nullable=False),
        sa.Column("last_name", sa.String(length=80), nullable=False),
        sa.Column("job", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("arrives", sa.Time(), nullable=True),
        sa.Column("leaves", sa.Time(), nullable=True),
        sa.Column("off_slots", matchmaker.database.Json(), nullable=False),
        sa.Column("home_table", sa.Integer(), nullable=True),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("waiting_since", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("companion_of_id", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("arrived_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("absent_since", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("over_capacity", sa.Boolean(), nullable=False),
        sa.Column("created_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("updated_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "seat IS NULL OR state = 'confirmed'", name=op.f("ck_registrations_seat_is_of_the_confirmed")
        ),
        sa.CheckConstraint(
            "state <> 'waiting' OR waiting_since IS NOT NULL", name=op.f("ck_registrations_waiting_is_dated")
        ),
        sa.CheckConstraint("seat IS NULL OR seat > 0", name=op.f("ck_registrations_seat_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["companion_of_id"], ["registrations.id"], name=op.f("fk_registrations_companion_of_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_registrations_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["registration_imports.id"], name=op.f("fk_registrations_import_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_registrations_organisation_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_registrations_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("event_id", "email", name=op.f("uq_registrations_event_id_email")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_registrations_event_id_number")),
        sa.UniqueConstraint("event_id", "side", "seat", name=op.f("uq_registrations_event_id_side_seat")),
    )
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.create_index("ix_registrations_event_id_state", ["event_id", "state"], unique=False)
        batch_op.create_index("ix_registrations_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "workshops",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column(
            "theme",
            sa.Enum(
                "payment_delays",
                "local_purchasing",
                "ess",
                "innovation",
                "environment",
                "access_to_contracts",
                "other",
                name="theme",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity BETWEEN 1 AND 10000", name=op.f("ck_workshops_capacity")),
        sa.CheckConstraint("starts < ends", name=op.f("ck_workshops_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_workshops_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["event_rooms.id"], name=op.f("fk_workshops_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops")),
    )
    with op.batch_alter_table("workshops", schema=None) as batch_op:
        batch_op.create_index("ix_workshops_event_id", ["event_id"], unique=False)

    op.create_table(
        "access_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_access_wishes_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_wishes")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_access_wishes_registration_id")),
    )
    op.create_table(
        "agenda_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("table_number", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("told_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["buyer_id"], ["registrations.id"], name=op.f("fk_agenda_entries_buyer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_agenda_entries_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["event_slots.id"], name=op.f("fk_agenda_entries_slot_id")),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["registrations.id"],
            name=op.f("fk_agenda_entries_supplier_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_entries")),
        sa.UniqueConstraint("buyer_id", "supplier_id", name=op.f("uq_agenda_entries_buyer_id_supplier_id")),
    )
    with op.batch_alter_table("agenda_entries", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_entries_event_id", ["event_id"], unique=False)
        batch_op.create_index("ix_agenda_entries_supplier_id", ["supplier_id"], unique=False)

    op.create_table(
        "desk_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("pressed_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_desk_acts_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_desk_acts_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_acts")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_desk_acts_event_id_key")),
    )
    with op.batch_alter_table("desk_acts", schema=None) as batch_op:
        batch_op.create_index("ix_desk_acts_registration_id", ["registration_id"], unique=False)

    op.create_table(
        "event_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_event_feedback_rating")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_feedback_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_event_feedback_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_feedback")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_event_feedback_registration_id")),
    )
    with op.batch_alter_table("event_feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_feedback_event_id"), ["event_id"], unique=False)

    op.create_table(
        "event_pairs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("score", sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column("reasons", matchmaker.database.Json(), nullable=False),
        sa.Column(
            "buyer_wish",
            sa.Enum(
                "meet", "maybe", "no", name="buyer_wish", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "supplier_wish",
            sa.Enum(
                "meet",
                "maybe",
                "no",
                name="supplier_wish",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("buyer_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("supplier_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("buyer_id <> supplier_id", name=op.f("ck_event_pairs_two_people")),
        sa.ForeignKeyConstraint(
            ["buyer_id"], ["registrations.id"], name=op.f("fk_event_pairs_buyer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_pairs_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_event_pairs_need_id")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["registrations.id"], name=op.f("fk_event_pairs_supplier_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_pairs")),
        sa.UniqueConstraint("buyer_id", "supplier_id", name=op.f("uq_event_pairs_buyer_id_supplier_id")),
    )
    with op.batch_alter_table("event_pairs", schema=None) as batch_op:
        batch_op.create_index("ix_event_pairs_event_id", ["event_id"], unique=False)
        batch_op.create_index("ix_event_pairs_supplier_id", ["supplier_id"], unique=False)

    op.create_table(
        "meeting_locks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["buyer_id"], ["registrations.id"], name=op.f("fk_meeting_locks_buyer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_meeting_locks_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["event_slots.id"], name=op.f("fk_meeting_locks_slot_id")),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["registrations.id"],
            name=op.f("fk_meeting_locks_supplier_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_locks")),
        sa.UniqueConstraint("buyer_id", "slot_id", name=op.f("uq_meeting_locks_buyer_id_slot_id")),
        sa.UniqueConstraint("buyer_id", "supplier_id", name=op.f("uq_meeting_locks_buyer_id_supplier_id")),
        sa.UniqueConstraint("supplier_id", "slot_id", name=op.f("uq_meeting_locks_supplier_id_slot_id")),
    )
    with op.batch_alter_table("meeting_locks", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_locks_event_id", ["event_id"], unique=False)

    op.create_table(
        "meeting_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "running",
                "ready",
                "failed",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("in_force_for", sa.Integer(), nullable=True),
        sa.Column("base_id", sa.Integer(), nullable=True),
        sa.Column("from_slot_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("asked_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("started_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("finished_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("progress", sa.String(length=200), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("bound", sa.Integer(), nullable=True),
        sa.Column("shortfall", sa.Integer(), nullable=True),
        sa.Column("shortfall_bound", sa.Integer(), nullable=True),
        sa.Column("stopped", sa.String(length=10), nullable=False),
        sa.Column("measures", matchmaker.database.Json(), nullable=False),
        sa.Column("preliminary_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("final_at", matchmaker.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unplaced", matchmaker.database.Json(), nullable=True),
        sa.Column("offers", matchmaker.database.Json(), nullable=True),
        sa.CheckConstraint(
            "in_force_for IS NULL OR state = 'ready'", name=op.f("ck_meeting_plans_in_force_is_ready")
        ),
        sa.CheckConstraint(
            "in_force_for IS NULL OR in_force_for = event_id",
            name=op.f("ck_meeting_plans_in_force_for_its_event"),
        ),
        sa.ForeignKeyConstraint(["base_id"], ["meeting_plans.id"], name=op.f("fk_meeting_plans_base_id")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_meeting_plans_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_slot_id"], ["event_slots.id"], name=op.f("fk_meeting_plans_from_slot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_plans")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_meeting_plans_event_id_number")),
        sa.UniqueConstraint("in_force_for", name=op.f("uq_meeting_plans_in_force_for")),
    )
    op.create_table(
        "meeting_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column(
            "buyer_took",
            sa.Enum(
                "held", "not_held", name="buyer_took", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "supplier_took",
            sa.Enum(
                "held", "not_held", name="supplier_took", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "desk_took",
            sa.Enum(
                "held", "not_held", name="desk_took", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("buyer_useful", sa.Boolean(), nullable=True),
        sa.Column("supplier_useful", sa.Boolean(), nullable=True),
        sa.Column(
            "buyer_stage",
            sa.Enum(
                "no_contact",
                "information",
                "valuable",
                "consulted",
                "bid",
                "awarded",
                name="buyer_stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "supplier_stage",
            sa.Enum(
                "no_contact",
                "information",
                "valuable",
                "consulted",
                "bid",
                "awarded",
                name="supplier_stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("updated_at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["buyer_id"], ["registrations.id"], name=op.f("fk_meeting_records_buyer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_meeting_records_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["event_slots.id"], name=op.f("fk_meeting_records_slot_id")),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["registrations.id"],
            name=op.f("fk_meeting_records_supplier_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_records")),
        sa.UniqueConstraint("buyer_id", "supplier_id", name=op.f("uq_meeting_records_buyer_id_supplier_id")),
    )
    with op.batch_alter_table("meeting_records", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_records_event_id", ["event_id"], unique=False)
        batch_op.create_index("ix_meeting_records_supplier_id", ["supplier_id"], unique=False)

    op.create_table(
        "registration_subjects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(need_id IS NULL) <> (offer_id IS NULL)", name=op.f("ck_registration_subjects_need_or_offer")
        ),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_registration_subjects_need_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_registration_subjects_offer_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_registration_subjects_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_subjects")),
        sa.UniqueConstraint(
            "registration_id", "need_id", name=op.f("uq_registration_subjects_registration_id_need_id")
        ),
        sa.UniqueConstraint(
            "registration_id", "offer_id", name=op.f("uq_registration_subjects_registration_id_offer_id")
        ),
    )
    with op.batch_alter_table("registration_subjects", schema=None) as batch_op:
        batch_op.create_index("ix_registration_subjects_need_id", ["need_id"], unique=False)

    op.create_table(
        "workshop_enrolments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "seat IS NULL OR seat > 0", name=op.f("ck_workshop_enrolments_seat_counts_from_one")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_workshop_enrolments_registration_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_workshop_enrolments_workshop_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_enrolments")),
        sa.UniqueConstraint(
            "workshop_id", "registration_id", name=op.f("uq_workshop_enrolments_workshop_id_registration_id")
        ),
        sa.UniqueConstraint("workshop_id", "seat", name=op.f("uq_workshop_enrolments_workshop_id_seat")),
    )
    with op.batch_alter_table("workshop_enrolments", schema=None) as batch_op:
        batch_op.create_index("ix_workshop_enrolments_registration_id", ["registration_id"], unique=False)

    op.create_table(
        "workshop_speakers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("job", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshops.id"],
            name=op.f("fk_workshop_speakers_workshop_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_speakers")),
        sa.UniqueConstraint(
            "workshop_id", "position", name=op.f("uq_workshop_speakers_workshop_id_position")
        ),
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("table_number", sa.Integer(), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("table_number > 0", name=op.f("ck_meetings_tables_count_from_one")),
        sa.ForeignKeyConstraint(["buyer_id"], ["registrations.id"], name=op.f("fk_meetings_buyer_id")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["meeting_plans.id"], name=op.f("fk_meetings_plan_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["event_slots.id"], name=op.f("fk_meetings_slot_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["registrations.id"], name=op.f("fk_meetings_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint(
            "plan_id", "buyer_id", "slot_id", name=op.f("uq_meetings_plan_id_buyer_id_slot_id")
        ),
        sa.UniqueConstraint(
            "plan_id", "buyer_id", "supplier_id", name=op.f("uq_meetings_plan_id_buyer_id_supplier_id")
        ),
        sa.UniqueConstraint(
            "plan_id", "slot_id", "table_number", name=op.f("uq_meetings_plan_id_slot_id_table_number")
        ),
        sa.UniqueConstraint(
            "plan_id", "supplier_id", "slot_id", name=op.f("uq_meetings_plan_id_supplier_id_slot_id")
        ),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index("ix_meetings_buyer_id", ["buyer_id"], unique=False)
        batch_op.create_index("ix_meetings_supplier_id", ["supplier_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index("ix_meetings_supplier_id")
        batch_op.drop_index("ix_meetings_buyer_id")

    op.drop_table("meetings")
    op.drop_table("workshop_speakers")
    with op.batch_alter_table("workshop_enrolments", schema=None) as batch_op:
        batch_op.drop_index("ix_workshop_enrolments_registration_id")

    op.drop_table("workshop_enrolments")
    with op.batch_alter_table("registration_subjects", schema=None) as batch_op:
        batch_op.drop_index("ix_registration_subjects_need_id")

    op.drop_table("registration_subjects")
    with op.batch_alter_table("meeting_records", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_records_supplier_id")
        batch_op.drop_index("ix_meeting_records_event_id")

    op.drop_table("meeting_records")
    op.drop_table("meeting_plans")
    with op.batch_alter_table("meeting_locks", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_locks_event_id")

    op.drop_table("meeting_locks")
    with op.batch_alter_table("event_pairs", schema=None) as batch_op:
        batch_op.drop_index("ix_event_pairs_supplier_id")
        batch_op.drop_index("ix_event_pairs_event_id")

    op.drop_table("event_pairs")
    with op.batch_alter_table("event_feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_feedback_event_id"))

    op.drop_table("event_feedback")
    with op.batch_alter_table("desk_acts", schema=None) as batch_op:
        batch_op.drop_index("ix_desk_acts_registration_id")

    op.drop_table("desk_acts")
    with op.batch_alter_table("agenda_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_agenda_entries_supplier_id")
        batch_op.drop_index("ix_agenda_entries_event_id")

    op.drop_table("agenda_entries")
    op.drop_table("access_wishes")
    with op.batch_alter_table("workshops", schema=None) as batch_op:
        batch_op.drop_index("ix_workshops_event_id")

    op.drop_table("workshops")
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_index("ix_registrations_organisation_id")
        batch_op.drop_index("ix_registrations_event_id_state")

    op.drop_table("registrations")
    op.drop_table("event_slots")
    with op.batch_alter_table("registration_imports", schema=None) as batch_op:
        batch_op.drop_index("ix_registration_imports_event_id")

    op.drop_table("registration_imports")
    op.drop_table("event_half_days")
    op.drop_table("event_rooms")
    with op.batch_alter_table("event_breaks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_breaks_event_id"))

    op.drop_table("event_breaks")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index("ix_events_organisation_id")

    op.drop_table("events")
