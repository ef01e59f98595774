"""The card from the register: nothing to type where it knows the firm, a word where it does not."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.organisations.cards import firm_of
from matchmaker.organisations.models import Organisation, RegisterState
from matchmaker.reference.identifiers import demonstration_siret
from matchmaker.register.values import Establishment

SIRET, SECOND = demonstration_siret(61), demonstration_siret(61, 2)
CARD = f"/organisations/new/supplier/card?siret={SIRET}"
KNOWN = {
    "name": "ATELIER DU TERNOIS",
    "address": "12 RUE DES ROSES",
    "postal_code": "62000",
    "commune": "62041",
    "naf": "43.32A",
    "nomenclature": "rev2",
    "legal_category": "5458",
    "size": "PME",
    "headcount": "11",
    "social": 1,
}


def only(app):
    with app.app_context():
        found = db.session.execute(sa.select(Organisation)).scalars().one()
        db.session.expunge_all()
    return found


def test_one_button_makes_the_card_that_the_register_knows(client, app, make):
    make.register(SIRET, **KNOWN)
    make.sign_in(client, make.user())
    page = client.get(CARD)

    answer = client.submit(CARD, {})

    assert page.soup.select("main input:not([type=hidden])") == []
    assert answer.location == "/home"
    firm = only(app)
    assert (firm.name, firm.address, firm.commune) == ("ATELIER DU TERNOIS", "12 RUE DES ROSES", "62041")
    assert (firm.naf, firm.size, firm.ess_family) == ("43.32A", "pme", "cooperative")
    assert firm.register_state is RegisterState.OPEN


def test_siren_leads_to_the_choice_of_an_establishment(client, make):
    make.register(SIRET, head_office=1, **KNOWN)
    make.register(SECOND, **{**KNOWN, "commune": "62498"})

    page = client.get("/organisations/new/supplier", query_string={"siret": SIRET[:9]})

    links = [link["href"].partition("siret=")[2] for link in page.soup.select("main .results a")]
    assert links == [SIRET, SECOND]
    assert "Lens (62)" in page.text


def test_closed_establishment_is_said_and_leads_to_the_others(client, make):
    make.register(SIRET, active=0, **KNOWN)
    make.register(SECOND, active=1, **KNOWN)

    answer = client.get("/organisations/new/supplier", query_string={"siret": SIRET})
    several = client.get("/organisations/new/supplier", query_string={"siret": SIRET[:9]})

    assert answer.status_code == 422
    assert "fermé" in answer.texts("#error-summary a")[0]
    assert [link["href"][-14:] for link in several.soup.select("main .results a")] == [SECOND]


def test_closed_establishment_is_not_made_by_its_address_either(client, make):
    make.register(SIRET, active=0, **KNOWN)
    make.sign_in(client, make.user())

    assert client.get(CARD).location == f"/organisations/new/supplier?siret={SIRET}"


def test_masked_person_types_name_and_commune_alone(client, app, make):
    make.register(SIRET, masked=1, naf="43.34Z", nomenclature="rev2", legal_category="1000")
    make.sign_in(client, make.user())
    page = client.get(CARD)

    client.submit(CARD, {"name": "Peintures du Ternois", "commune": "Arras (62)"})

    assert "ne diffuse" in page.texts(".notice")[0]
    assert (only(app).naf, only(app).legal_category) == ("43.34Z", "1000")


def test_firm_that_the_register_does_not_know_is_flagged(client, app, make):
    make.sign_in(client, make.user())

    client.submit(CARD, {"name": "Menuiserie des Remparts", "commune": "Arras (62)"})

    assert only(app).register_state is None
    shown = client.get(f"/organisations/{only(app).id}").texts(".tags li")
    assert "Non vérifié au répertoire" in shown


def test_what_the_register_says_may_be_typed_over(client, app, make):
    make.register(SIRET, **KNOWN)
    make.sign_in(client, make.user())

    client.submit(f"{CARD}&by=hand", {"name": "Atelier de l’Artois", "commune": "Lens (62)"})

    assert (only(app).name, only(app).commune, only(app).naf) == ("Atelier de l’Artois", "62498", "43.32A")


def test_public_body_of_the_register_is_found_by_its_number(client, app, make):
    make.register(SIRET, name="SYNDICAT DES EAUX", legal_category="7353", commune="62041")
    make.sign_in(client, make.user())
    listed = client.get("/organisations/new/buyer", query_string={"q": SIRET[:9]})

    answer = client.submit(listed.soup.select_one("main .results a")["href"], {})

    assert answer.location == "/home"
    assert (only(app).is_buyer, only(app).siret, only(app).buyer_family) == (True, SIRET, "local_authority")


@pytest.mark.parametrize("category", ["5499", None])
def test_firm_is_no_public_body(client, make, category):
    make.register(SIRET, name="ATELIER", legal_category=category)

    assert client.get(f"/organisations/new/buyer/register/{SIRET}").status_code == 404


@pytest.mark.parametrize(
    ("values", "size", "family"),
    [
        ({"size": "GE", "headcount": "01"}, "ge", None),
        ({"size": "PME", "headcount": "01"}, "tpe", None),
        ({"size": "PME"}, "pme", None),
        ({"social": True, "legal_category": "5710"}, None, "commercial"),
        ({"social": None, "legal_category": "9220"}, None, "association"),
        ({"legal_category": "0000x", "naf": "99.99Z", "nomenclature": "rev2"}, None, None),
        ({"naf": "43.32A", "nomenclature": None}, None, None),
    ],
)
def test_size_and_social_economy_follow_the_register_s_codes(values, size, family):
    card = firm_of(Establishment(siret=SIRET, name="X", **values))

    assert (card.told_size, card.told_ess_family) == (size, family)
    assert card.naf is None or card.naf_nomenclature is not None


def test_command_notes_on_the_cards_what_the_register_says(app, make):
    firm, closed, unknown = (make.supplier(siret=demonstration_siret(60 + n)) for n in range(1, 4))
    make.register(firm.siret, **KNOWN)
    make.register(closed.siret, **{**KNOWN, "active": 0})

    first, second = (app.test_cli_runner().invoke(args=["organisations", "check"]) for _ in range(2))

    with app.app_context():
        states = dict(db.session.execute(sa.select(Organisation.id, Organisation.register_state)).all())
    assert states == {firm.id: RegisterState.OPEN, closed.id: RegisterState.CLOSED, unknown.id: None}
    assert (first.output.strip(), second.output.strip()) == ("2", "0")
