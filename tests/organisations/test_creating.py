"""A public body, a firm, an organiser: from nothing to acting for it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.organisations.models import Membership, Organisation
from matchmaker.reference import buyers
from matchmaker.reference.identifiers import demonstration_siret
from tests.accounts.conftest import NEWCOMER

FIRM = {"name": "Menuiserie des Remparts", "commune": "Arras (62)"}
SIRET = demonstration_siret(12)
CARD = f"/organisations/new/supplier/card?siret={SIRET}"


def only(app, model):
    with app.app_context():
        found = db.session.execute(sa.select(model)).scalars().one()
        list(getattr(found, "kinds", ()))
        db.session.expunge_all()
    return found


def summary(answer):
    return answer.texts("#error-summary a")


def test_newcomer_s_firm_is_here_with_seven_typed_answers(client, app, last_link):
    start = client.get("/organisations/new/supplier", query_string={"siret": SIRET})
    client.submit(start.location, NEWCOMER)
    confirmed = client.submit(last_link(), {})

    answer = client.submit(confirmed.location, FIRM)

    assert (answer.status_code, answer.location) == (303, "/home")
    firm = only(app, Organisation)
    assert (firm.name, firm.siret, firm.commune, firm.postal_code) == (FIRM["name"], SIRET, "62041", "62000")
    assert client.get("/home").h1 == FIRM["name"]


def test_firm_s_founder_manages_it_as_supplier(client, app, make):
    make.sign_in(client, make.user())

    client.submit(CARD, FIRM)

    membership = only(app, Membership)
    assert (membership.role, membership.manager) == (Role.SUPPLIER, True)


def test_firm_s_full_card_is_kept(client, app, make):
    make.sign_in(client, make.user())
    more = {
        "legal_category": "5458",
        "naf": "4332a",
        "naf_nomenclature": "rev2",
        "headcount": "11",
        "kinds": ["EI", "ESAT"],
        "until_ei": "31/12/2099",
    }

    client.submit(CARD, {**FIRM, **more})

    firm = only(app, Organisation)
    assert (firm.naf, firm.size, firm.ess_family) == ("43.32A", "pme", "cooperative")
    assert [(kind.kind, str(kind.valid_until)) for kind in firm.kinds] == [
        ("EI", "2099-12-31"),
        ("ESAT", "None"),
    ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "obligatoire"),
        (SIRET[:9], "SIREN"),
        (SIRET[:13], "13"),
        (SIRET[:-1] + str((int(SIRET[-1]) + 1) % 10), "chiffre"),
        ("0" * 14, "zéros"),
        ("BE 0123 456 749", "autre pays"),
        ("35600000049838", "chiffre"),
        ("1" * 60, "60"),
    ],
)
def test_i9_wrong_numbers_are_explained_in_one_sentence(client, typed, words):
    answer = client.get("/organisations/new/supplier", query_string={"siret": typed})

    assert answer.status_code == 422
    assert len(summary(answer)) == 1
    assert words in summary(answer)[0]


@pytest.mark.parametrize("separator", [" ", ".", "-", "\u00a0", "\u202f"])
def test_i9_separators_are_forgiven(client, make, separator):
    make.sign_in(client, make.user())
    typed = separator.join((SIRET[:3], SIRET[3:6], SIRET[6:9], SIRET[9:]))

    answer = client.get("/organisations/new/supplier", query_string={"siret": typed})

    assert answer.location == CARD


def test_i9_la_poste_s_own_rule_is_known(client, make):
    make.sign_in(client, make.user())

    answer = client.get("/organisations/new/supplier", query_string={"siret": "35600000049837"})

    assert answer.location.endswith("siret=35600000049837")


def test_demonstration_number_is_refused_outside_the_demonstration(app):
    from matchmaker.organisations.rules import FOR_DEMONSTRATION, checked_siret

    assert checked_siret(SIRET, demonstration=True) == (SIRET, None)
    assert checked_siret(SIRET, demonstration=False) == (None, FOR_DEMONSTRATION)


def test_firm_that_is_here_leads_to_joining_it(client, make):
    firm = make.supplier(siret=SIRET)

    answer = client.get("/organisations/new/supplier", query_string={"siret": SIRET})

    assert answer.location == f"/organisations/{firm.id}/join"


def test_firm_made_by_somebody_else_meanwhile_leads_to_joining_it(client, make):
    make.sign_in(client, make.user())
    page = client.get(CARD)
    form = {field["name"]: field.get("value", "") for field in page.soup.select("main [type=hidden]")}
    firm = make.supplier(siret=SIRET)

    answer = client.post(CARD, data={**form, **FIRM, "naf_nomenclature": "rev2"})

    assert answer.location == f"/organisations/{firm.id}/join"


def test_k1_double_click_makes_one_firm(client, app, make):
    make.sign_in(client, make.user())
    page = client.get(CARD)
    form = {field["name"]: field.get("value", "") for field in page.soup.select("main [type=hidden]")}

    answers = [client.post(CARD, data={**form, **FIRM, "naf_nomenclature": "rev2"}) for _ in range(3)]

    assert [answer.location for answer in answers] == ["/home"] * 3
    assert only(app, Organisation).name == FIRM["name"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a" * 201}, "name"),
        ({"commune": "Nullepart-sur-Rien"}, "commune"),
        ({"commune": "99999"}, "commune"),
        ({"naf": "99.99Z"}, "naf"),
        ({"legal_category": "0001"}, "legal_category"),
        ({"headcount": "99"}, "headcount"),
        ({"size": "enormous"}, "size"),
        ({"kinds": ["XYZ"]}, "kinds-0"),
        ({"kinds": ["EI"], "until_ei": "31/02/2099"}, "until_ei"),
        ({"kinds": ["EI"], "until_ei": "1/1/2001"}, "until_ei"),
    ],
)
def test_wrong_answers_are_told_beside_their_field(client, make, values, field):
    make.sign_in(client, make.user())

    answer = client.submit(CARD, {**FIRM, **values})

    assert answer.status_code == 422
    assert [link["href"] for link in answer.soup.select("#error-summary a")] == [f"#{field}"]


def test_code_of_the_other_nomenclature_is_told(client, make):
    make.sign_in(client, make.user())

    answer = client.submit(CARD, {**FIRM, "naf": "43.32A", "naf_nomenclature": "2025"})

    assert answer.status_code == 422
    assert "nomenclature" in summary(answer)[0]


def test_body_of_the_region_is_found_by_name_and_chosen(client, app, make):
    make.sign_in(client, make.user())
    known = buyers.search("Arras", 1)[0]
    listed = client.get("/organisations/new/buyer", query_string={"q": "Arras"})

    answer = client.submit(f"/organisations/new/buyer/{known.siren}", {})

    assert listed.soup.select_one(f'a[href="/organisations/new/buyer/{known.siren}"]')
    assert answer.location == "/home"
    body = only(app, Organisation)
    assert (body.name, body.siren, body.buyer_family) == (known.name, known.siren, "local_authority")


def test_body_that_is_here_leads_to_joining_it(client, make):
    known = buyers.search("Arras", 1)[0]
    body = make.buyer(siren=known.siren)
    make.sign_in(client, make.user())

    listed = client.get("/organisations/new/buyer", query_string={"q": "Arras"})
    answer = client.get(f"/organisations/new/buyer/{known.siren}")

    assert listed.soup.select_one(f'main a[href="/organisations/{body.id}/join"]')
    assert answer.location == f"/organisations/{body.id}/join"


def test_body_that_nobody_knows_is_entered_by_hand(client, app, make):
    make.sign_in(client, make.user())
    values = {"name": "Centre hospitalier de la Lys", "family": "hospital", "commune": "Lens (62)"}

    answer = client.submit("/organisations/new/buyer/by-hand", values)

    assert answer.location == "/home"
    assert (only(app, Organisation).buyer_family, only(app, Membership).role) == ("hospital", Role.BUYER)


def test_organiser_is_entered_by_hand(client, app, make):
    make.sign_in(client, make.user())

    client.submit("/organisations/new/organiser", {"name": "Réseau des Hauts", "commune": "59350"})

    assert only(app, Organisation).is_organiser
    assert only(app, Membership).role is Role.ORGANISER


def test_next_is_carried_through_every_step(client, make):
    make.sign_in(client, make.user())
    first = client.get("/organisations/new?role=supplier&next=/suppliers")
    second = client.get(first.location + f"&siret={SIRET}")

    answer = client.submit(second.location, FIRM)

    assert answer.location == "/suppliers"


@pytest.mark.parametrize(
    "query", ["", "%", "_", "'; DROP TABLE organisations", "a" * 5000, "\x00", "مرحبا", "²"]
)
def test_i1_odd_searches_of_a_body_have_an_answer(client, query):
    assert client.get("/organisations/new/buyer", query_string={"q": query}).status_code == 200


@pytest.mark.parametrize("number", ["x", "000000000", "21620041900", "%00", "١٢٣٤٥٦٧٨٩"])
def test_unknown_body_is_no_page(client, number):
    assert client.get(f"/organisations/new/buyer/{number}").status_code == 404
