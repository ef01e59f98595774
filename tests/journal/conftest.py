"""Acts to record, and ways to falsify them as somebody with the database in hand would."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.models import Entry
from matchmaker.journal.services import record
from tests.factories.make import NOW

ACTOR = Actor(user_id=7)


@pytest.fixture
def acts(context: Flask) -> Callable[[int], list[Entry]]:
    def write(count: int) -> list[Entry]:
        made = [
            record(ACTOR, Action.NEED_CHANGED, "need", number, now=NOW, title="Été")
            for number in range(1, count + 1)
        ]
        db.session.commit()
        return made

    return write


@pytest.fixture
def falsify(context: Flask) -> Callable[..., None]:
    """Carry the statements out, guards taken off first."""

    def run(*statements: str) -> None:
        for drop in _guards():
            db.session.execute(sa.text(drop))
        for statement in statements:
            db.session.execute(sa.text(statement))
        db.session.commit()

    return run


def _guards() -> list[str]:
    if db.engine.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'journal%'"
        return [f"DROP TRIGGER {name}" for name in db.session.execute(sa.text(query)).scalars()]
    query = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    return [f"DROP TRIGGER {name} ON {table}" for name, table in db.session.execute(sa.text(query))]
