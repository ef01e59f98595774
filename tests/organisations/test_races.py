"""K2: the same SIRET by many people at once. The constraint decides; a twin without it shows the race."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.organisations import queries, services
from matchmaker.organisations.cards import FirmCard
from matchmaker.organisations.errors import Taken
from matchmaker.organisations.models import Organisation
from matchmaker.reference.identifiers import demonstration_siret, siren_of
from tests.factories.make import NOW

SIRET = demonstration_siret(77)
PEOPLE = 10


def at_once(work, people):
    """What `work` gives for each, all of them let loose together."""
    gate = threading.Barrier(len(people), timeout=30)

    def run(person):
        gate.wait()
        return work(person)

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(run, people))


@pytest.fixture
def people(make):
    return [make.actor(make.user()) for _ in range(PEOPLE)]


def sirets(app):
    with app.app_context():
        query = sa.select(sa.func.count(Organisation.id)).where(Organisation.siret == SIRET)
        return db.session.execute(query).scalar_one()


def test_k2_ten_people_with_one_siret_make_one_firm_and_the_others_are_led_to_it(app, people):
    def create(actor):
        with app.app_context(), access(read_only=False):
            try:
                card = FirmCard(name="Atelier du Ternois", commune="62041")
                firm = services.create_firm(card, SIRET, actor=actor, now=NOW).organisation_id
                db.session.commit()
            except Taken as taken:
                db.session.rollback()
                return "led", taken.organisation_id
            return "made", firm

    outcomes = at_once(create, people)

    assert Counter(word for word, _id in outcomes) == {"made": 1, "led": PEOPLE - 1}
    assert len({firm for _word, firm in outcomes}) == 1
    assert sirets(app) == 1


def test_k2_twin_without_the_constraint_makes_several(app, people):
    """Looking first is no protection: everybody looks before anybody has written."""
    drop_constraint(app)
    looked = threading.Barrier(PEOPLE, timeout=30)

    def look_then_create(_actor):
        with app.app_context():
            here = queries.by_siret(SIRET)
            db.session.rollback()
        looked.wait()
        with app.app_context(), access(read_only=False):
            if here is None:
                db.session.add(organisation())
            db.session.commit()

    at_once(look_then_create, people)

    assert sirets(app) == PEOPLE


def organisation():
    return Organisation(
        name="Atelier du Ternois",
        siret=SIRET,
        siren=siren_of(SIRET),
        is_supplier=True,
        created_at=NOW,
        updated_at=NOW,
    )


def drop_constraint(app):
    """In this test's own copy of the database."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("organisations") as table:
            table.drop_constraint("uq_organisations_siret", type_="unique")
        connection.commit()
