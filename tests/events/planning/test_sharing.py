"""Partners shared out among those of whom nothing is known, and a list of bare names that becomes a plan."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.events import links, plans, proposals
from matchmaker.events.models import Event, Pair, Registration, Side
from matchmaker.events.sharing import shared_out
from matchmaker.extensions import db, jobs
from matchmaker.web.transaction import transaction
from tests.events.planning.conftest import Day
from tests.events.planning.test_plan_views import organiser, press
from tests.factories import Make, events

BUYERS, FIRMS = range(1, 12), range(101, 132)


def degrees(pairs: set[tuple[int, int]], side: int, people: range) -> list[int]:
    return [sum(key[side] == one for key in pairs) for one in people]


def test_everybody_gets_as_many_and_nobody_many_more() -> None:
    unread = {*BUYERS, *FIRMS}
    made = shared_out(7, (BUYERS, FIRMS), unread, 5)
    assert set(degrees(made, 1, FIRMS)) == {5}
    assert max(degrees(made, 0, BUYERS)) - min(degrees(made, 0, BUYERS)) <= 1
    assert len(shared_out(7, (BUYERS, FIRMS), unread, 50)) == len(BUYERS) * len(FIRMS)
    assert shared_out(7, ((), FIRMS), unread, 5) == set()


def test_order_of_registration_changes_nothing_and_each_event_draws_anew() -> None:
    unread = {*BUYERS, *FIRMS}
    made = shared_out(7, (BUYERS, FIRMS), unread, 5)
    assert made == shared_out(7, (BUYERS[::-1], FIRMS[::-1]), unread, 5)
    assert made != shared_out(8, (BUYERS, FIRMS), unread, 5)


def test_only_the_unread_are_brought_to_the_number_with_what_they_hold() -> None:
    held = {(1, firm) for firm in FIRMS[:3]}
    made = shared_out(7, (BUYERS, FIRMS), {1}, 5, held, apart=lambda key: key[1] % 2 == 0)
    assert len(made) == 2
    assert not made & held
    assert all(buyer == 1 and firm % 2 for buyer, firm in made)
    assert not {firm for _, firm in made} & set(FIRMS[:3])


def test_a_list_of_bare_names_becomes_a_plan_and_words_replace_chance(
    app: Flask, make: Make, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = make.organisation(is_organiser=True)
    event = events.event(make, body, place_silent=True, proposals_each=2)
    bare = {"organisation_id": None, "words": ""}
    buyers = [events.registration(make, event, Side.BUYER, **bare) for _ in range(3)]
    firms = [events.registration(make, event, Side.SUPPLIER, **bare) for _ in range(4)]
    at = organiser(make, client, Day(event, buyers, firms))
    assert "Propose the pairs first" in client.get(f"{at}/plan").text

    waiting = press(client, f"{at}/wishes/propose")
    assert not waiting.soup.select("meta[http-equiv=refresh]")
    assert waiting.soup.find("a", string="See how far it is")["href"] == f"{at}/wishes"
    jobs.run_pending(app)
    assert "8 pairs were shared out evenly" in client.get(f"{at}/wishes").text
    waiting = press(client, f"{at}/plan")
    assert not waiting.soup.select("meta[http-equiv=refresh]")
    assert waiting.soup.find("a", string="See how far it is")["href"] == f"{at}/plan"
    jobs.run_pending(app)
    assert "8 meetings" in client.get(f"{at}/plan").text
    with app.app_context():
        assert plans.in_force(db.session.get(Event, event.id)).value == 8
        pairs = list(db.session.execute(sa.select(Pair)).scalars())
        assert all(one.score is None and not one.reasons and one.shared_at for one in pairs)
        token = links.token_of(db.session.get(Registration, buyers[0].id))
    assert "Shared out evenly: no score and no reason." in client.get(f"/rendezvous/{token}/wishes").text

    client.submit(f"{at}/people/{buyers[0].id}/correct", {"words": "Un mur en brique"})
    client.submit(f"{at}/people/{firms[0].id}/correct", {"words": "Murs en brique, maçonnerie"})
    press(client, f"{at}/wishes/propose")
    told: list[float] = []
    monkeypatch.setattr(proposals, "TOLD_EACH", 1)
    with app.app_context(), transaction():
        proposals.scores(db.session.get(Event, event.id), tell=told.append)
        db.session.get(Event, event.id).pairs_percent = 40
    assert told == [0.5, 1.0]
    assert client.get(f"{at}/wishes").soup.select_one("progress")["value"] == "40"
    jobs.run_pending(app)
    assert not client.get(f"{at}/wishes").soup.select("progress")
    with app.app_context():
        pairs = {(p.buyer_id, p.supplier_id): p for p in db.session.execute(sa.select(Pair)).scalars()}
        matched = pairs[buyers[0].id, firms[0].id]
        assert matched.score > 0
        assert matched.shared_at is None
        for firm in firms[1:]:
            assert sum(key[1] == firm.id for key in pairs) == 2
