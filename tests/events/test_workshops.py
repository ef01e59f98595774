"""The organiser's workshops: two at one form, and what those enrolled are told of a move or a removal."""

from __future__ import annotations

from datetime import time

import pytest

from matchmaker.events import agendas, calendars
from matchmaker.events.models import Enrolment, Event, Registration, RegistrationState, Side, Workshop
from matchmaker.extensions import db
from tests.browsing import words
from tests.events import placed
from tests.events.conftest import link_in
from tests.events.test_registering import workshop
from tests.factories import events
from tests.factories.make import NOW

pytestmark = pytest.mark.database


@pytest.fixture
def scene(organiser, make):
    """Three people in a talk, one of them in a second one at noon, one cancelled."""
    day = events.event(make, organiser)
    talk = workshop(make, day, "Payer à temps", time(10), time(11), capacity=9)
    other = workshop(make, day, "Acheter local", time(14), time(15), capacity=9)
    people = [events.registration(make, day, Side.SUPPLIER) for _ in range(3)]
    make._keep(Enrolment(workshop_id=talk.id, registration_id=people[0].id, seat=1, at=NOW))
    make._keep(Enrolment(workshop_id=talk.id, registration_id=people[1].id, seat=2, at=NOW))
    make._keep(Enrolment(workshop_id=other.id, registration_id=people[1].id, seat=1, at=NOW))
    make._keep(Enrolment(workshop_id=talk.id, registration_id=people[2].id, at=NOW))
    return day, talk, people


def test_a_moved_workshop_is_told_and_nobody_is_in_two_places(app, client, scene, mails):
    day, talk, people = scene
    here = f"/my-events/{day.id}/workshops/{talk.id}"
    with app.app_context():
        db.session.get_one(Registration, people[2].id).state = RegistrationState.CANCELLED
        db.session.get_one(Registration, people[2].id).seat = None
        db.session.commit()

    client.submit(here, {"summary": "Mieux dit"})  # nothing that changes anybody's day
    assert mails() == []
    assert client.submit(here, {"starts": "14:00", "ends": "14:30"}).status_code == 303

    told = {to: text for _kind, to, text in mails()}
    assert told.keys() == {people[0].email, people[1].email}
    assert "Vous restez inscrit" in told[people[0].email]
    assert "un autre atelier à cette heure" in told[people[1].email]
    with app.app_context():
        held = {(one.workshop_id, one.registration_id) for one in db.session.query(Enrolment)}
        assert (talk.id, people[0].id) in held
        assert (talk.id, people[1].id) not in held
        whole = agendas.gather(db.session.get_one(Event, day.id), told=False)
        feed = calendars.calendar(whole, whole.parties[people[0].id], host="x", url="http://x").decode()
        assert "SEQUENCE:2" in feed
    assert client.get(link_in(told[people[0].email])).status_code == 200


def test_two_organisers_at_one_workshop_see_both_versions(app, client, scene):
    day, talk, _people = scene
    here = f"/my-events/{day.id}/workshops/{talk.id}"
    version = client.get(here).soup.select_one("[name=version]")["value"]
    client.submit(here, {"speakers_text": "Ana Wu, juriste"})

    late = client.submit(here, {"title": "Payer vite", "version": version})
    assert late.status_code == 409
    assert "Ana Wu, juriste" in late.text
    with app.app_context():
        assert db.session.get_one(Workshop, talk.id).title == "Payer à temps"


def test_a_removed_workshop_is_told_to_those_enrolled(app, client, scene, mails):
    day, talk, people = scene
    address = f"/my-events/{day.id}/workshops/{talk.id}/remove"
    assert "3 personnes sont inscrites" in words(client.get(address).soup.main)
    client.submit(address, {})

    assert {(kind, to) for kind, to, _text in mails()} == {
        ("event.workshop_removed", one.email) for one in people
    }
    with app.app_context():
        assert db.session.query(Enrolment).count() == 1


def test_the_organiser_is_told_which_meetings_a_move_breaks(client, organiser, make):
    made = placed.day(make, 1, 2, organiser=organiser)
    talk = workshop(make, made.event, "Payer à temps", time(17), time(18), capacity=9)
    make._keep(Enrolment(workshop_id=talk.id, registration_id=made.buyers[0].id, seat=1, at=NOW))
    here = f"/my-events/{made.event.id}/workshops"
    client.submit(f"{here}/{talk.id}", {"starts": "9:30", "ends": "10:30"})
    assert "2 rendez-vous du plan en vigueur" in words(client.get(here).soup.body)
