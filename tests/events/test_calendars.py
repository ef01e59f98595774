"""Calendars that follow: stable UIDs, rising SEQUENCE, CANCELLED kept, hostile text folded."""

from __future__ import annotations

import sqlalchemy as sa
from icalendar import Calendar

from matchmaker.database import access
from matchmaker.events import agendas, links
from matchmaker.events.models import AgendaEntry, Event, Registration
from matchmaker.extensions import db
from matchmaker.web.transaction import commit
from tests.events.placed import HOSTILE, at, day


def feed(client, app, person):
    with app.app_context():
        token = links.token_of(db.session.get_one(Registration, person.id))
    answer = client.get(f"/rendezvous/{token}.ics")
    assert answer.status_code == 200
    return answer


def test_a_moved_meeting_keeps_its_uid_and_a_cancelled_one_stays(make, client, app):
    made = day(make)
    person = made.buyers[0]
    before = Calendar.from_ical(feed(client, app, person).data)
    with app.app_context(), access(read_only=False):
        one, two, _three = (
            db.session.query(AgendaEntry).filter_by(buyer_id=person.id).order_by(AgendaEntry.id)
        )
        one.slot_id, one.sequence, one.told_at = made.slots[7].id, 1, at("09:00")
        two.sequence, two.cancelled_at = 1, at("09:00")
        commit()

    after = Calendar.from_ical(feed(client, app, person).data)

    assert (after["METHOD"], len(after.walk("VTIMEZONE"))) == ("PUBLISH", 1)
    old, new = ({str(e["UID"]): e for e in c.walk("VEVENT")} for c in (before, after))
    assert old.keys() == new.keys()
    assert sorted((e["SEQUENCE"], str(e["STATUS"])) for e in new.values()) == [
        (0, "CONFIRMED"),
        (1, "CANCELLED"),
        (1, "CONFIRMED"),
    ]
    moved = next(e for e in new.values() if e["SEQUENCE"] == 1 and e["STATUS"] == "CONFIRMED")
    assert moved["DTSTART"].dt == made.slots[7].starts_at
    assert moved["DTSTART"].params["TZID"] == "Europe/Paris"


def test_hostile_titles_stay_in_their_property(make, client, app):
    made = day(make, buyers=1, suppliers=1)
    with app.app_context(), access(read_only=False):
        values = {"organisation_name": HOSTILE[:200], "job": HOSTILE[:120]}
        db.session.execute(sa.update(Registration).values(**values))
        db.session.execute(sa.update(Event).values(name=HOSTILE[:150]))
        commit()

    body = feed(client, app, made.buyers[0]).data

    lines = body.split(b"\r\n")
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    (entry,) = Calendar.from_ical(body).walk("VEVENT")
    assert "ATTACH" not in entry
    assert 'Société "Œuvre", d’Été ATTACH:file' in str(entry["SUMMARY"])
    assert "\U0001f9f0" in str(entry["SUMMARY"])


def test_companion_shares_the_agenda(make, app):
    from tests.factories import events as factory

    made = day(make, buyers=1, suppliers=2)
    friend = factory.registration(make, made.event, made.buyers[0].side, companion_of_id=made.buyers[0].id)

    with app.test_request_context():
        _whole, agenda = agendas.of(db.session.get_one(Registration, friend.id))

    assert [item.other.id for item in agenda.meetings] == [one.id for one in made.suppliers]
