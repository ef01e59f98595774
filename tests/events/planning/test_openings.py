"""What a plan leaves open: partners nobody proposed, swaps; placed by hand, one press each."""

from __future__ import annotations

import re
from datetime import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import SYSTEM
from matchmaker.events import openings, plans
from matchmaker.events.errors import AgainstPlan
from matchmaker.events.models import (
    Event,
    Lock,
    MeetingPlan,
    Pair,
    Registration,
    RegistrationState,
    Side,
    Wish,
)
from matchmaker.events.services import amending, planning, preparing, replanning
from matchmaker.extensions import db
from matchmaker.web.transaction import transaction
from tests.events.planning.conftest import Day
from tests.events.planning.test_plan_views import organiser, press
from tests.factories import Make, events
from tests.factories.make import NOW


def planned(app: Flask, day: Day) -> int:
    with app.app_context(), transaction():
        planning.ask(db.session.get(Event, day.event.id), actor=SYSTEM, now=NOW)
    with app.app_context(), transaction():
        planning.compute_next()
    with app.app_context():
        return plans.in_force(db.session.get(Event, day.event.id)).id


def test_who_lost_a_meeting_gets_another_in_one_press(
    app: Flask, make: Make, client: FlaskClient, make_day
) -> None:
    """A firm whose buyer is absent is placed with one that nobody proposed; who refused it is not offered."""
    day = make_day(buyers=1, suppliers=1)
    silent, refusing = (events.registration(make, day.event, Side.BUYER) for _ in range(2))
    firm = day.suppliers[0]
    for number in (silent.id, refusing.id):
        said = Wish.NO if number == refusing.id else None
        make._keep(Pair(event_id=day.event.id, buyer_id=number, supplier_id=firm.id, supplier_wish=said))
    planned(app, day)
    with app.app_context(), transaction():
        event = db.session.get(Event, day.event.id)
        db.session.get(Registration, day.buyers[0].id).absent_since = NOW
        db.session.flush()
        first = plans.slots_of(event)[0]
        waiting = replanning.replan(event, from_slot=first, absent=[], actor=SYSTEM, now=NOW).id
    at = organiser(make, client, day)

    page = client.get(f"{at}/day/changes/{waiting}")
    found = re.search(rf"{at}/plan/2/people/{firm.id}/openings", page.text)[0]
    offered = client.get(found)
    assert {button["value"] for button in offered.soup.select("button[name=other]")} == {str(silent.id)}
    slot = offered.soup.select("input[name=slot]")[0]["value"]
    placed = press(client, found, slot=slot, other=str(silent.id))
    assert "The meeting is placed, and locked there." in placed.text
    assert silent.organisation_name in placed.text
    assert "A newer plan has been made" in press(client, found, slot=slot, other=str(silent.id)).text

    assert "The new plan is in force" in press(client, placed.request.path).text
    with app.app_context():
        event = db.session.get(Event, day.event.id)
        (meeting,) = plans.meetings(plans.in_force(event))
        assert (meeting.buyer_id, meeting.supplier_id, meeting.table_number) == (silent.id, firm.id, 2)
        assert db.session.query(Lock).count() == 1
        kept = replanning.replan(event, from_slot=None, actor=SYSTEM, now=NOW)
        assert [(m.buyer_id, m.slot_id) for m in plans.meetings(kept)] == [(silent.id, int(slot))]
        assert amending.look_for_swaps(event, kept, now=NOW) == 0
        with pytest.raises(AgainstPlan):
            amending.look_for_swaps(event, db.session.get(MeetingPlan, waiting), now=NOW)


def test_a_swap_is_found_made_and_counted(app: Flask, make: Make, client: FlaskClient, make_day) -> None:
    """Both buyers are full when the best firm comes: only giving a meeting up lets it in."""
    day = make_day(buyers=2, suppliers=3, buyer_most=2)
    best = day.suppliers[0]

    def state(of: RegistrationState) -> None:
        with app.app_context(), transaction():
            db.session.get(Registration, best.id).state = of

    with app.app_context(), transaction():
        db.session.get(Registration, best.id).seat = None
    state(RegistrationState.CANCELLED)
    planned(app, day)
    state(RegistrationState.CONFIRMED)
    with app.app_context(), transaction():
        event = db.session.get(Event, day.event.id)
        plan = replanning.replan(event, from_slot=None, actor=SYSTEM, now=NOW)
        assert best.id not in {m.supplier_id for m in plans.meetings(plan)}
        number, before = plan.number, plan.value
    at = organiser(make, client, day)

    page = press(client, f"{at}/plan/{number}/swaps")
    assert "Make this swap" in page.text
    made = press(client, f"{at}/plan/{number}/swap", rank="0").text
    assert "The swap is made." in made
    with app.app_context():
        event = db.session.get(Event, day.event.id)
        fresh = plans.one(event, number + 1)
        assert fresh.value > before
        assert best.id in {m.supplier_id for m in plans.meetings(fresh)}
        assert len(plans.meetings(fresh)) == 4
        assert fresh.measures["sides"]["supplier"]["without_meeting"] == 0
    press(client, f"{at}/plan/{number + 1}/in-force")
    assert "This cannot be planned so" in press(client, f"{at}/plan/{number + 1}/swap", rank="7").text
    assert "Another plan has been put in force" in press(client, f"{at}/plan/{number}/swap", rank="0").text


def test_openings_know_hours_caps_and_what_has_begun(app: Flask, day: Day) -> None:
    number = planned(app, day)
    with app.app_context():
        event, plan = db.session.get(Event, day.event.id), db.session.get(MeetingPlan, number)
        stranger = db.session.get(Registration, day.buyers[0].id)
        assert openings.openings(event, plan, stranger, now=NOW) == []  # everybody is met already
        last = plans.slots_of(event)[-1]
        assert openings.openings(event, plan, stranger, now=last.ends_at) == []


def test_swaps_are_forgotten_when_the_hours_change(app: Flask, day: Day) -> None:
    """They name slots by their place in the day, which another first slot would shift."""
    number = planned(app, day)
    with app.app_context(), transaction():
        event, plan = db.session.get(Event, day.event.id), db.session.get(MeetingPlan, number)
        plan.offers, plan.measures = [{"gain": 1}], {**plan.measures, "swaps": 1}
        first = min(event.half_days, key=lambda one: (one.day, one.starts))
        first.starts = time(8, 40)  # two slots earlier: those with meetings stay
        preparing.remake_slots(event)

    with app.app_context():
        plan = db.session.get(MeetingPlan, number)
        assert (plan.offers, plan.measures.get("swaps")) == ([], None)
