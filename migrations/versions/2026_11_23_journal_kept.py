"""Keeping the journal: nonces, personal parts apart, access traces; the worker's beat; mails held back.

The hash of an entry is from now on made of the previous hash and of a digest that a nonce hides, so that
an extract can be checked without the other entries (docs/decisions/0070-extracts-that-verify.md). The
entries there are hashed anew, once, after the old chain has been found whole.

Revision: 0006, after 0002
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

import matchmaker.database

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

GENESIS = "0" * 64
REFUSAL = "the journal is append-only"
BATCH = 1000
entries = sa.table(
    "journal_entries",
    *(sa.column(name, sa.Integer) for name in ("seq", "actor_id", "object_id")),
    *(sa.column(name, sa.String) for name in ("role", "action", "object_kind", "payload", "previous")),
    sa.column("hash", sa.String),
    sa.column("nonce", sa.String),
    sa.column("at", matchmaker.database.UtcDateTime),
)
OLD = [one for one in entries.c if one.name != "nonce"]


def upgrade() -> None:
    unguard()
    op.add_column("journal_entries", sa.Column("nonce", sa.String(32), server_default="", nullable=False))
    op.create_index("ix_journal_entries_at", "journal_entries", ["at"])
    check_old_chain()
    rehash(hash_with_nonce)
    make_tables()
    op.add_column("outbox_mails", sa.Column("held", sa.Boolean(), server_default=sa.false(), nullable=False))
    guard()
    guard_order()


def make_tables() -> None:
    op.create_table(
        "journal_accesses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("seen", sa.String(length=40), nullable=False),
        sa.Column("object_kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_accesses")),
    )
    op.create_index("ix_journal_accesses_at", "journal_accesses", ["at"])
    op.create_index(
        "ix_journal_accesses_object_kind_object_id", "journal_accesses", ["object_kind", "object_id"]
    )
    op.create_index("ix_journal_accesses_user_id", "journal_accesses", ["user_id"])
    op.create_table(
        "journal_checks",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("broken", sa.Integer(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_journal_checks_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_checks")),
    )
    op.create_table(
        "journal_personal",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["journal_entries.seq"], name=op.f("fk_journal_personal_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_personal")),
    )
    op.create_index("ix_journal_personal_subject_id", "journal_personal", ["subject_id"])
    op.create_table(
        "worker_beats",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", matchmaker.database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_worker_beats_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_beats")),
    )


def downgrade() -> None:
    unguard_order()
    unguard()
    op.drop_table("worker_beats")
    op.drop_table("journal_personal")
    op.drop_table("journal_checks")
    op.drop_table("journal_accesses")
    # Not in batch: SQLite drops a plain column by itself and keeps the table's triggers and indexes.
    op.execute("ALTER TABLE outbox_mails DROP COLUMN held")
    rehash(hash_without_nonce)
    op.execute("ALTER TABLE journal_entries DROP COLUMN nonce")
    op.drop_index("ix_journal_entries_at", "journal_entries")
    guard()


def old_hash(row: Any, previous: str) -> str:
    fields = [row.seq, row.at.astimezone(UTC).isoformat(timespec="microseconds"), row.actor_id, row.role]
    fields += [row.action, row.object_kind, row.object_id, row.payload]
    return sha256(previous + "\n" + json.dumps(fields, ensure_ascii=False, separators=(",", ":")))


def hash_without_nonce(row: Any, previous: str) -> dict[str, str]:
    return {"nonce": "", "hash": old_hash(row, previous)}


def hash_with_nonce(row: Any, previous: str) -> dict[str, str]:
    nonce = secrets.token_hex(16)
    fields = [row.seq, row.at.astimezone(UTC).isoformat(timespec="microseconds"), row.actor_id, row.role]
    fields += [row.action, row.object_kind, row.object_id, row.payload, nonce]
    digest = sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")))
    return {"nonce": nonce, "hash": sha256(f"{previous}\n{digest}")}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def rows() -> Iterator[Any]:
    seq = 0
    while found := (
        op.get_bind()
        .execute(sa.select(*OLD).where(entries.c.seq > seq).order_by(entries.c.seq).limit(BATCH))
        .all()
    ):
        yield from found
        seq = found[-1].seq


def check_old_chain() -> None:
    expected, previous = 1, GENESIS
    for row in rows():
        if row.seq != expected or row.previous != previous or row.hash != old_hash(row, previous):
            raise RuntimeError(f"the journal is broken at entry {expected}: nothing was changed")
        expected, previous = expected + 1, row.hash


def rehash(hashed: Callable[[Any, str], dict[str, str]]) -> None:
    previous = GENESIS
    for row in rows():
        values = hashed(row, previous)
        op.execute(sa.update(entries).where(entries.c.seq == row.seq).values(**values, previous=previous))
        previous = values["hash"]
    op.execute(sa.text("UPDATE journal_head SET hash = :hash").bindparams(hash=previous))


def guard() -> None:
    """As migration 0002 makes them."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER journal_entries_no_{verb.lower()} BEFORE {verb} ON journal_entries "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER journal_entries_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
    )


def unguard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER journal_entries_no_{verb}")
    else:
        op.execute("DROP TRIGGER journal_entries_no_change ON journal_entries")


LAST_SEQ = "COALESCE((SELECT MAX(seq) FROM journal_entries), 0)"
LAST_HASH = "COALESCE((SELECT hash FROM journal_entries ORDER BY seq DESC LIMIT 1), '" + GENESIS + "')"  # noqa: S608 - a constant
OUT_OF_ORDER = f"NEW.seq <> {LAST_SEQ} + 1 OR NEW.previous <> {LAST_HASH}"


def guard_order() -> None:
    """The next entry only: SQLite's REPLACE removes rows without asking the DELETE trigger."""
    if op.get_bind().dialect.name == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        op.execute(
            "CREATE TRIGGER journal_entries_in_order BEFORE INSERT ON journal_entries "
            f"WHEN {OUT_OF_ORDER} {refuse}"
        )
        op.execute(
            "CREATE TRIGGER journal_head_forward BEFORE UPDATE ON journal_head "
            f"WHEN NEW.seq <> OLD.seq + 1 {refuse}"
        )
        op.execute(f"CREATE TRIGGER journal_head_stays BEFORE DELETE ON journal_head {refuse}")
        return
    for name, condition in (("in_order", OUT_OF_ORDER), ("forward", "NEW.seq <> OLD.seq + 1")):
        op.execute(
            f"CREATE FUNCTION journal_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN NEW; END $$"
        )
    op.execute(
        "CREATE TRIGGER journal_entries_in_order BEFORE INSERT ON journal_entries "
        "FOR EACH ROW EXECUTE FUNCTION journal_in_order()"
    )
    op.execute(
        "CREATE TRIGGER journal_head_forward BEFORE UPDATE ON journal_head "
        "FOR EACH ROW EXECUTE FUNCTION journal_forward()"
    )
    op.execute(
        "CREATE TRIGGER journal_head_stays BEFORE DELETE OR TRUNCATE ON journal_head "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
    )


def unguard_order() -> None:
    triggers = {
        "journal_entries_in_order": "journal_entries",
        "journal_head_forward": "journal_head",
        "journal_head_stays": "journal_head",
    }
    if op.get_bind().dialect.name == "sqlite":
        for name in triggers:
            op.execute(f"DROP TRIGGER {name}")
        return
    for name, table in triggers.items():
        op.execute(f"DROP TRIGGER {name} ON {table}")
    for name in ("in_order", "forward"):
        op.execute(f"DROP FUNCTION journal_{name}()")
