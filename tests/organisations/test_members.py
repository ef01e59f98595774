"""Invite, hand over, take off, leave; an organisation is never left without a manager."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from matchmaker.accounts.actor import Role
from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.organisations import messages, queries, services
from matchmaker.organisations.errors import DeadInvitation, LastManager
from matchmaker.organisations.models import Membership, MembershipState
from tests.browsing import CheckedClient
from tests.factories.make import NOW
from tests.hostile.race import together


@pytest.fixture
def firm(make):
    return make.supplier(name="Les Toits du Ternois")


@pytest.fixture
def manager(make, firm):
    return make.member(firm, Role.SUPPLIER)


@pytest.fixture
def writing(context):
    with access(read_only=False):
        yield context


def decide(client, firm, user, decision):
    """Press a button beside that member, as the page shows it."""
    page = client.get(f"/organisations/{firm.id}/members")
    with client.application.app_context():
        number = queries.membership_of(user.id, firm.id).id
    form = page.soup.select_one(f'form[action$="/members/{number}"]')
    token = form.select_one("input[name=csrf_token]")["value"]
    return client.post(form["action"], data={"decision": decision, "csrf_token": token})


def link_in(mail) -> str:
    return re.search(r"http://localhost(/invitation\S+)", mail.text).group(1)


def invited(client, make, firm, manager, mails, email="ines@exemple.invalid"):
    make.sign_in(client, manager)
    answer = client.submit(f"/organisations/{firm.id}/invite", {"email": email})
    assert answer.status_code == 303
    return link_in(mails()[-1])


def as_somebody(app, make, user):
    app.test_client_class = CheckedClient
    browser = app.test_client()
    make.sign_in(browser, user)
    return browser


def test_invited_colleague_speaks_on_the_host_s_word(client, app, make, firm, manager, mails):
    link = invited(client, make, firm, manager, mails)
    colleague = make.user("ines@exemple.invalid")
    browser = as_somebody(app, make, colleague)

    answer = browser.submit(link, {})

    assert answer.location == "/home"
    acting = make.actor(colleague).acting_for
    assert (acting.name, acting.verified, acting.manager) == (firm.name, True, False)


def test_a8_invitation_for_another_address_is_refused_and_said(client, app, make, firm, manager, mails):
    link = invited(client, make, firm, manager, mails)
    other = make.user("autre@exemple.invalid")

    page = as_somebody(app, make, other).get(link)

    assert page.status_code == 403
    assert "autre@exemple.invalid" in page.text
    assert "ines@exemple.invalid" not in page.text
    assert make.actor(other).memberships == ()


def test_invitation_leads_a_stranger_to_an_account_and_back(client, app, make, firm, manager, mails):
    link = invited(client, make, firm, manager, mails)

    page = app.test_client().get(link)

    assert page.status_code == 200
    assert f"/register?next={link[:11]}" in page.text.replace("%2F", "/")


def test_invitation_is_good_once(client, app, make, firm, manager, mails):
    link = invited(client, make, firm, manager, mails)
    browser = as_somebody(app, make, make.user("ines@exemple.invalid"))
    browser.submit(link, {})

    assert browser.get(link).status_code == 410


@pytest.fixture
def tokens(monkeypatch):
    """The tokens of the invitations sent: the mails alone hold them."""
    sent: list[str] = []
    build = messages.invitation

    def noted(one, token, **values):
        sent.append(token)
        return build(one, token, **values)

    monkeypatch.setattr(messages, "invitation", noted)
    return sent


@pytest.mark.parametrize("end", ["a newer one", "a week", "the host has left"])
def test_invitation_dies(make, firm, manager, writing, tokens, end):
    host, guest = make.actor(manager), make.actor(make.user("ines@exemple.invalid"))
    make.member(firm, Role.SUPPLIER)
    body = queries.organisation(firm.id)
    services.invite(body, guest.email, Role.SUPPLIER, actor=host, now=NOW)
    if end == "a newer one":
        services.invite(body, guest.email, Role.SUPPLIER, actor=host, now=NOW)
    if end == "the host has left":
        services.leave(queries.membership_of(manager.id, firm.id), actor=host, now=NOW)
    moment = NOW + timedelta(days=8 if end == "a week" else 0)

    with pytest.raises(DeadInvitation):
        services.accept(tokens[0], actor=guest, now=moment)


def test_member_without_ground_invites_nobody(client, make, firm):
    make.sign_in(client, make.member(firm, Role.SUPPLIER, verified=False))

    page = client.get(f"/organisations/{firm.id}/invite")

    assert page.soup.select_one("input[name=email]") is None
    assert page.soup.select_one(f'main a[href="/organisations/{firm.id}/ground"]')


def test_hand_over_then_leave(client, make, firm, manager):
    colleague = make.member(firm, Role.SUPPLIER, manager=False)
    make.sign_in(client, manager)
    stuck = client.get(f"/organisations/{firm.id}/leave")

    decide(client, firm, colleague, "manager")
    answer = client.submit(f"/organisations/{firm.id}/leave", {})

    assert stuck.soup.select_one("main form[method=post]") is None
    assert answer.location == "/home"
    assert make.actor(colleague).acting_for.manager
    assert make.actor(manager).memberships == ()
    assert client.get(f"/organisations/{firm.id}/members").status_code == 404


@pytest.mark.parametrize("decision", ["member", "remove"])
def test_last_manager_can_neither_step_down_nor_be_taken_off(client, make, firm, manager, decision):
    make.member(firm, Role.SUPPLIER, manager=False)
    make.sign_in(client, manager)

    answer = decide(client, firm, manager, decision)

    assert answer.status_code == 409
    assert make.actor(manager).acting_for.manager


def test_taken_off_loses_the_right_at_once_and_is_told(client, app, make, firm, manager, mails):
    colleague = make.member(firm, Role.SUPPLIER, manager=False)
    browser = as_somebody(app, make, colleague)
    make.sign_in(client, manager)

    decide(client, firm, colleague, "remove")

    assert browser.get(f"/organisations/{firm.id}/members").status_code == 404
    assert (mails()[-1].kind, mails()[-1].recipient) == ("organisations.member_removed", colleague.email)


def test_asking_again_after_a_refusal_mails_again(client, app, make, firm, manager, mails):
    newcomer = make.user("retour@exemple.invalid")
    browser = as_somebody(app, make, newcomer)
    make.sign_in(client, manager)
    browser.submit(f"/organisations/{firm.id}/join", {})
    decide(client, firm, newcomer, "refuse")
    with app.app_context(), access(read_only=False):  # another day
        db.session.query(Membership).filter_by(user_id=newcomer.id).update({"created_at": NOW})
        db.session.commit()

    browser.submit(f"/organisations/{firm.id}/join", {})

    asked = [mail for mail in mails() if mail.kind == "organisations.join_request"]
    assert len(asked) == 2
    with app.app_context():
        assert queries.membership_of(newcomer.id, firm.id).state is MembershipState.REQUESTED


def test_two_last_managers_who_leave_at_once_leave_one(app, make, firm, manager):
    pair = [make.actor(manager), make.actor(make.member(firm, Role.SUPPLIER))]

    def leave(number: int) -> str:
        with app.app_context(), access(read_only=False):
            try:
                membership = queries.membership_of(pair[number].user_id, firm.id)
                services.leave(membership, actor=pair[number], now=NOW)
                db.session.commit()
            except LastManager:
                db.session.rollback()
                return "stays"
            return "left"

    assert sorted(together(2, leave)) == ["left", "stays"]
