"""The organiser's walk from registrations to a published plan, and a participant's wishes by secret link."""

from __future__ import annotations

import re
from datetime import timedelta

import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import SYSTEM, Role
from matchmaker.events import evidence, links, plans, proposals
from matchmaker.events.models import Event, MeetingPlan, Pair, PlanState, Registration, Side, Subject, Wish
from matchmaker.events.models.event import TIME_ZONE
from matchmaker.events.services import planning, wishes
from matchmaker.extensions import db, jobs
from matchmaker.notifications.models import OutboxMail
from matchmaker.web.transaction import transaction
from tests.events.planning.conftest import Day
from tests.factories import Make, events
from tests.factories.make import NOW


def organiser(make: Make, client: FlaskClient, day: Day) -> str:
    with make.app.app_context():
        organisation = db.session.get(Event, day.event.id).organisation
    make.sign_in(client, make.member(organisation, Role.ORGANISER))
    client.set_cookie("language", "en")
    return f"/my-events/{day.event.id}"


def press(client: FlaskClient, address: str, **values: object):
    """Post with the token of a page that every visitor may open."""
    token = client.get("/check-mail").soup.select_one("input[name=csrf_token]")
    return client.post(address, data={"csrf_token": token["value"], **values}, follow_redirects=True)


def test_organiser_computes_reads_moves_and_publishes(
    app: Flask, make: Make, client: FlaskClient, make_day
) -> None:
    day = make_day(suppliers=4, supplier_most=1)
    at = organiser(make, client, day)
    assert "No plan yet" in client.get(f"{at}/plan").text

    assert "The plan is being computed" in press(client, f"{at}/plan").text
    jobs.run_pending(app)
    page = client.get(f"{at}/plan").text
    assert "4 meetings: no better plan exists, this is proved" in page

    meeting = re.search(rf"{at}/plan/1/meetings/\d+", page)[0]
    places = client.get(meeting).text
    assert "Impossible: one of the two has another meeting" in places
    free = re.findall(r'name="slot" id="slot-\d+" value="(\d+)">', places)
    moved = press(client, f"{meeting}/move", slot=free[-1]).text
    assert "The meeting is moved, and locked there." in moved
    assert "What plan 1 changes" in client.get(f"{at}/plan/1/differences").text
    assert "6 participants" in press(client, f"{at}/plan/2/publish", final="1").text
    person = client.get(f"{at}/plan/people/{day.buyers[0].id}").text
    assert "one of the two has as many meetings as it may" in person
    assert client.get(f"/my-events/{day.event.id + 1}/plan").status_code == 404


def test_participant_says_wishes_and_looks_for_somebody_in_one_press(
    app: Flask, make: Make, client: FlaskClient, day: Day
) -> None:
    at = organiser(make, client, day)
    stranger = events.registration(make, day.event, Side.SUPPLIER)
    page = press(client, f"{at}/wishes/open").text
    assert "6 people have been written to." in page
    with app.app_context():
        firm = db.session.get(Registration, day.suppliers[0].id)
        buyer = db.session.get(Registration, day.buyers[0].id)
        tokens = links.token_of(firm), links.token_of(buyer)
        pair = wishes.pairs_of(db.session.get(Event, day.event.id), firm)[0].id
    press(client, f"/rendezvous/{tokens[0]}/wishes", **{f"pair-{pair}": "no"})
    found = press(client, f"/rendezvous/{tokens[1]}/wishes", q=stranger.organisation_name).text
    assert f'value="{stranger.id}"' in found
    press(client, f"/rendezvous/{tokens[1]}/wishes", beyond=stranger.id)

    with app.app_context():
        assert db.session.get(Pair, pair).supplier_wish is Wish.NO
        beyond = sa.select(Pair.buyer_wish).where(Pair.supplier_id == stranger.id)
        assert db.session.execute(beyond).scalar_one() is Wish.MEET
    assert client.get("/rendezvous/forged/wishes").status_code == 404
    foreign = press(client, f"/rendezvous/{tokens[0]}/wishes", **{"pair-999": "meet"})
    assert foreign.status_code == 404
    for reached in ("3 people", "3 people"):
        assert f"{reached} have been reminded." in press(client, f"{at}/wishes/remind").text
    assert press(client, f"{at}/wishes/remind").status_code == 409
    with app.app_context():
        kinds = sa.select(OutboxMail.id).where(OutboxMail.kind == "event.wishes_reminder")
        assert len(db.session.execute(kinds).all()) == 6


def test_matcher_proposes_pairs_and_keeps_what_was_wished(app: Flask, make: Make) -> None:
    event = events.event(make, proposals_each=1)
    body, caterer, mason = make.buyer(), make.supplier(), make.supplier()
    need = make.need(body, title="Traiteur pour un buffet", description="Buffet froid et service traiteur")
    make.offer(caterer, title="Traiteur", what="Buffet froid, service traiteur pour réceptions")
    make.offer(mason, title="Maçonnerie", what="Murs en brique et ravalement de façade")
    buyer = events.registration(make, event, Side.BUYER, organisation=body)
    make._keep(Subject(registration_id=buyer.id, need_id=need.id))
    cook = events.registration(make, event, Side.SUPPLIER, organisation=caterer)
    other = events.registration(make, event, Side.SUPPLIER, organisation=mason)
    wished = make._keep(
        Pair(event_id=event.id, buyer_id=buyer.id, supplier_id=other.id, supplier_wish=Wish.MEET)
    )
    for _turn in range(2):
        with app.app_context(), transaction():
            proposals.refresh(db.session.get(Event, event.id), now=NOW)

    with app.app_context():
        pairs = {p.supplier_id: p for p in db.session.execute(sa.select(Pair)).scalars()}
        assert pairs.keys() == {cook.id, other.id}
        assert pairs[cook.id].score > 30
        assert pairs[cook.id].need_id == need.id
        assert pairs[other.id].supplier_wish is db.session.get(Pair, wished.id).supplier_wish is Wish.MEET
        token = links.token_of(db.session.get(Registration, cook.id))
        assert db.session.execute(sa.select(MeetingPlan)).first() is None
    page = app.test_client().get(f"/rendezvous/{token}/wishes").text
    assert "Mots en commun" in page


def test_walk_in_is_matched_within_a_minute_and_seated(app: Flask, make: Make, client: FlaskClient) -> None:
    """Those present are proposed at once; the worker finds better ones from a few words and a CPV code."""
    body = make.organisation(is_organiser=True)
    event = events.event(make, body)
    firms = [make.supplier() for _ in range(4)]
    for firm in firms[:3]:
        make.offer(firm, title="Maçonnerie", what="Murs en brique et ravalement de façade")
    make.offer(firms[3], title="Traiteur", what="Buffets froids")
    there = [events.registration(make, event, Side.SUPPLIER, organisation=firm).id for firm in firms]
    with app.app_context(), transaction():
        plan = planning.new_plan(
            db.session.get(Event, event.id), actor=SYSTEM, now=NOW, state=PlanState.READY
        )
        planning.put_in_force(plan, actor=SYSTEM, now=NOW)
        db.session.get(Registration, there[2]).absent_since = NOW
    at = organiser(make, client, Day(event, [], []))

    three = {"side": "buyer", "organisation": "Commune de Rebreuve", "name": "Luc Poe"}
    page = client.submit(f"{at}/day/walk-in", {**three, "words": "Ravalement d’une façade en brique"})
    looking = client.get(page.location)
    assert "The matcher looks for better partners" in looking.text
    with app.app_context():
        assert {one.supplier_id for one in db.session.query(Pair)} == {there[0], there[1], there[3]}
    for _turn in range(2):
        jobs.run_pending(app)
    found = client.get(page.location)
    assert found.soup.select(".people .who a")[0]["href"] in {
        f"{at}/day/{number}" for number in numbers(app, there[:2])
    }
    assert "The matcher has found 2 partners." in found.text
    assert "Words in common" in found.text
    planned = press(client, f"{at}/day/replan")
    assert "Put in force and tell those who change" in planned.text

    unknown = client.submit(f"{at}/day/walk-in", {**three, "name": "Ana Wu"}).location
    jobs.run_pending(app)
    assert "without a reason" in client.get(unknown).text
    card = client.get(unknown).soup.select_one("a[href$='/correct']")["href"]
    client.submit(card, {"words": "Un mur en brique"})
    jobs.run_pending(app)
    assert "The matcher has found" in client.get(unknown).text
    known = client.submit(f"{at}/day/walk-in", {**three, "organisation": body.name, "siret": "12"})
    assert known.status_code == 422


def numbers(app: Flask, ids: list[int]) -> list[int]:
    with app.app_context():
        return [db.session.get(Registration, one).number for one in ids]


def test_enough_matches_spare_a_walk_in_those_who_merely_are_there(app: Flask, make: Make) -> None:
    event = events.event(make)
    cooks = [make.supplier() for _ in range(3)]
    for cook in cooks:
        make.offer(cook, title="Buffet", what="Buffet froid, service traiteur", cpvs=["55520000"])
        events.registration(make, event, Side.SUPPLIER, organisation=cook)
    mason = events.registration(make, event, Side.SUPPLIER, organisation=make.supplier())
    late = events.registration(make, event, Side.BUYER, words="Nous cherchons 55520000-1, un traiteur")
    chance = Pair(event_id=event.id, buyer_id=late.id, supplier_id=mason.id, buyer_wish=Wish.MAYBE)
    make._keep(chance)
    with app.app_context(), transaction():
        person = db.session.get(Registration, late.id)
        assert evidence.codes(person.words) == ("55520000",)
        assert proposals.propose_for(person.event, person, now=NOW) == 3
        assert mason.id not in {one.supplier_id for one in db.session.query(Pair)}


def test_final_is_never_followed_by_provisional(
    app: Flask, make: Make, client: FlaskClient, day: Day
) -> None:
    at = organiser(make, client, day)
    press(client, f"{at}/plan")
    jobs.run_pending(app)
    assert "Published as provisional" in press(client, f"{at}/plan/1/publish").text
    press(client, f"{at}/plan/1/publish", final="1")
    press(client, f"{at}/plan")
    jobs.run_pending(app)
    press(client, f"{at}/plan/2/in-force")

    assert "Publish as provisional" not in client.get(f"{at}/plan").text
    refused = press(client, f"{at}/plan/2/publish")
    assert refused.status_code == 409
    assert "A final plan has been published already" in refused.text


def test_a_plan_without_figures_is_shown_and_more_tables_are_counted(
    app: Flask, make: Make, client: FlaskClient, make_day
) -> None:
    day = make_day(buyers=3, suppliers=3, tables=1, buyers_seated=False)
    at = organiser(make, client, day)
    press(client, f"{at}/plan")
    jobs.run_pending(app)
    refused = press(client, f"{at}/plan/1/tables", more="11")
    assert refused.status_code == 422
    assert "A whole number from 1 to 10." in refused.text
    assert "being computed" in press(client, f"{at}/plan/1/tables", more="2").text
    jobs.run_pending(app)
    assert "With 3 tables instead of 1" in client.get(f"{at}/plan").text

    with app.app_context(), transaction():
        plans.in_force(db.session.get(Event, day.event.id)).measures = {}
    page = client.get(f"{at}/plan").text
    assert "No figures were kept with this plan" in page
    assert "9 meetings" in page


def test_wishes_close_at_the_hour_that_the_organiser_says(
    app: Flask, make: Make, client: FlaskClient, day: Day
) -> None:
    at = organiser(make, client, day)
    with app.app_context(), transaction():
        event = db.session.get(Event, day.event.id)
        event.wishes_opened_at = NOW - timedelta(days=9)
        token = links.token_of(db.session.get(Registration, day.buyers[0].id))
        number = db.session.query(Pair).first().id
    here = NOW.astimezone(TIME_ZONE) + timedelta(hours=1)
    until = {"wishes_day": f"{here:%d/%m/%Y}", "wishes_hour": f"{here:%H:%M}", "purge_on": "1/6/2027"}
    saved = client.submit(f"{at}/rules", until)
    assert saved.status_code == 303
    assert client.get(f"{at}/rules").soup.select_one("#wishes_day")["value"] == until["wishes_day"]
    page = f"/rendezvous/{token}/wishes"
    assert "You can change your wishes until" in client.get(page).text

    with time_machine.travel(NOW + timedelta(hours=2)):
        assert "Wishes were taken until" in client.get(page).text
        late = press(client, page, **{f"pair-{number}": "no"})
        assert "what you have just chosen is not kept" in late.text
    with app.app_context():
        assert db.session.get(Pair, number).buyer_wish is Wish.MEET
