"""The day itself: the desk's presses, two desks at once, walk-ins, no-shows, what meetings came to."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
import time_machine

from matchmaker.accounts.actor import SYSTEM, Role
from matchmaker.database import access
from matchmaker.events import finding, links
from matchmaker.events.models import (
    AgendaEntry,
    DeskAct,
    Event,
    MeetingPlan,
    MeetingRecord,
    Pair,
    Registration,
    RegistrationState,
    Side,
    Took,
)
from matchmaker.events.services import desk, records
from matchmaker.events.services.desk import Press
from matchmaker.extensions import db, limiter
from matchmaker.sourcing.models_dossier import Meeting as Told
from matchmaker.web.transaction import commit
from tests.events.placed import at, day
from tests.hostile.race import together

NOW = at("09:45")


def acting(app, act):
    """`act` with a context and a transaction of its own."""
    with app.app_context(), access(read_only=False):
        result = act()
        commit()
        return result


def test_a_press_sent_twice_is_one(make, app):
    made = day(make)
    press = Press("key-of-the-device", NOW)

    def arrive():
        return desk.arrive(db.session.get_one(Registration, made.buyers[0].id), SYSTEM, press, now=NOW)

    assert [acting(app, arrive), acting(app, arrive)] == [True, False]
    with app.app_context():
        assert db.session.query(DeskAct).count() == 1


def test_two_desks_and_many_presses_at_once_agree(make, app):
    """Eight devices check the same person in, and each adds a walk-in: one arrival, eight numbers and seats."""
    made = day(make, supplier_places=5)
    event_id, person = made.event.id, made.buyers[0].id

    def one(number):
        def both():
            event = db.session.get_one(Event, event_id)
            press = Press(f"walk-in-{number}", NOW)
            walked = desk.walk_in(event, Side.SUPPLIER, f"Atelier {number}", "Léa", SYSTEM, press, now=NOW)
            came = db.session.get_one(Registration, person)
            first = desk.arrive(came, SYSTEM, Press(f"arrive-{number}", NOW), now=NOW)
            return walked.number, walked.seat, first

        return acting(app, both)

    found = together(8, one)

    seats = [seat for _number, seat, _first in found if seat is not None]
    assert len({number for number, _seat, _first in found}) == 8
    assert len(seats) == len(set(seats))
    assert sum(first for *_rest, first in found) == 1


def test_walk_in_over_capacity_is_kept_flagged_and_sent_twice_is_one(make, app):
    made = day(make, buyers=1, suppliers=1, supplier_places=0)

    def walk():
        event, press = db.session.get_one(Event, made.event.id), Press("same", NOW)
        found = desk.walk_in(event, Side.SUPPLIER, "Scop du Marais", "Ana Wu", SYSTEM, press, now=NOW)
        return found.id, found.over_capacity, found.seat, found.arrived_at == NOW

    first, again = acting(app, walk), acting(app, walk)

    assert first == again
    assert first[1:] == (True, None, True)
    with app.app_context():
        assert db.session.query(Pair).filter_by(supplier_id=first[0]).count() == 1


def test_cancelled_person_who_comes_is_let_in_and_flagged(make, app):
    made = day(make)
    person = made.suppliers[0].id
    with app.app_context(), access(read_only=False):
        values = {"state": RegistrationState.CANCELLED, "seat": None, "cancelled_at": NOW}
        db.session.execute(sa.update(Registration).where(Registration.id == person).values(**values))
        commit()

    acting(
        app, lambda: desk.arrive(db.session.get_one(Registration, person), SYSTEM, Press("k", NOW), now=NOW)
    )

    with app.app_context():
        one = db.session.get_one(Registration, person)
        assert (one.state.value, one.over_capacity, one.arrived_at) == ("confirmed", True, NOW)


@pytest.mark.parametrize(
    ("words", "found"),
    [("el", 1), ("èL", 1), ("oe", 1), ("bois oeuv", 1), ("b", 0), ("lo", 0), ("zz", 0), ("%", 0)],
)
def test_two_letters_find_by_beginnings(make, app, words, found):
    made = day(make, buyers=1, suppliers=1)
    with app.app_context(), access(read_only=False):
        values = {"last_name": "Éloy", "organisation_name": "L’Œuvre des Bois"}
        db.session.execute(
            sa.update(Registration).where(Registration.id == made.buyers[0].id).values(**values)
        )
        commit()

    with app.app_context():
        assert len(finding.find(db.session.get_one(Event, made.event.id), words)) == found


def signed_in(make, client, made):
    body = made.event.organisation_id
    from matchmaker.organisations.models import Organisation

    with make.app.app_context():
        organisation = db.session.get_one(Organisation, body)
        db.session.expunge(organisation)
    make.sign_in(client, make.member(organisation, Role.ORGANISER))


@pytest.mark.one_engine
def test_a_no_show_frees_the_partner_and_only_the_changed_are_told(make, client, app, work):
    """Check in by two letters, absent, walk-in, re-plan, differences, confirmed: by forms alone."""
    made = day(make)
    absent = made.suppliers[0]
    address = f"/my-events/{made.event.id}/day"
    with time_machine.travel(at("09:45"), tick=False):
        signed_in(make, client, made)
        for person in made.buyers + made.suppliers[1:]:
            page = client.submit(f"{address}?q={person.number}", {}, form=".people form")
            assert page.status_code == 303
        page = client.get(address)
        assert page.texts("#missing") == ["1 personne manque à un rendez-vous en cours"]
        forms = page.soup.select('form[action$="/absent"]')
        client.post(forms[0]["action"], data={"csrf_token": token(page), "key": "one-press"})
        client.submit(
            f"{address}/walk-in", {"side": "supplier", "organisation": "Scop du Marais", "name": "Ana Wu"}
        )
        changes = client.submit(address, {}, form='form[action$="/replan"]', follow_redirects=True)
        assert "Scop du Marais" in changes.text
        confirmed = client.submit(
            changes.request.path, {}, form='form[action*="/changes/"]', follow_redirects=True
        )
    assert "Le nouveau plan est en vigueur" in confirmed.text
    with app.app_context():
        plan = db.session.query(MeetingPlan).filter_by(in_force_for=made.event.id).one()
        assert plan.id != made.plan_id
        gone = db.session.query(AgendaEntry).filter_by(supplier_id=absent.id).all()
        # its meeting of 9:30 has begun and stays as it was told; the one of 9:55 is given up
        assert sorted((one.sequence, one.cancelled_at is not None) for one in gone) == [(0, False), (1, True)]


def token(page):
    return page.soup.select_one("input[name=csrf_token]")["value"]


def test_one_did_not_is_enough_and_the_need_learns_of_it(make, app):
    made = day(make, buyers=1, suppliers=1)
    need = make.need(organisation_of(app, made.buyers[0]))
    buyer, supplier = made.buyers[0].id, made.suppliers[0].id
    acting(
        app,
        lambda: db.session.add(
            Pair(event_id=made.event.id, buyer_id=buyer, supplier_id=supplier, need_id=need.id)
        ),
    )

    def say(number, other, took):
        acting(
            app,
            lambda: records.say(db.session.get_one(Registration, number), other, SYSTEM, took=took, now=NOW),
        )

    outcomes = []
    for number, other, took in (
        (buyer, supplier, Took.HELD),
        (buyer, supplier, Took.HELD),
        (supplier, buyer, Took.NOT_HELD),
    ):
        say(number, other, took)
        with app.app_context():
            outcomes.append([one.outcome.value for one in db.session.query(Told).filter_by(need_id=need.id)])

    assert outcomes == [["held"], ["held"], ["firm_absent"]]
    with app.app_context():
        assert db.session.query(MeetingRecord).one().took is Took.NOT_HELD


def organisation_of(app, person):
    from matchmaker.organisations.models import Organisation

    with app.app_context():
        found = db.session.get_one(Organisation, person.organisation_id)
        db.session.expunge(found)
    return found


@pytest.mark.one_engine
def test_one_tap_from_the_own_page_and_a_renewed_link_kills_the_old(make, client, app):
    made = day(make, buyers=1, suppliers=1)
    with app.app_context():
        address = f"/rendezvous/{links.token_of(db.session.get_one(Registration, made.buyers[0].id))}"
    with time_machine.travel(at("09:45"), tick=False):
        page = client.submit(address, {"took": "held"}, form="form.taps", follow_redirects=True)
        assert page.texts(".taps [aria-pressed=true]") == ["A eu lieu"]
        paper = client.get(f"{address}/agenda.pdf")
        renewed = client.submit(address, {}, form='form[action$="/renew"]')

    assert paper.data[:5] == b"%PDF-"
    assert client.get(address).status_code == client.get(f"{address}.ics").status_code == 404
    assert client.get(renewed.headers["Location"]).status_code == 200


@pytest.mark.one_engine
def test_big_screen_names_no_person(make, client, app):
    made = day(make)
    with app.app_context():
        address = f"/screen/{links.screen_token_of(db.session.get_one(Event, made.event.id))}"
    with time_machine.travel(at("09:20"), tick=False):
        page = client.get(address)

        still = client.get(page.soup.select_one("a[href*=still]")["href"])

    assert page.headers["Refresh"] == "30"
    assert "Refresh" not in still.headers
    assert still.soup.select_one("main a")["href"] == address
    assert made.suppliers[0].organisation_name in page.text
    assert made.suppliers[0].last_name not in page.text


def test_no_page_of_the_desk_is_limited(application):
    limited = {name.rsplit(".", 1)[-1] for name in limiter.limit_manager._decorated_limits}

    assert (
        limited & {"day", "day_person", "desk_act", "walk_in", "day_replan", "me", "my_calendar", "screen"}
        == set()
    )
