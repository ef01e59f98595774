"""Ask to join, accept, refuse."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.organisations.models import Membership, MembershipState
from tests.browsing import CheckedClient


@pytest.fixture
def firm(make):
    return make.supplier(name="Les Toits du Ternois")


@pytest.fixture
def manager(make, firm):
    return make.member(firm, Role.SUPPLIER)


@pytest.fixture
def newcomer(make):
    return make.user(first_name="Inès", last_name="Carlier")


def asked(app, make, firm, newcomer):
    """A browser in which the newcomer has asked to join."""
    app.test_client_class = CheckedClient
    browser = app.test_client()
    make.sign_in(browser, newcomer)
    answer = browser.submit(f"/organisations/{firm.id}/join", {})
    assert answer.status_code == 303
    return browser


def state(app, newcomer):
    with app.app_context():
        query = sa.select(Membership.state).where(Membership.user_id == newcomer.id)
        return db.session.execute(query).scalar_one()


def decide(browser, firm, decision):
    return browser.submit(f"/organisations/{firm.id}/members", {"decision": decision})


def test_request_opens_nothing_and_tells_the_manager(app, make, firm, manager, newcomer, mails):
    browser = asked(app, make, firm, newcomer)

    assert state(app, newcomer) is MembershipState.REQUESTED
    assert [(mail.kind, mail.recipient) for mail in mails()] == [
        ("organisations.join_request", manager.email)
    ]
    assert browser.get(f"/organisations/{firm.id}/members").status_code == 404
    assert browser.get(f"/organisations/{firm.id}/edit").status_code == 404


def test_manager_lets_in(client, app, make, firm, manager, newcomer, mails):
    browser = asked(app, make, firm, newcomer)
    make.sign_in(client, manager)

    decide(client, firm, "accept")

    assert state(app, newcomer) is MembershipState.ACTIVE
    assert mails()[-1].recipient == newcomer.email
    assert browser.get("/home").h1 == firm.name
    assert not make.actor(newcomer).acting_for.manager


def test_manager_refuses(client, app, make, firm, manager, newcomer, mails):
    browser = asked(app, make, firm, newcomer)
    make.sign_in(client, manager)

    decide(client, firm, "refuse")

    assert state(app, newcomer) is MembershipState.REFUSED
    assert mails()[-1].kind == "organisations.join_refused"
    assert "refusée" in browser.get(f"/organisations/{firm.id}/join").text


def test_manager_sees_the_request_on_arriving(client, app, make, firm, manager, newcomer):
    asked(app, make, firm, newcomer)
    make.sign_in(client, manager)

    assert "Inès Carlier" in client.get("/home").text


def test_asking_twice_makes_one_request(app, make, firm, manager, newcomer, mails):
    browser = asked(app, make, firm, newcomer)

    page = browser.get(f"/organisations/{firm.id}/join")

    assert page.soup.select_one("main form[method=post]") is None
    assert len(mails()) == 1


def test_plain_member_cannot_answer(client, app, make, firm, manager, newcomer):
    asked(app, make, firm, newcomer)
    make.sign_in(client, make.member(firm, Role.SUPPLIER, manager=False))
    page = client.get(f"/organisations/{firm.id}/members")

    assert page.status_code == 200
    assert "Inès Carlier" not in page.text
    assert page.soup.select_one("main form[method=post]") is None


@pytest.mark.parametrize("who", ["stranger", "newcomer", "plain member"])
def test_z1_answering_for_others_finds_nothing(client, app, make, firm, manager, newcomer, who):
    asked(app, make, firm, newcomer)
    people = {
        "stranger": lambda: make.member(make.supplier(), Role.SUPPLIER),
        "newcomer": lambda: newcomer,
        "plain member": lambda: make.member(firm, Role.SUPPLIER, manager=False),
    }
    make.sign_in(client, people[who]())
    token = client.get("/account").soup.select_one("input[name=csrf_token]")["value"]
    with app.app_context():
        query = sa.select(Membership.id).where(Membership.user_id == newcomer.id)
        number = db.session.execute(query).scalar_one()

    answer = client.post(
        f"/organisations/{firm.id}/members/{number}", data={"decision": "accept", "csrf_token": token}
    )

    assert answer.status_code == 404
    assert state(app, newcomer) is MembershipState.REQUESTED


def test_request_to_an_organisation_without_members_goes_to_the_administrators(
    app, make, firm, newcomer, mails
):
    administrator = make.user(administrator=True)

    asked(app, make, firm, newcomer)

    assert [mail.recipient for mail in mails()] == [administrator.email]


def test_administrator_lets_in_the_first_member_as_manager(client, app, make, firm, newcomer):
    asked(app, make, firm, newcomer)
    make.sign_in(client, make.user(administrator=True))

    decide(client, firm, "accept")

    assert make.actor(newcomer).acting_for.manager


def test_role_that_the_organisation_has_not_is_refused(client, app, make, firm, newcomer):
    make.sign_in(client, newcomer)

    answer = client.submit(f"/organisations/{firm.id}/join", {"role": "buyer"})

    assert answer.status_code == 422


def test_person_acts_for_several_by_turns(client, make, firm):
    body = make.buyer(name="Commune de Saint-Exemple")
    user = make.member(firm, Role.SUPPLIER)
    make.member(body, Role.BUYER, user)
    make.sign_in(client, user)

    client.submit("/account", {}, form="form[action='/account/acting-for']")
    chosen = client.get("/account").soup.select_one("form[action='/account/acting-for'] button")
    token = client.get("/account").soup.select_one("input[name=csrf_token]")["value"]
    client.post("/account/acting-for", data={"membership_id": chosen["value"], "csrf_token": token})

    assert client.get("/home").h1 in (firm.name, body.name)


@pytest.mark.parametrize("value", ["", "0", "999999", "x", "²", "9" * 30])
def test_acting_by_a_membership_of_others_finds_nothing(client, make, firm, manager, value):
    make.sign_in(client, make.user())
    token = client.get("/account").soup.select_one("input[name=csrf_token]")["value"]

    answer = client.post("/account/acting-for", data={"membership_id": value, "csrf_token": token})

    assert answer.status_code == 404


def test_s6_withdrawn_membership_is_lost_at_the_next_request(client, app, make, firm, manager):
    make.sign_in(client, manager)
    assert client.get(f"/organisations/{firm.id}/edit").status_code == 200

    from matchmaker.database import access

    with app.app_context(), access(read_only=False):
        db.session.execute(sa.update(Membership).values(state=MembershipState.ENDED))
        db.session.commit()

    assert client.get(f"/organisations/{firm.id}/edit").status_code == 404
