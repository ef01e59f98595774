"""The chain of acts: without gap, altered by nobody."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.models import Entry
from matchmaker.journal.services import Broken, record, verify
from tests.factories.make import NOW

ACTOR = Actor(user_id=7)


def acts(count: int) -> None:
    for number in range(1, count + 1):
        record(ACTOR, Action.NEED_CHANGED, "need", number, now=NOW, title="Été")
    db.session.commit()


def alter(statement: str) -> None:
    """As somebody with the file in hand would, guards taken off first."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sa.text("DROP TRIGGER IF EXISTS journal_entries_no_update"))
        db.session.execute(sa.text("DROP TRIGGER IF EXISTS journal_entries_no_delete"))
    else:
        db.session.execute(sa.text("DROP TRIGGER IF EXISTS journal_entries_no_change ON journal_entries"))
    db.session.execute(sa.text(statement))
    db.session.commit()


def test_entries_follow_each_other_without_gap(context: Flask) -> None:
    acts(3)

    assert [entry.seq for entry in db.session.execute(sa.select(Entry).order_by(Entry.seq)).scalars()] == [
        1,
        2,
        3,
    ]
    assert verify()[0] == 3


def test_an_act_rolled_back_leaves_no_hole(context: Flask) -> None:
    acts(1)
    record(ACTOR, Action.NEED_CHANGED, "need", 9, now=NOW)
    db.session.rollback()
    acts(1)

    assert verify()[0] == 2


@pytest.mark.parametrize("verb", ["UPDATE journal_entries SET role = 'x'", "DELETE FROM journal_entries"])
def test_the_database_refuses_to_change_an_entry(context: Flask, verb: str) -> None:
    """Row L2."""
    acts(2)

    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        db.session.execute(sa.text(verb))


@pytest.mark.parametrize(
    ("statement", "first_broken"),
    [
        ("UPDATE journal_entries SET payload = '{}' WHERE seq = 2", 2),
        ("UPDATE journal_entries SET actor_id = 8 WHERE seq = 1", 1),
        ("DELETE FROM journal_entries WHERE seq = 2", 2),
        ("DELETE FROM journal_entries WHERE seq = 3", 3),
        ("UPDATE journal_head SET hash = 'x'", 4),
    ],
)
def test_tampering_is_named_by_its_sequence_number(context: Flask, statement: str, first_broken: int) -> None:
    """Row L1."""
    acts(3)
    alter(statement)

    with pytest.raises(Broken) as broken:
        verify()

    assert broken.value.seq == first_broken
