"""The organiser corrects a registration: what changes with it, what is refused, and the link sent again."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from matchmaker.events.models import Event, Pair, Registration, RegistrationState, Side, Subject
from matchmaker.extensions import db
from matchmaker.journal.models import Entry
from matchmaker.reference.identifiers import demonstration_siret
from tests.browsing import words
from tests.events import placed
from tests.events.conftest import link_in
from tests.factories import events

pytestmark = pytest.mark.database


@pytest.fixture
def read(app):
    def one(number):
        with app.app_context():
            found = db.session.get_one(Registration, number)
            kept = {name: getattr(found, name) for name in ("side", "seat", "email", "arrives", "nonce")}
            kept["brings"] = [each.need_id for each in found.subjects]
            return kept | {"house": found.organisation_id, "name": found.organisation_name}

    return one


def test_a_card_is_corrected_and_a_new_address_gets_a_new_link(app, client, organiser, make, mails, read):
    body = make.buyer(name="Ville de Béthune")
    need = make.need(body, title="Goûters")
    other = make.need(body, title="Toitures", answers_until=datetime.now(UTC) + timedelta(days=9))
    day = events.event(make, organiser)
    one = events.registration(make, day, Side.BUYER, organisation=body)
    taken = events.registration(make, day, Side.SUPPLIER)
    make._keep(Subject(registration_id=one.id, need_id=need.id))
    here = f"/my-events/{day.id}/people/{one.id}"
    old = f"/rendezvous/{token(app, one.id)}"

    refused = client.submit(f"{here}/correct", {"email": taken.email, "job": "Acheteuse", "arrives": "25"})
    assert refused.status_code == 422
    refused = client.submit(f"{here}/correct", {"email": taken.email, "job": "Acheteuse"})
    assert refused.soup.select_one("#job")["value"] == "Acheteuse"
    assert "déjà inscrite" in words(refused.soup.select_one("#email").parent)
    assert read(one.id)["email"] == one.email

    answers = {"email": "Nouvelle@exemple.fr", "arrives": "10 h", "needs": [str(other.id)]}
    assert client.submit(f"{here}/correct", answers).status_code == 303
    now = read(one.id)
    assert (now["email"], now["brings"], f"{now['arrives']:%H:%M}") == (
        "nouvelle@exemple.fr",
        [other.id],
        "10:00",
    )
    assert client.get(old).status_code == 404
    ((kind, to, text),) = mails()
    assert (kind, to) == ("event.link", "nouvelle@exemple.fr")
    assert client.get(link_in(text)).status_code == 200
    assert "Toitures" in words(client.get(here).soup.main)
    with app.app_context():
        written = db.session.query(Entry).filter_by(action="registration.changed").one()
        assert sorted(json.loads(written.payload)["fields"]) == ["arrives", "email", "subjects"]


def test_two_organisers_see_both_versions_of_a_card(client, organiser, make, read):
    day = events.event(make, organiser)
    one = events.registration(make, day, Side.SUPPLIER)
    here = f"/my-events/{day.id}/people/{one.id}/correct"
    page = client.get(here)
    client.submit(here, {"organisation_name": "Atelier du Ternois"})
    version = page.soup.select_one("[name=version]")["value"]

    late = client.submit(here, {"organisation_name": "Atelier de la Ternoise", "version": version})
    assert late.status_code == 409
    assert {"Atelier du Ternois", "Atelier de la Ternoise"} <= set(
        re.split(r"\n", late.soup.main.get_text("\n"))
    )
    assert read(one.id)["name"] == "Atelier du Ternois"


def test_a_side_changes_with_its_seat_unless_somebody_is_met(app, client, organiser, make, read):
    day = events.event(make, organiser, buyer_places=1, supplier_places=2)
    buyer = events.registration(make, day, Side.BUYER, seat=1)
    wrong = events.registration(make, day, Side.SUPPLIER, seat=1, siret=demonstration_siret(5))
    make._keep(Pair(event_id=day.id, buyer_id=buyer.id, supplier_id=wrong.id))
    here = f"/my-events/{day.id}/people/{wrong.id}/correct"

    assert "Aucune place" in words(client.submit(here, {"side": "buyer"}).soup.main)
    with app.app_context():
        event = db.session.get_one(Event, day.id)
        event.buyer_places = 2
        db.session.commit()
    assert client.submit(here, {"side": "buyer"}).status_code == 303
    assert (read(wrong.id)["side"], read(wrong.id)["seat"]) == (Side.BUYER, 2)
    with app.app_context():
        assert db.session.query(Pair).count() == 0

    full = placed.day(make, 1, 1, organiser=organiser)
    met = f"/my-events/{full.event.id}/people/{full.suppliers[0].id}"
    assert "rendez-vous" in words(client.submit(f"{met}/correct", {"side": "buyer"}).soup.main)
    client.submit(f"{met}/correct", {"arrives": "16:00"})
    assert "09" in words(client.get(met).soup.select_one(".notice")) or "9" in words(
        client.get(met).soup.main
    )


def test_a_link_is_sent_again_once_a_quarter_of_an_hour(client, organiser, make, mails):
    day = events.event(make, organiser)
    one = events.registration(make, day, Side.BUYER, state=RegistrationState.PENDING, seat=None)
    here = f"/my-events/{day.id}/people/{one.id}"
    send = {"csrf_token": client.get(here).soup.select_one("form [name=csrf_token]")["value"]}
    for _press in range(2):
        client.post(f"{here}/link", data=send)
    ((kind, to, text),) = mails()
    assert (kind, to) == ("event.link", one.email)
    assert client.get(link_in(text)).status_code == 200  # an address to confirm is asked to


def token(app, number):
    from matchmaker.events import links

    with app.test_request_context():
        return links.token_of(db.session.get_one(Registration, number))
