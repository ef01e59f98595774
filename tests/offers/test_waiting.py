"""A firm's offer waits until its author has shown a ground, and then goes live by itself."""

from __future__ import annotations

from matchmaker.accounts.actor import Role
from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations import queries as organisations
from matchmaker.organisations import services as members
from matchmaker.organisations.models import GroundKind
from tests.factories.make import NOW


def test_offer_waits_tells_why_and_goes_live_with_the_ground(client, app, make):
    firm = make.supplier()
    user = make.member(firm, Role.SUPPLIER, verified=False)
    offer = make.offer(firm, author_id=user.id, status=OfferStatus.DRAFT, published_at=None)
    actor = make.actor(user)
    make.sign_in(client, user)

    answer = client.submit(f"/offers/{offer.id}/check", {})
    page = client.get(answer.location)
    seen = client.get("/home").status_code, app.test_client().get(f"/offers/{offer.id}").status_code
    with app.app_context(), access(read_only=False):
        membership = organisations.membership_of(user.id, firm.id)
        members.give(membership, GroundKind.PROOF, evidence="", actor=actor, now=NOW)
        db.session.commit()
        status = db.session.get_one(Offer, offer.id).status

    assert page.h1 == "Votre offre n’attend plus que vous"
    assert seen == (200, 404)
    assert status is OfferStatus.PUBLISHED
    assert app.test_client().get(f"/offers/{offer.id}").status_code == 200
