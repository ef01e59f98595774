"""Registrations: the public form, the mail, the waiting list, and the last seat asked by ten at once."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta

import pytest
import sqlalchemy as sa

from matchmaker.accounts.actor import ANONYMOUS, Role
from matchmaker.events import queries
from matchmaker.events.errors import SameHour
from matchmaker.events.models import (
    AccessWish,
    Enrolment,
    Event,
    Registration,
    RegistrationState,
    Side,
    Source,
    Theme,
    Workshop,
)
from matchmaker.events.services import enrolling, registering
from matchmaker.extensions import db
from matchmaker.reference.identifiers import demonstration_siret
from matchmaker.web.transaction import transaction
from tests.browsing import words
from tests.events.conftest import drop_constraint, link_in
from tests.factories import events
from tests.factories.make import NOW

SIRET = demonstration_siret(7)
PERSON = {
    "first_name": "Inès",
    "last_name": "Carlier",
    "email": "Ines@exemple.fr",
    "access_wish": "Une table sans marche",
}
SEATED, WAITS = RegistrationState.CONFIRMED, RegistrationState.WAITING


def people(app):
    with app.app_context():
        found = list(db.session.execute(sa.select(Registration).order_by(Registration.id)).scalars())
        db.session.expunge_all()
    return found


def workshop(make, day, title, starts, ends, capacity=1):
    values = {"title": title, "theme": Theme.ESS, "capacity": capacity}
    return make._keep(Workshop(event_id=day.id, day=events.DAY, starts=starts, ends=ends, **values))


def test_a_firm_registers_without_an_account_and_confirms_by_mail(app, client, make, mails):
    firm = make.supplier(name="Atelier du Ternois", siret=SIRET)
    offer = make.offer(firm, title="Tonte")
    day = events.event(make)
    first = client.get(f"/events/{day.slug}/register?side=supplier&siret={SIRET}")
    page = client.get(first.location)
    assert page.soup.select_one("#organisation_name")["value"] == "Atelier du Ternois"

    sent = client.submit(first.location, PERSON)
    (one,) = people(app)
    assert (one.state, one.organisation_id, one.email) == (
        RegistrationState.PENDING,
        firm.id,
        "ines@exemple.fr",
    )
    link = link_in(mails()[0][2])
    again = client.submit(first.location, {**PERSON, "first_name": "Eve"})
    assert again.location == sent.location
    assert len(people(app)) == 1
    assert people(app)[0].first_name == "Inès"

    assert client.get(link).status_code == 200
    assert people(app)[0].state is RegistrationState.PENDING  # a robot that opens the link confirms nothing
    mine = client.submit(link, {}).location
    assert people(app)[0].state is SEATED
    assert "Atelier du Ternois" in words(client.get(mine).soup.main)
    client.submit(first.location, PERSON)  # the same page, and a mail to its owner alone
    assert [kind for kind, _to, _text in mails()] == ["event.confirm", "event.registered", "event.known"]
    with app.app_context():
        assert db.session.query(AccessWish).one().text == "Une table sans marche"
        assert [one.offer_id for one in db.session.get_one(Registration, one.id).subjects] == [offer.id]


def test_the_waiting_list_is_served_in_its_order(app, make, mails):
    day = events.event(make, supplier_places=1)
    with app.app_context(), transaction():
        event = db.session.get_one(Event, day.id)
        firms = [
            registering.add(
                event,
                {"side": Side.SUPPLIER, "organisation_name": f"Firme {n}", "email": f"f{n}@exemple.fr"},
                Source.ORGANISER,
                actor=ANONYMOUS,
                now=NOW + timedelta(minutes=n),
            )
            for n in range(3)
        ]
        assert [one.state for one in firms] == [SEATED, WAITS, WAITS]
        registering.cancel(firms[0], event, actor=ANONYMOUS, now=NOW)
        assert [one.state for one in firms] == [RegistrationState.CANCELLED, SEATED, WAITS]
        event.supplier_places = 5
        assert registering.serve_all(event, now=NOW) == 1
    assert [(kind, to) for kind, to, _text in mails()[3:]] == [
        ("event.cancelled", "f0@exemple.fr"),
        ("event.promoted", "f1@exemple.fr"),
        ("event.promoted", "f2@exemple.fr"),
    ]


def test_a_colleague_shares_the_agenda_and_takes_it_over(app, make):
    day = events.event(make)
    first = events.registration(make, day, Side.SUPPLIER, siret=SIRET)
    pending = {"siret": SIRET, "seat": None, "state": RegistrationState.PENDING}
    second = events.registration(make, day, Side.SUPPLIER, **pending)
    with app.app_context(), transaction():
        colleague = db.session.get_one(Registration, second.id)
        registering.confirm(colleague, with_colleague=True, now=NOW)
        assert colleague.companion_of_id == first.id
        event = db.session.get_one(Event, day.id)
        registering.cancel(db.session.get_one(Registration, first.id), event, actor=ANONYMOUS, now=NOW)
        assert colleague.companion_of_id is None


def test_workshops_are_one_at_a_time_and_a_seat_given_back_goes_to_who_waits(app, make, client, mails):
    day = events.event(make)
    full = workshop(make, day, "Payer à temps", time(10), time(11))
    clash = workshop(make, day, "Acheter local", time(10, 30), time(11, 30))
    one, two = (events.registration(make, day, Side.SUPPLIER) for _ in range(2))
    with app.app_context(), transaction():
        first, second = (db.session.get_one(Registration, number) for number in (one.id, two.id))
        kept = db.session.get_one(Workshop, full.id)
        assert enrolling.enrol(kept, first, now=NOW)
        assert not enrolling.enrol(kept, second, now=NOW + timedelta(minutes=1))
        with pytest.raises(SameHour):
            enrolling.enrol(db.session.get_one(Workshop, clash.id), first, now=NOW)
        enrolling.leave(kept, first, now=NOW)
        assert [enrolment.seat for enrolment in enrolling.enrolments_of(second)] == [1]
    assert [(kind, to) for kind, to, _text in mails()] == [("event.workshop", two.email)]


def test_the_organisers_list_finds_adds_and_leaves_as_a_harmless_file(app, client, organiser, make):
    day = events.event(make, organiser)
    events.registration(make, day, Side.BUYER, last_name="Zola", job="=HYPERLINK(1)")
    events.registration(make, day, Side.SUPPLIER, last_name="Nadar")
    here = f"/my-events/{day.id}/people"
    found = client.get(f"{here}?q=zol&side=buyer")
    assert [words(row) for row in found.soup.select("tbody th")] == ["Camille Zola"]
    table = client.get(f"{here}.csv").text
    assert "'=HYPERLINK(1)" in table
    assert client.get(f"{here}.xlsx").data[:2] == b"PK"
    added = {"side": "buyer", "organisation_name": "Ville", "first_name": "A", "last_name": "B"}
    someone = client.submit(f"{here}/add", added).location
    assert client.submit(f"{someone}/cancel", {}).status_code == 303
    assert people(app)[-1].state is RegistrationState.CANCELLED

    stranger = app.test_client()
    make.sign_in(stranger, make.member(make.organisation(is_organiser=True), Role.ORGANISER))
    for address in (here, f"{here}.csv", someone):
        assert stranger.get(address).status_code == 404


PEOPLE = 10


def at_once(app, act):
    """What `act` gives for each number, all let loose together, each in a transaction of its own."""
    gate = threading.Barrier(PEOPLE, timeout=30)

    def run(number):
        gate.wait()
        with app.app_context(), transaction():
            return act(number)

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(run, range(PEOPLE)))


@pytest.fixture
def ten(make):
    """Ten people who ask at once, one place left."""
    day = events.event(make, supplier_places=1)
    pending = {"seat": None, "state": RegistrationState.PENDING, "confirmed_at": None}
    return day, [events.registration(make, day, Side.SUPPLIER, **pending).id for _ in range(PEOPLE)]


def test_the_last_place_asked_by_ten_at_once_goes_to_one(app, ten):
    _day, ids = ten
    states = at_once(app, lambda n: registering.confirm(db.session.get_one(Registration, ids[n]), now=NOW))

    assert Counter(states) == {SEATED: 1, WAITS: PEOPLE - 1}
    assert sum(one.seat is not None for one in people(app)) == 1


def test_twin_without_the_constraint_gives_the_last_place_to_several(app, ten):
    """Looking first is no protection: everybody looks before anybody has written."""
    day, ids = ten
    drop_constraint(app, "registrations", "uq_registrations_event_id_side_seat")
    looked = threading.Barrier(PEOPLE, timeout=30)

    def look_then_sit(number):
        with app.app_context():
            seat = registering.free_seat(day.id, Side.SUPPLIER, 1)
            db.session.rollback()
        looked.wait()
        with app.app_context(), transaction():
            one = db.session.get_one(Registration, ids[number])
            one.state, one.seat = SEATED, seat

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(look_then_sit, range(PEOPLE)))

    assert [one.seat for one in people(app)] == [1] * PEOPLE


def test_the_last_seat_of_a_workshop_asked_by_ten_at_once_goes_to_one(app, make):
    day = events.event(make)
    one = workshop(make, day, "Payer à temps", time(10), time(11))
    ids = [events.registration(make, day, Side.BUYER).id for _ in range(PEOPLE)]

    def sit(number):
        event = db.session.get_one(Event, day.id)
        return enrolling.enrol(
            queries.workshop(event, one.id), db.session.get_one(Registration, ids[number]), now=NOW
        )

    assert sum(at_once(app, sit)) == 1
    with app.app_context():
        assert db.session.query(Enrolment).filter(Enrolment.seat.is_not(None)).count() == 1


@pytest.mark.one_engine
def test_lists_cost_the_same_with_one_person_and_with_four(app, client, organiser, make, count_queries):
    day = events.event(make, organiser)
    talk = workshop(make, day, "Payer à temps", time(10), time(11), capacity=9)
    addresses = [f"/my-events/{day.id}/people", f"/my-events/{day.id}/people.csv", f"/events/{day.slug}"]
    addresses += [f"/my-events/{day.id}/workshops/{talk.id}/attendance", "/events", "/my-events"]

    def cost():
        return [count_queries(lambda one=one: client.get(one)) for one in addresses]

    def somebody(seat):
        one = events.registration(make, day, Side.BUYER)
        make._keep(Enrolment(workshop_id=talk.id, registration_id=one.id, seat=seat, at=NOW))

    somebody(1)
    cost()
    alone = cost()
    for seat in (2, 3, 4):
        somebody(seat)
        events.event(make, organiser)
        workshop(make, day, f"Atelier {seat}", time(10), time(11))
    assert cost() == alone


def test_one_address_sent_by_ten_at_once_is_one_registration(app, make):
    day = events.event(make)
    who = {"side": Side.SUPPLIER, "organisation_name": "Firme", "email": "une@exemple.fr"}

    def send(_number):
        return registering.ask(db.session.get_one(Event, day.id), who, actor=ANONYMOUS, now=NOW).id

    assert len(set(at_once(app, send))) == 1
    assert len(people(app)) == 1


@pytest.mark.one_engine
def test_whoever_acts_for_a_body_finds_its_siret_and_nobody_goes_on_without_a_side(client, make):
    day = events.event(make)
    here = f"/events/{day.slug}/register"
    refused = client.get(f"{here}?siret=")
    assert refused.status_code == 422
    assert refused.soup.select("#error-summary a")

    make.sign_in(client, make.member(make.buyer(siret=SIRET), Role.BUYER))
    page = client.get(here)
    assert page.soup.select_one("#siret")["value"].replace(" ", "").replace("\u00a0", "") == SIRET
    assert page.soup.select_one("input[name=side][checked]")["value"] == "buyer"
