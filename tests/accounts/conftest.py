"""What the tests of accounts share: the last mail's link, and a form filled as a newcomer would."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.notifications.models import OutboxMail
from matchmaker.web.transaction import Application

NEWCOMER = {
    "email": "Ines.Carlier@exemple.fr",
    "password": "trois pommes au marché",
    "first_name": "Inès",
    "last_name": "Carlier",
    "consent": "y",
}


@pytest.fixture
def mails(app: Application) -> Callable[[], list[OutboxMail]]:
    """Every mail of the outbox, oldest first, detached."""

    def read() -> list[OutboxMail]:
        with app.app_context():
            found = list(db.session.execute(sa.select(OutboxMail).order_by(OutboxMail.id)).scalars())
            db.session.expunge_all()
        return found

    return read


@pytest.fixture
def last_link(mails: Callable[[], list[OutboxMail]]) -> Callable[[], str]:
    """The address, without its host, that the newest mail asks to open."""

    def find() -> str:
        found = re.search(r"http://localhost(/\S+token=\S+)", mails()[-1].text)
        assert found is not None, mails()[-1].text
        return found.group(1)

    return find
