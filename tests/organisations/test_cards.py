"""The public card, its change by a member, the list of suppliers, and what the search reads."""

from __future__ import annotations

import pytest

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.organisations import documents
from matchmaker.organisations.models import EssFamily, Organisation


@pytest.fixture
def firm(make):
    return make.supplier(
        name="Les Toits du Ternois",
        description="Nous posons des toits.",
        phone="03 21 00 00 00",
        contact_email="bureau@exemple.fr",
        siret="00000012500015",
        siren="000000125",
        naf="43.91B",
        naf_nomenclature="rev2",
        ess_family=EssFamily.COOPERATIVE,
        kinds=["EI"],
    )


@pytest.fixture
def member(make, firm):
    return make.member(firm, Role.SUPPLIER, make.user(last_name="Carlier"))


def edit(client, firm, values, **kwargs):
    return client.submit(f"/organisations/{firm.id}/edit", values, **kwargs)


def read(app, firm):
    with app.app_context():
        row = db.session.get_one(Organisation, firm.id)
        list(row.kinds)
        db.session.expunge_all()
    return row


def test_public_card_shows_the_firm_and_nobody_s_contact(client, firm, member):
    page = client.get(f"/organisations/{firm.id}")

    assert page.h1 == "Les Toits du Ternois"
    kinds = ["Très petite entreprise", "Coopérative", "Entreprise d’insertion (EI)"]
    assert page.texts("main .tag") == [*kinds, "Vérifié", "Non vérifié au répertoire"]
    assert "43.91B · " in page.text
    for private in ("Carlier", "03 21 00 00 00", "bureau@exemple.fr", "/edit"):
        assert private not in page.soup.main.text + str(page.soup.main.select("a"))


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "1.0", "%00", "٣", "-1"])
def test_i7_odd_numbers_are_no_page(client, number):
    assert client.get(f"/organisations/{number}").status_code == 404


def test_member_changes_the_card(client, app, make, firm, member):
    make.sign_in(client, member)
    values = {"name": "Toits du Ternois", "kinds": ["EI", "EA"], "website": "toits.exemple.fr"}

    answer = edit(client, firm, values)

    assert answer.location == f"/organisations/{firm.id}"
    row = read(app, firm)
    assert (row.name, row.website, row.version) == ("Toits du Ternois", "https://toits.exemple.fr", 2)
    assert [kind.kind for kind in row.kinds] == ["EA", "EI"]


def test_form_sent_untouched_changes_nothing_told(client, app, make, firm, member):
    make.sign_in(client, member)
    before = {c.key: getattr(firm, c.key) for c in Organisation.__table__.columns}

    edit(client, firm, {})

    after = {c.key: getattr(read(app, firm), c.key) for c in Organisation.__table__.columns}
    assert {name for name in before if before[name] != after[name]} == {"version", "updated_at"}


def test_k6_stale_card_is_refused_with_both_versions(client, app, make, firm, member):
    make.sign_in(client, member)
    stale = client.get(f"/organisations/{firm.id}/edit").soup.select_one("[name=version]")["value"]
    edit(client, firm, {"name": "Première version"})

    answer = edit(client, firm, {"name": "Seconde version", "version": stale})

    assert answer.status_code == 409
    assert "Première version" in answer.text
    assert "Seconde version" in answer.text
    assert read(app, firm).name == "Première version"


@pytest.mark.parametrize(
    "website", ["javascript:alert(1)", "data:text/html,x", "ftp://a.fr", "exemple", "https://a b.fr"]
)
def test_x4_addresses_that_are_no_site_are_refused(client, make, firm, member, website):
    make.sign_in(client, member)

    answer = edit(client, firm, {"website": website})

    assert [link["href"] for link in answer.soup.select("#error-summary a")] == ["#website"]


def test_x4_markup_in_a_card_is_shown_as_text(client, make):
    firm = make.supplier(
        name="<script>alert(1)</script>", description="{{ 7*7 }}<img src=x onerror=alert(1)>"
    )

    page = client.get(f"/organisations/{firm.id}")

    assert page.h1 == "<script>alert(1)</script>"
    assert page.soup.select_one("main img") is None
    assert "{{ 7*7 }}" in page.text


def test_z1_card_of_others_cannot_be_changed(client, make, firm):
    make.sign_in(client, make.member(make.supplier(), Role.SUPPLIER))

    assert client.get(f"/organisations/{firm.id}/edit").status_code == 404


def test_body_s_card_is_changed_without_losing_its_family(client, app, make):
    body = make.buyer()
    make.sign_in(client, make.member(body, Role.BUYER))

    edit(client, body, {"name": "Commune de Saint-Autre"})

    assert (read(app, body).name, read(app, body).buyer_family) == (
        "Commune de Saint-Autre",
        "local_authority",
    )


def test_list_of_suppliers_is_paged(client, make):
    for number in range(23):
        make.supplier(name=f"Atelier {number:02}")
    make.buyer(name="Commune absente")

    first, second = client.get("/suppliers"), client.get("/suppliers?page=2")

    assert first.texts("main .card h2") == [f"Atelier {number:02}" for number in range(20)]
    assert second.texts("main .card h2") == ["Atelier 20", "Atelier 21", "Atelier 22"]


@pytest.mark.parametrize("page", ["0", "-1", "2", "1e9", "٣", "²", "NaN", "9" * 26])
def test_i5_pages_that_are_not_there_are_404(client, page):
    assert client.get("/suppliers", query_string={"page": page}).status_code == 404


@pytest.mark.parametrize("address", ["/suppliers", "/home"])
def test_pages_cost_the_same_queries_for_one_three_and_twenty(client, app, make, counted, address):
    user = make.user()
    make.sign_in(client, user)
    counts = []
    for rows in (1, 2, 17):
        for _ in range(rows):
            make.member(make.supplier(kinds=["EI"]), Role.SUPPLIER, user)
        client.get(address)  # the matcher is made ready at its first use
        with counted() as queries:
            client.get(address)
        counts.append(len(queries))

    assert len(set(counts)) == 1, counts


def test_documents_cost_the_same_queries_for_one_three_and_twenty(context, make, counted):
    counts = []
    for rows in (1, 2, 17):
        ids = [make.supplier(kinds=["EI"]).id for _ in range(rows)]
        with counted() as queries:
            documents.load(ids)
        db.session.rollback()
        counts.append(len(queries))

    assert len(set(counts)) == 1, counts


def test_document_holds_the_card_and_nothing_of_people(context, firm, member):
    [document] = documents.load([firm.id])

    assert (document.key, document.title, document.department) == (f"organisation:{firm.id}", firm.name, "62")
    assert document.ess == ("cooperative", "siae")
    assert firm.siret in document.keywords
    whole = str(document.to_json())
    assert "Carlier" not in whole
    assert "bureau@exemple.fr" not in whole


def test_every_document_is_given_once(context, make):
    made = {make.supplier().id for _ in range(3)} | {make.buyer().id}

    assert {int(one.key.split(":")[1]) for one in documents.every()} == made
    assert documents.count() == len(made)


def test_change_of_a_card_reaches_the_index(client, app, make, firm, member, work):
    make.sign_in(client, member)
    edit(client, firm, {"name": "Couvertures du Ternois"})
    work()

    held = app.extensions["search"].keys_with_versions()
    assert held[f"organisation:{firm.id}"] == 2
