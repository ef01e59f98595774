"""What would raise a firm's score, on its page: the points told are those that come."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.matching.raising import prospects
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need, Reserved
from matchmaker.offers.models import Offer, Reference
from matchmaker.reference.zones import Zone
from matchmaker.sourcing import index as match_index
from matchmaker.sourcing import raising
from matchmaker.sourcing.index import index
from tests.factories.make import CREIL


@pytest.fixture
def firm(make):
    found = make.supplier(name="Jardins de l’Oise", commune=CREIL)
    make.offer(found, title="Tonte", what="Nous tondons.", cpvs=["77300000"], zone=Zone(communes=(CREIL,)))
    return found


def done(change, offer: Offer) -> None:
    """The change, made through the rows that the forms write."""
    if change.kind == "code":
        offer.cpvs = [*offer.cpvs, *change.codes]
    elif change.kind == "zone":
        offer.zone = change.zone
    elif change.kind in ("word", "words"):
        offer.how = change.text
    elif change.kind == "reference":
        offer.references.append(Reference(client="", text=change.text))
    else:
        offer.organisation.description = change.text


@pytest.mark.parametrize("kind", ["code", "zone", "word", "words", "reference", "profile"])
def test_the_points_told_are_those_that_come(make, context: Flask, firm, kind: str) -> None:
    need = make.need()
    asked = matching_need(db.session.get_one(Need, need.id))
    found = prospects(index().current(), asked, firm.id)
    told = next(one for one in found.raises if one.change.kind == kind)

    offer = db.session.query(Offer).one()
    done(told.change, offer)
    db.session.commit()
    match_index.follow([("offer", offer.id)])

    assert index().current().explain(asked, firm.id).score == told.score


def test_each_change_leads_to_its_form(make, context: Flask, firm) -> None:
    need = make.need()
    found = raising.outlook(db.session.get_one(Need, need.id), firm.id)
    assert found is not None

    endpoints = {one.endpoint for one in found.rows}
    assert endpoints == {"offers.scope", "offers.what", "offers.proofs", "organisations.edit"}


def test_the_page_tells_the_best_first_and_only_if_true(client: FlaskClient, make, firm) -> None:
    need = make.need()
    make.sign_in(client, make.member(firm, Role.SUPPLIER))

    page = client.get(f"/needs/{need.id}/what-would-raise-it")
    points = [
        float(row.select("td")[0].get_text(strip=True).lstrip("+").replace(",", "."))
        for row in page.soup.select("tbody tr")
    ]

    assert points == sorted(points, reverse=True)
    assert page.texts(".notice-info p")[0].startswith("Seulement si c’est vrai")


def test_every_link_of_the_page_opens(client: FlaskClient, make, firm) -> None:
    need = make.need()
    make.sign_in(client, make.member(firm, Role.SUPPLIER))

    links = {a["href"] for a in client.get(f"/needs/{need.id}/what-would-raise-it").soup.select("tbody a")}

    assert {client.get(link).status_code for link in links} == {200}


def test_a_rule_that_no_writing_lifts_comes_first(client: FlaskClient, make, firm) -> None:
    need = make.need(reserved=Reserved.DISABILITY)
    make.sign_in(client, make.member(firm, Role.SUPPLIER))

    page = client.get(f"/needs/{need.id}/what-would-raise-it")

    assert "L2113-12" in page.texts(".notice-attention p")[0]


def test_a_firm_that_the_matcher_does_not_know_yet_is_told_to_wait(client: FlaskClient, make, firm) -> None:
    need = make.need()
    client.get(f"/needs/{need.id}/suppliers")
    newcomer = make.supplier()
    make.sign_in(client, make.member(newcomer, Role.SUPPLIER))

    page = client.get(f"/needs/{need.id}/what-would-raise-it")
    partners = client.get(f"/needs/{need.id}/partners")

    assert page.texts(".empty h2") == ["Votre entreprise n’est pas encore classée"]
    assert partners.status_code == 200
