"""What follows a day: mails once each, opinions, figures, the purge on the date shown."""

from __future__ import annotations

import email
from datetime import date, timedelta
from email.policy import default

import icalendar
import pytest
import sqlalchemy as sa
import time_machine

from matchmaker.accounts.actor import SYSTEM, Role
from matchmaker.database import access
from matchmaker.events import aftermath, links, sweep
from matchmaker.events.models import (
    AccessWish,
    Event,
    Feedback,
    Import,
    ImportState,
    MeetingRecord,
    Pair,
    Registration,
    Side,
    Stage,
    Took,
    Wish,
)
from matchmaker.events.services import records
from matchmaker.extensions import db
from matchmaker.notifications import delivery
from matchmaker.notifications.models import OutboxMail
from matchmaker.organisations.models import Organisation
from matchmaker.web.transaction import commit
from tests.events.placed import at, day

SIX_MONTHS = timedelta(days=182, hours=1)


def swept(app, now):
    with app.app_context(), access(read_only=False):
        sweep.sweep(now)
        commit()


def test_each_mail_is_written_once_in_its_time(make, app):
    made = day(make, buyers=1, suppliers=1)
    with app.app_context(), access(read_only=False):
        db.session.execute(sa.update(Registration).values(arrived_at=at("09:30")))
        commit()

    for now in (at("09:30") - timedelta(days=2), at("09:00") - timedelta(hours=20), at("12:00")):
        swept(app, now)
        swept(app, now)
    swept(app, at("18:00"))
    swept(app, at("17:00") + SIX_MONTHS)

    with app.app_context():
        kinds = sorted(one.kind for one in db.session.query(OutboxMail))
        eve = db.session.query(OutboxMail).filter_by(kind="event.eve").first()
        assert kinds == ["event.eve"] * 2 + ["event.second_round"] * 2 + ["event.thanks"] * 2
        assert made.suppliers[0].organisation_name in eve.text
        assert "/agenda.ics" in eve.text
        carried = attached(eve)
        assert (carried["METHOD"], len(carried.walk("VEVENT"))) == ("PUBLISH", 1)
        to = db.session.query(Registration).filter_by(email=eve.recipient).one()
        feed = f"/rendezvous/{links.token_of(to)}/agenda.ics"
    followed = icalendar.Calendar.from_ical(app.test_client().get(feed).data)
    uids = [[str(each["UID"]) for each in one.walk("VEVENT")] for one in (carried, followed)]
    assert uids[0] == uids[1]


def attached(mail):
    """The calendar of a mail as it arrives."""
    sent = email.message_from_bytes(delivery.as_email(mail, "a@exemple.invalid").as_bytes(), policy=default)
    (part,) = sent.iter_attachments()
    assert part.get_filename() == "agenda.ics"
    assert part["Content-Type"].params["method"] == "PUBLISH"
    assert sent.get_body(("plain",)) is not None
    return icalendar.Calendar.from_ical(part.get_content())


def test_people_are_purged_on_the_date_shown_and_access_wishes_the_day_after(make, app):
    made = day(make, buyers=1, suppliers=1, purge_on=date(2027, 11, 24))
    event_id, person = made.event.id, made.buyers[0].id
    with app.app_context(), access(read_only=False):
        db.session.add(AccessWish(registration_id=person, text="fauteuil", at=at("09:00")))
        db.session.add(
            Feedback(event_id=event_id, registration_id=person, rating=4, text="Merci", at=at("18:00"))
        )
        state = {"filename": "x.csv", "digest": "0", "state": ImportState.DONE, "lines": [["Léa"]]}
        db.session.add(Import(event_id=event_id, at=at("09:00"), **state))
        commit()
        token = links.token_of(db.session.get_one(Registration, person))

    swept(app, at("20:00"))
    with app.app_context():
        assert db.session.query(AccessWish).count() == 1
    swept(app, at("09:00") + timedelta(days=1))
    with app.app_context():
        assert db.session.query(AccessWish).count() == 0
        assert db.session.get_one(Event, event_id).status.value == "ended"
        assert db.session.get_one(Registration, person).email is not None
    swept(app, at("09:00") + timedelta(days=365))

    with app.app_context():
        one = db.session.get_one(Registration, person)
        assert (one.person, one.email, one.organisation_name) == ("", None, made.buyers[0].organisation_name)
        assert db.session.query(Feedback).one().text == ""
        assert db.session.query(Import).one().lines == []
    assert app.test_client().get(f"/rendezvous/{token}").status_code == 404


@pytest.mark.one_engine
def test_two_clicks_from_the_mail_and_the_further_stage_counts(make, client, app):
    made = day(make, buyers=1, suppliers=1)
    with app.app_context():
        tokens = [
            links.token_of(db.session.get_one(Registration, one.id))
            for one in (*made.buyers, *made.suppliers)
        ]
    with time_machine.travel(at("18:00"), tick=False):
        address = f"/rendezvous/{tokens[0]}/feedback"
        assert client.get(f"/rendezvous/{tokens[0]}/outcomes").status_code == 404
        assert client.submit(f"{address}?rating=4", {}).status_code == 303
        client.submit(address, {"rating": "5", "text": "Merci"})
        refused = client.submit(address, {"rating": "9", "text": "gardé"})
        assert "gardé" in refused.text
    with time_machine.travel(at("17:00") + SIX_MONTHS, tick=False):
        for token, other, stage in (
            (tokens[0], made.suppliers[0], Stage.CONSULTED),
            (tokens[1], made.buyers[0], Stage.INFORMATION),
        ):
            client.submit(f"/rendezvous/{token}/outcomes", {f"stage-{other.id}": stage.value})

    with app.app_context():
        event = db.session.get_one(Event, made.event.id)
        figures = aftermath.figures(event, aftermath.confirmed(event))
        assert (figures.marks, figures.stages[Stage.CONSULTED]) == ((5,), 1)
        assert (figures.planned, figures.unsaid) == (1, 1)


@pytest.mark.one_engine
def test_whoever_wished_and_had_no_meeting_is_to_be_called_back(make, client, app):
    """The page, its files safe from formulas, and never a pair of which one said no."""
    made = day(make, buyers=2, suppliers=2)
    lonely = [one.id for one in _more(make, made, 2)]
    buyer = made.buyers[0].id
    with app.app_context(), access(read_only=False):
        for supplier, wish in zip(lonely, (Wish.MEET, Wish.NO), strict=True):
            pair = {"buyer_id": buyer, "supplier_id": supplier, "supplier_wish": wish}
            db.session.add(Pair(event_id=made.event.id, buyer_wish=Wish.MEET, **pair))
        db.session.execute(sa.update(Registration).values(organisation_name="=1+1"))
        one = records.say_at_desk(
            db.session.get_one(Registration, buyer), made.suppliers[0].id, Took.HELD, SYSTEM, now=at("12:00")
        )
        assert isinstance(one, MeetingRecord)
        commit()
        organiser = db.session.get_one(Organisation, made.event.organisation_id)
        db.session.expunge(organiser)
    make.sign_in(client, make.member(organiser, Role.ORGANISER))

    page = client.get(f"/my-events/{made.event.id}/after")
    file = client.get(f"/my-events/{made.event.id}/after/call-back.csv").data.decode("utf-8-sig").splitlines()
    invited = client.get(f"/my-events/{made.event.id}/after/invitations.csv").data.decode().splitlines()

    assert page.texts("#call-back")
    assert (len(file), file[1].count("'=1+1")) == (2, 2)
    assert len(invited) == 1 + 6
    documents = client.get(f"/my-events/{made.event.id}/documents")
    assert len(documents.soup.select('a[href$=".pdf"]')) == 5
    assert client.get(f"/my-events/{made.event.id}/documents/badges.pdf").mimetype == "application/pdf"


def _more(make, made, count):
    from tests.factories import events as factory

    return [factory.registration(make, made.event, Side.SUPPLIER) for _ in range(count)]
