"""Somebody leaves after the plan is made, and days on which the clocks change: plan, agenda, calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask
from icalendar import Calendar

from matchmaker.accounts.actor import SYSTEM
from matchmaker.events import agendas, links, plans
from matchmaker.events.models import Event, HalfDay, MeetingPlan, Registration, Slot
from matchmaker.events.services import planning, publishing, registering, replanning
from matchmaker.extensions import db
from matchmaker.web.transaction import transaction
from tests.events.planning.conftest import Day
from tests.events.planning.test_planning import planned
from tests.factories.make import NOW


def publish(app: Flask, day: Day) -> None:
    with app.app_context(), transaction():
        event = db.session.get_one(Event, day.event.id)
        plan = plans.in_force(event)
        assert plan is not None
        publishing.publish(event, plan, final=True, now=NOW)


def feed(app: Flask, person: Registration) -> dict[str, tuple[str, int, datetime]]:
    """Status, sequence and begin of each entry, by UID, as the calendar of that person is told."""
    with app.app_context():
        token = links.token_of(db.session.get_one(Registration, person.id))
    book = Calendar.from_ical(app.test_client().get(f"/rendezvous/{token}.ics").data)
    return {
        str(one["UID"]): (str(one["STATUS"]), int(one["SEQUENCE"]), one["DTSTART"].dt)
        for one in book.walk("VEVENT")
    }


def cancel(app: Flask, person: Registration) -> None:
    with app.app_context(), transaction():
        one = db.session.get_one(Registration, person.id)
        registering.cancel(one, one.event, actor=SYSTEM, now=NOW)


def test_a_buyer_who_cancels_while_the_day_is_planned_again_is_awaited_by_nobody(
    app: Flask, day: Day
) -> None:
    planned(app, day)
    publish(app, day)
    firm = day.suppliers[0]
    before = feed(app, firm)
    with app.app_context(), transaction():
        event = db.session.get_one(Event, day.event.id)
        made = replanning.replan(event, from_slot=None, actor=SYSTEM, now=NOW).id
    cancel(app, day.buyers[0])
    with app.app_context(), transaction():
        planning.put_in_force(db.session.get_one(MeetingPlan, made), actor=SYSTEM, now=NOW)
    publish(app, day)

    after = feed(app, firm)
    with app.app_context():
        plan = db.session.get_one(MeetingPlan, made)
        held = plans.meetings(plan)
        assert {one.buyer_id for one in held} == {day.buyers[1].id}
        assert plan.measures["meetings"] == len(held) == 3
    assert before.keys() == after.keys()
    assert sorted((status, sequence) for status, sequence, _begin in after.values()) == [
        ("CANCELLED", 1),
        ("CONFIRMED", 0),
    ]


def test_the_companion_of_whoever_cancels_takes_over_the_meetings(app: Flask, day: Day, make) -> None:
    from tests.factories import events

    buyer = day.buyers[0]
    heir = events.registration(make, day.event, buyer.side, companion_of_id=buyer.id)
    planned(app, day)
    publish(app, day)
    before, seen = feed(app, heir), feed(app, day.suppliers[0])
    cancel(app, buyer)

    after, partner = feed(app, heir), feed(app, day.suppliers[0])
    assert len(before) == len(after) == 3
    assert {begin for *_rest, begin in before.values()} == {begin for *_rest, begin in after.values()}
    assert seen.keys() < partner.keys()
    assert sorted(status for status, *_rest in partner.values()) == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
    assert feed(app, buyer) == {uid: ("CANCELLED", 1, begin) for uid, (_s, _n, begin) in before.items()}


@pytest.mark.parametrize(
    ("change", "first"),
    [
        (date(2026, 10, 25), datetime(2026, 10, 25, 8, 30, tzinfo=UTC)),
        (date(2027, 3, 28), datetime(2027, 3, 28, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_day_on_which_the_clocks_change_keeps_its_hours_on_the_wall(
    app: Flask, day: Day, change: date, first: datetime
) -> None:
    with app.app_context(), transaction():
        for kind in (HalfDay, Slot):
            db.session.execute(sa.update(kind).values(day=change))
    planned(app, day)
    publish(app, day)

    with app.test_request_context():
        event = db.session.get_one(Event, day.event.id)
        moments = [first.replace(minute=15), first, first.replace(hour=first.hour + 3, minute=59)]
        assert [plans.begun(event, moment) for moment in moments] == [0, 1, 6]
        _whole, agenda = agendas.of(db.session.get_one(Registration, day.buyers[0].id))
        hours = {item.starts for item in agenda.meetings}
    begins = {begin for _status, _sequence, begin in feed(app, day.buyers[0]).values()}
    assert {begin.astimezone(ZoneInfo("Europe/Paris")).time() for begin in begins} == hours
    assert min(begin.astimezone(UTC) for begin in begins) >= first
