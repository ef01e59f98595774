"""Who is free when: hours, closed stretches, workshops with a seat, those of a companion."""

from __future__ import annotations

from datetime import time

import pytest

from matchmaker.events import availability
from matchmaker.events.models import Break, Enrolment, Event, Registration, Side, Theme, Workshop
from matchmaker.extensions import db
from tests.factories import events
from tests.factories.make import NOW


@pytest.fixture
def day(make):
    return events.event(make)


def workshop(make, day, starts, ends, capacity=10):
    values = {"title": "Délais de paiement", "theme": Theme.PAYMENT_DELAYS, "capacity": capacity}
    return make._keep(Workshop(event_id=day.id, day=events.DAY, starts=starts, ends=ends, **values))


def enrol(make, of, person, seat):
    make._keep(Enrolment(workshop_id=of.id, registration_id=person.id, seat=seat, at=NOW))


def hours(app, day):
    """The first hours of the slots in which each person is free."""
    with app.app_context():
        event = db.session.get_one(Event, day.id)
        people = db.session.query(Registration).order_by(Registration.id).all()
        names = {slot.id: f"{slot.starts:%H:%M}" for slot in event.slots}
        free = availability.free_slots(event, people)
        return [[names[slot] for slot in free[one.id]] for one in people]


def test_hours_breaks_and_slots_put_aside_are_respected(app, make, day):
    make._keep(Break(event_id=day.id, day=events.DAY, starts=time(10, 0), ends=time(10, 15)))
    make._keep(Break(event_id=day.id, day=events.DAY, starts=time(15, 0), ends=time(16), closed=False))
    with app.app_context():
        off = [db.session.get_one(Event, day.id).slots[1].id]
    events.registration(make, day, Side.BUYER, arrives=time(9, 45), leaves=time(14, 20), off_slots=off)

    assert hours(app, day) == [["10:20", "10:45", "11:10", "11:35", "14:00"]]


def test_a_seat_in_a_workshop_takes_its_slots_and_waiting_takes_none(app, make, day):
    whole = workshop(make, day, time(9, 30), time(16, 30))
    late = workshop(make, day, time(16, 0), time(17, 0))
    principal = events.registration(make, day, Side.SUPPLIER)
    colleague = events.registration(make, day, Side.SUPPLIER, companion_of_id=principal.id)
    waiting = events.registration(make, day, Side.SUPPLIER)
    enrol(make, whole, waiting, None)
    enrol(make, late, colleague, 1)

    free = hours(app, day)

    assert [len(one) for one in free] == [11, 11, 12]
    assert free[0][-1] == "15:40"
