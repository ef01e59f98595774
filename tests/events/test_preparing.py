"""The organiser's journey: an event made, its hours changed, announced, copied, called off."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from matchmaker.accounts.actor import Role
from matchmaker.events.errors import SlotsInUse
from matchmaker.events.models import Event, EventStatus, Meeting, MeetingPlan, PlanState, Side, Workshop
from matchmaker.events.services import preparing
from matchmaker.extensions import db
from matchmaker.web.fields import today_in_paris
from matchmaker.web.transaction import transaction
from tests.browsing import words
from tests.factories import events
from tests.factories.make import NOW

DAY = today_in_paris() + timedelta(days=60)
ABOUT = {
    "name": "Rencontres d’Arras",
    "day": f"{DAY:%d/%m/%Y}",
    "place_name": "Artois Expo",
    "commune": "Arras (62)",
    "contact_email": "accueil@exemple.fr",
}


def the_event(app):
    with app.app_context():
        event = db.session.execute(sa.select(Event).order_by(Event.id.desc())).scalars().first()
        hours = [slot.starts for slot in event.slots]
        db.session.expunge_all()
    return event, hours


def test_an_event_is_made_shown_to_nobody_announced_and_called_off(app, client, organiser, mails, make):
    manage = client.submit("/my-events/new", ABOUT).location
    event, hours = the_event(app)
    assert manage == f"/my-events/{event.id}"
    assert len(hours) == 14  # two half-days of three hours, 20 + 5 minutes
    assert event.purge_on == DAY + timedelta(days=122)
    public = f"/events/{event.slug}"
    stranger = app.test_client()
    assert stranger.get(public).status_code == 404
    assert client.get(manage).status_code == 200

    assert client.submit(f"{manage}/publish", {}).location == public
    assert stranger.get(public).status_code == 200
    entry = Calendar.from_ical(stranger.get(f"{public}.ics").data).walk("VEVENT")[0]
    assert (entry["summary"], entry["dtstart"].dt.hour) == ("Rencontres d’Arras", 9)

    events.registration(make, event, Side.BUYER, email="lea@exemple.fr")
    client.submit(f"{manage}/cancel", {"reason": "Grève des trains"})
    assert [(kind, to) for kind, to, _text in mails()] == [("event.called_off", "lea@exemple.fr")]
    assert "Grève des trains" in words(client.get(public).soup.main)


def test_hours_are_changed_on_one_page_and_nothing_wrong_is_kept(app, client, organiser):
    manage = client.submit("/my-events/new", ABOUT).location

    wrong = client.submit(f"{manage}/frame", {"half_days-0-starts": "11:00", "half_days-0-ends": "10 h"})
    assert wrong.status_code == 422
    assert wrong.soup.select_one("#half_days-0-ends-error")

    client.submit(
        f"{manage}/frame",
        {
            "meeting_minutes": "30",
            "half_days-1-day": "",
            "half_days-1-starts": "",
            "half_days-1-ends": "",
            "breaks-0-day": f"{DAY:%d/%m/%Y}",
            "breaks-0-starts": "10 h 30",
            "breaks-0-ends": "11:00",
            "breaks-0-closed": "y",
            "rooms-1-name": "Salon",
            "rooms-1-tables": "4",
        },
    )
    event, hours = the_event(app)
    assert hours == [time(9, 30), time(11, 0), time(11, 35)]
    with app.app_context():
        assert [room.tables for room in db.session.get_one(Event, event.id).rooms] == [20, 4]


def test_slots_with_meetings_stay_and_a_table_removed_says_which_meetings(app, client, make):
    body = make.organisation(is_organiser=True)
    make.sign_in(client, make.member(body, Role.ORGANISER))
    event = events.event(make, body, contact_email="a@exemple.fr")
    buyer, firm = (events.registration(make, event, side) for side in Side)
    plan = {"number": 1, "state": PlanState.READY, "in_force_for": event.id, "asked_at": NOW}
    plan = make._keep(MeetingPlan(event_id=event.id, **plan))
    with app.app_context():
        slot = db.session.get_one(Event, event.id).slots[0].id
    pair = {"buyer_id": buyer.id, "supplier_id": firm.id}
    make._keep(Meeting(plan_id=plan.id, slot_id=slot, table_number=10, **pair))
    frame = f"/my-events/{event.id}/frame"

    refused = client.submit(frame, {"meeting_minutes": "45"})
    assert refused.status_code == 422
    assert "24/11 09:30" in words(refused.soup.select_one(".error-summary"))
    told = client.submit(frame, {"rooms-0-tables": "9"})
    assert buyer.organisation_name in words(told.soup.select_one("table"))
    with app.app_context(), transaction(), pytest.raises(SlotsInUse):
        kept = db.session.get_one(Event, event.id)
        kept.change_minutes = 0
        kept.meeting_minutes = 50
        preparing.remake_slots(kept)
        db.session.rollback()


def test_last_years_event_is_copied_with_its_dates_shifted_and_without_its_people(app, make):
    body = make.organisation(is_organiser=True)
    last = events.event(make, body, supplier_places=40)
    events.registration(make, last, Side.BUYER)
    hours = {"day": events.DAY, "starts": time(10), "ends": time(11)}
    make._keep(
        Workshop(event_id=last.id, title="Payer à temps", theme="payment_delays", capacity=30, **hours)
    )
    actor = make.actor(make.member(body, Role.ORGANISER))
    with app.app_context(), transaction():
        old = db.session.get_one(Event, last.id)
        new = preparing.copy(old, actor, name="Édition 2027", day=events.DAY + timedelta(days=364), now=NOW)
        assert new.status is EventStatus.DRAFT
        assert [slot.starts for slot in new.slots] == [slot.starts for slot in old.slots]
        assert {slot.day for slot in new.slots} == {events.DAY + timedelta(days=364)}
        assert new.supplier_places == 40
        workshop = db.session.query(Workshop).filter_by(event_id=new.id).one()
        assert workshop.day == events.DAY + timedelta(days=364)
