"""What the tests of events share: an organiser's browser, and the outbox."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.notifications.models import OutboxMail


@pytest.fixture
def organiser(make, client):
    """The browser is signed in for this organisation."""
    body = make.organisation(is_organiser=True, name="Les Rencontres de l’Artois")
    make.sign_in(client, make.member(body, Role.ORGANISER))
    return body


@pytest.fixture
def mails(app):
    """Kind, recipient and text of each mail of the outbox, oldest first."""

    def read():
        with app.app_context():
            found = db.session.execute(sa.select(OutboxMail).order_by(OutboxMail.id)).scalars()
            return [(one.kind, one.recipient, one.text) for one in found]

    return read


def link_in(text):
    found = re.search(r"http://localhost(/rendezvous/\S+)", text)
    assert found is not None, text
    return found.group(1)


def drop_constraint(app, table, name):
    """For the twin of a race; in this test's own copy of the database."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table(table) as batch:
            batch.drop_constraint(name, type_="unique")
        connection.commit()
