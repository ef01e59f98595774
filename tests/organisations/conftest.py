"""The mails of the outbox and their links, as for accounts; and a count of the queries made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.web.transaction import Application
from tests.accounts.conftest import last_link, mails

__all__ = ["last_link", "mails"]


@pytest.fixture
def counted(app: Application) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with counted() as queries:` gathers the statements sent meanwhile."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        statements: list[str] = []
        with app.app_context():
            engine = db.engine

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement.startswith("SELECT"):
                statements.append(statement)

        sa.event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            sa.event.remove(engine, "before_cursor_execute", note)

    return count
