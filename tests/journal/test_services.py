"""The chain of acts: without gap, altered by nobody, and forgetful of people who ask for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import db
from matchmaker.journal import chain
from matchmaker.journal.actions import Action
from matchmaker.journal.models import Entry, Head, Personal
from matchmaker.journal.services import Broken, erase_personal, record, record_personal, verify
from tests.factories.make import NOW

ACTOR = Actor(user_id=7)
Acts = Callable[[int], list[Entry]]
Falsify = Callable[..., None]


def seqs() -> list[int]:
    return list(db.session.execute(sa.select(Entry.seq).order_by(Entry.seq)).scalars())


def test_entries_follow_each_other_without_gap(acts: Acts) -> None:
    acts(3)

    assert (seqs(), verify()[0]) == ([1, 2, 3], 3)


def test_an_act_rolled_back_leaves_no_hole(acts: Acts) -> None:
    acts(1)
    record(ACTOR, Action.NEED_CHANGED, "need", 9, now=NOW)
    db.session.rollback()
    acts(1)

    assert (seqs(), verify()[0]) == ([1, 2], 2)


def test_the_order_is_that_of_the_numbers_when_the_clock_goes_back(context: Flask) -> None:
    """Row K15."""
    for hours in (0, -1, 0):
        record(ACTOR, Action.NEED_CHANGED, "need", 1, now=NOW + timedelta(hours=hours))
    db.session.commit()

    assert (seqs(), verify()[0]) == ([1, 2, 3], 3)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entries SET role = 'x'",
        "DELETE FROM journal_entries",
        "DELETE FROM journal_head",
        "UPDATE journal_head SET seq = 1",
        "UPDATE journal_head SET seq = seq + 2",
        "INSERT INTO journal_entries SELECT 9, at, actor_id, role, action, object_kind, object_id, payload, "
        "previous, 'h', nonce FROM journal_entries WHERE seq = 2",
    ],
)
def test_the_database_refuses_to_change_what_is_written(acts: Acts, statement: str) -> None:
    """Row L2."""
    acts(2)

    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        db.session.execute(sa.text(statement))


def test_an_entry_cannot_be_replaced(acts: Acts) -> None:
    """SQLite's REPLACE deletes without asking the trigger of DELETE."""
    acts(2)
    if db.engine.dialect.name != "sqlite":
        pytest.skip("REPLACE is SQLite's own")

    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        db.session.execute(
            sa.text("REPLACE INTO journal_entries SELECT * FROM journal_entries WHERE seq = 1")
        )


@pytest.mark.parametrize(
    ("statements", "first_broken"),
    [
        (["UPDATE journal_entries SET payload = '{}' WHERE seq = 2"], 2),
        (["UPDATE journal_entries SET actor_id = 8 WHERE seq = 1"], 1),
        (["UPDATE journal_entries SET nonce = '' WHERE seq = 3"], 3),
        (["DELETE FROM journal_entries WHERE seq = 2"], 2),
        (["DELETE FROM journal_entries WHERE seq = 4"], 4),
        (["UPDATE journal_head SET hash = 'x'"], 5),
        # two entries change places
        (
            [
                "UPDATE journal_entries SET seq = 9 WHERE seq = 2",
                "UPDATE journal_entries SET seq = 2 WHERE seq = 3",
                "UPDATE journal_entries SET seq = 3 WHERE seq = 9",
            ],
            2,
        ),
        # one is slipped in at the end
        (
            [
                "INSERT INTO journal_entries (seq, at, actor_id, role, action, object_kind, object_id, payload, "
                "nonce, previous, hash) SELECT 5, at, actor_id, role, action, object_kind, object_id, payload, "
                "nonce, hash, 'h' FROM journal_entries WHERE seq = 4"
            ],
            5,
        ),
    ],
)
def test_tampering_is_named_by_its_sequence_number(
    acts: Acts, falsify: Falsify, statements: list[str], first_broken: int
) -> None:
    """Row L1."""
    acts(4)
    falsify(*statements)

    with pytest.raises(Broken) as broken:
        verify()

    assert broken.value.seq == first_broken


def rewrite_from(seq: int) -> None:
    """Make the chain anew from an entry on, head included, as a careful forger would."""
    previous = db.session.get_one(Entry, seq).previous
    for entry in db.session.execute(sa.select(Entry).where(Entry.seq >= seq).order_by(Entry.seq)).scalars():
        entry.previous, entry.hash = previous, chain.link(previous, entry.act.digest())
        previous = entry.hash
        db.session.flush()
    db.session.execute(sa.update(Head).values(hash=previous))
    db.session.commit()


def test_a_forger_who_closes_the_chain_again_is_betrayed_by_a_published_head(
    acts: Acts, falsify: Falsify
) -> None:
    """Row L1: the chain agrees with itself, not with the head that a mail or a report carries."""
    known = (3, acts(3)[-1].hash)
    acts(1)
    falsify("UPDATE journal_entries SET actor_id = 8 WHERE seq = 2")
    rewrite_from(2)

    assert verify()[0] == 4
    with pytest.raises(Broken) as broken:
        verify(known)
    assert broken.value.seq == 3


def test_a_tail_cut_off_is_betrayed_by_a_published_head(acts: Acts, falsify: Falsify) -> None:
    """Row L1."""
    made = acts(4)
    known, left = (4, made[3].hash), made[1].hash
    falsify("DELETE FROM journal_entries WHERE seq > 2", f"UPDATE journal_head SET seq = 2, hash = '{left}'")

    assert verify() == (2, left)
    with pytest.raises(Broken) as broken:
        verify(known)
    assert broken.value.seq == 3


def told(now=NOW) -> Entry:
    entry = record_personal(
        ACTOR, Action.NEED_CHANGED, "need", 1, now=now, personal={"name": "Inès Delattre"}, subject_id=12
    )
    db.session.commit()
    return entry


def test_personal_data_stand_outside_the_chain(context: Flask) -> None:
    entry = told()
    kept = db.session.get_one(Personal, entry.seq)

    assert "Inès" not in entry.payload
    assert json.loads(kept.content) == {"name": "Inès Delattre"}
    assert json.loads(entry.payload) == {"personal": chain.personal_digest(kept.salt, kept.content)}


def test_erasure_keeps_the_chain(context: Flask) -> None:
    """Row L4: the personal part and its salt go, the rest still verifies."""
    told()
    told()
    before = verify()
    erased = erase_personal(12)
    db.session.commit()

    assert (erased, db.session.query(Personal).count()) == (2, 0)
    assert verify() == before


def test_a_personal_part_that_was_changed_is_seen(context: Flask) -> None:
    told()
    seq = told().seq
    db.session.execute(sa.update(Personal).where(Personal.seq == seq).values(content='{"name":"Autre"}'))
    db.session.commit()

    with pytest.raises(Broken) as broken:
        verify()
    assert broken.value.seq == seq


def test_equal_personal_parts_have_different_digests(context: Flask) -> None:
    """Nobody can find out from the chain that two entries are about the same person."""
    assert told().payload != told().payload
