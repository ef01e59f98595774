"""K2: the same SIRET by many people at once. The constraint decides; a twin without it shows the race."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.organisations import queries, services
from matchmaker.organisations.cards import BodyCard, FirmCard
from matchmaker.organisations.errors import Taken
from matchmaker.organisations.models import BuyerFamily, Membership, MembershipState, Organisation
from matchmaker.reference.identifiers import demonstration_siret, siren_of
from tests.factories.make import NOW

SIRET = demonstration_siret(77)
SIREN = siren_of(SIRET)
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


def test_k2_ten_registrations_at_once_make_one_firm_and_nine_join_requests(app, make):
    """Through the pages: whoever comes second is led to the page that asks to be let in, and asks."""
    card = f"/organisations/new/supplier/card?siret={SIRET}"
    browsers = [app.test_client() for _ in range(PEOPLE)]
    forms = []
    for browser in browsers:
        make.sign_in(browser, make.user())
        forms.append({"name": "Atelier du Ternois", "commune": "Arras (62)", **hidden(browser.get(card))})

    answers = at_once(lambda pair: pair[0].post(card, data=pair[1]), list(zip(browsers, forms, strict=True)))
    assert [answer.status_code for answer in answers] == [303] * PEOPLE
    late = [browser for browser, answer in zip(browsers, answers, strict=True) if "/join" in answer.location]
    join = next(answer.location for answer in answers if "/join" in answer.location)
    asked = [browser.post(join, data={"role": "supplier", **hidden(browser.get(join))}) for browser in late]

    assert sirets(app) == 1
    assert [answer.status_code for answer in asked] == [303] * (PEOPLE - 1)
    with app.app_context():
        states = db.session.execute(sa.select(Membership.state)).scalars()
        assert Counter(states) == {MembershipState.ACTIVE: 1, MembershipState.REQUESTED: PEOPLE - 1}


def hidden(page):
    fields = BeautifulSoup(page.text, "html.parser").select("main input[type=hidden]")
    return {field["name"]: field["value"] for field in fields} | {"naf_nomenclature": "rev2"}


def test_k2_ten_people_with_one_siren_alone_make_one_body(app, people):
    def create(actor):
        with app.app_context(), access(read_only=False):
            try:
                card = BodyCard(
                    name="Commune de Bellencourt", commune="62041", family=BuyerFamily.LOCAL_AUTHORITY
                )
                services.create_body(card, siren=SIREN, actor=actor, now=NOW)
                db.session.commit()
            except Taken:
                db.session.rollback()
                return "led"
            return "made"

    assert Counter(at_once(create, people)) == {"made": 1, "led": PEOPLE - 1}


def test_siren_alone_is_held_by_the_constraint(app, make):
    """Looking first is no protection: the index refuses what slipped through."""
    make.buyer(siren=SIREN)

    with pytest.raises(sa.exc.IntegrityError):
        make.buyer(siren=SIREN)
    make.buyer(siren=SIREN, siret=SIRET)
