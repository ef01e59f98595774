"""Contact details behind a click that leaves a trace; observers and strangers never see them (row Z4)."""

from __future__ import annotations

import pytest

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.journal.models import AccessTrace, Entry

PHONE, EMAIL = "03 21 00 00 00", "atelier@exemple.invalid"


@pytest.fixture
def firm(make):
    return make.supplier(name="Atelier du Clair", phone=PHONE, contact_email=EMAIL)


def ask(client, firm):
    return client.submit(f"/organisations/{firm.id}", {}, form="main form[action$='/contact']")


def test_a_buyer_sees_them_and_leaves_a_trace(client, app, make, firm):
    body = make.buyer()
    user = make.member(body, Role.BUYER)
    make.sign_in(client, user)

    page = ask(client, firm)

    assert PHONE in page.text
    assert EMAIL in page.text
    with app.app_context():
        row = db.session.query(AccessTrace).one()
        assert (row.user_id, row.organisation_id, row.object_id) == (user.id, body.id, firm.id)
        assert db.session.query(Entry).count() == 0  # apart from the chain


def test_z4_they_are_on_no_page_before_the_click(client, make, firm):
    make.sign_in(client, make.member(make.buyer(), Role.BUYER))

    pages = [client.get(address).text for address in (f"/organisations/{firm.id}", "/suppliers")]

    assert [1 for text in pages if PHONE in text or EMAIL in text] == []


def test_z4_an_observer_is_not_offered_them_and_refused(client, app, make, firm):
    make.sign_in(client, make.member(make.buyer(), Role.OBSERVER))
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        answer = client.post(f"/organisations/{firm.id}/contact")
    finally:
        app.config["WTF_CSRF_ENABLED"] = True

    assert answer.status_code == 403
    assert client.get(f"/organisations/{firm.id}").soup.select("form[action$='/contact']") == []


def test_members_read_who_has_asked(client, app, make, firm):
    asking = app.test_client()
    make.sign_in(asking, make.member(make.buyer(name="Commune de Trépont"), Role.BUYER))
    ask(asking, firm)
    make.sign_in(client, make.member(firm, Role.SUPPLIER))

    page = client.get(f"/organisations/{firm.id}/contact/seen")

    assert page.texts("main tbody td") == ["Commune de Trépont"]
    assert asking.get(f"/organisations/{firm.id}/contact/seen").status_code == 404
