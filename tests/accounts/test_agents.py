"""Agents sign in through an identity provider: who is believed, who is linked, and how one leaves."""

from __future__ import annotations

import time
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from matchmaker.accounts import agents
from matchmaker.accounts.models import Identity, Session, User
from matchmaker.extensions import db
from tests.accounts.provider import CLIENT, SECRET, Provider, running
from tests.factories.make import PASSWORD

EMAIL = "agent@mairie-exemple.fr"


@pytest.fixture
def provider(app, settings):
    agent = {"email": EMAIL, "email_verified": True, "given_name": "Anna", "usual_name": "Leclercq"}
    with running(Provider(agent={**agent, "siret": "21620001800013"})) as found:
        app.config["SETTINGS"] = replace(
            settings, oidc_issuer=found.issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET
        )
        yield found
        app.config["SETTINGS"] = settings
        agents.forget()


def come_back(client, provider, start="/sign-in/agent"):
    return client.get(provider.sign_in(client.get(start).location))


def rows(app, kind):
    with app.app_context():
        found = db.session.query(kind).all()
        db.session.expunge_all()
    return found


def test_a_new_agent_comes_in_without_a_password(client, app, provider):
    answer = come_back(client, provider, "/sign-in/agent?next=/needs")

    user = rows(app, User)[0]
    assert (answer.status_code, answer.location) == (303, "/needs")
    assert (user.email, user.name, user.confirmed_at is not None) == (EMAIL, "Anna Leclercq", True)
    assert client.get("/account").status_code == 200


def test_what_is_asked_follows_the_documented_flow(client, provider):
    come_back(client, provider)

    asked = provider.asked
    assert (asked["response_type"], asked["client_id"], asked["acr_values"]) == ("code", CLIENT, "eidas1")
    assert asked["scope"] == "openid given_name usual_name email siret uid"
    assert asked["redirect_uri"] == "http://localhost/sign-in/agent/return"
    assert min(len(asked["state"]), len(asked["nonce"])) >= 32
    assert provider.exchanges[0]["client_secret"] == SECRET


def test_the_same_agent_is_found_again_by_the_subject_whatever_the_mail(client, app, provider):
    come_back(client, provider)
    provider.agent["email"] = "autre@mairie-exemple.fr"

    come_back(app.test_client(), provider)

    assert [user.email for user in rows(app, User)] == [EMAIL]


def test_keys_on_an_elliptic_curve_are_believed_too(client, provider):
    provider.algorithm = "ES256"

    assert come_back(client, provider).location == "/home"


LIES = [
    {"lies": {"id_token": {"iss": "https://ailleurs.example"}}},
    {"lies": {"id_token": {"aud": "quelqu-un-d-autre"}}},
    {"lies": {"id_token": {"nonce": "x" * 43}}},
    {"lies": {"id_token": {"nonce": None}}},
    {"lies": {"id_token": {"exp": int(time.time()) - 3600}}},
    {"lies": {"id_token": {"exp": None}}},
    {"lies": {"id_token": {"iat": int(time.time()) + 3600}}},
    {"lies": {"id_token": {"acr": "eidas0"}}},
    {"lies": {"id_token": {"sub": ""}}},
    {"lies": {"userinfo": {"sub": "quelqu-un"}}},
    {"lies": {"userinfo": {"aud": "quelqu-un-d-autre"}}},
    {"lies": {"userinfo": {"email": ""}}},
    {"lies": {"userinfo": {"email": "a@b.fr, c@d.fr"}}},
    {"strange_key": True},
    {"unsigned_userinfo": True},
]


@pytest.mark.parametrize("lie", LIES, ids=range(len(LIES)))
def test_what_does_not_hold_signs_nobody_in(client, app, provider, lie):
    for name, value in lie.items():
        setattr(provider, name, value)

    answer = come_back(client, provider)

    assert (answer.location, rows(app, User), rows(app, Session)) == ("/sign-in", [], [])


def test_an_answer_that_this_browser_did_not_ask_for_is_not_believed(client, app, provider):
    back = provider.sign_in(client.get("/sign-in/agent").location)

    assert app.test_client().get(back).location == "/sign-in"
    assert client.get(back.replace("state=", "state=x")).location == "/sign-in"
    assert client.get(back).location == "/sign-in"  # the state is spent with the first answer
    assert rows(app, User) == []


def test_a_code_serves_once(client, app, provider):
    back = provider.sign_in(client.get("/sign-in/agent").location)
    client.get(back)

    assert app.test_client().get(back).location == "/sign-in"
    assert len(rows(app, Session)) == 1


def test_a_verified_mail_finds_the_account_that_is_here(client, app, make, provider):
    user = make.user(EMAIL)

    come_back(client, provider)

    assert [one.user_id for one in rows(app, Identity)] == [user.id]


def test_an_unverified_mail_opens_nobodys_account(client, app, make, provider):
    make.user(EMAIL)
    provider.agent["email_verified"] = False

    page = client.get(come_back(client, provider).location)

    assert "reliez-le" in page.text
    assert rows(app, Identity) == rows(app, Session) == []


def test_an_unverified_mail_makes_an_account_that_only_its_mailbox_opens(client, app, provider, mails):
    provider.agent["email_verified"] = False

    answer = come_back(client, provider)

    assert answer.location == "/register/check-your-mail"
    assert [mail.recipient for mail in mails()] == [EMAIL]
    assert rows(app, Identity) == rows(app, Session) == []


def test_a_planted_account_loses_its_password(client, app, make, provider):
    make.user(EMAIL, confirmed_at=None)

    come_back(client, provider)

    assert app.test_client().get("/sign-in").status_code == 200
    planter = app.test_client()
    assert planter.submit("/sign-in", {"email": EMAIL, "password": PASSWORD}).status_code == 422


def test_one_links_the_account_in_which_one_is_signed_in(client, app, make, provider):
    user = make.user("moi@exemple.fr")
    make.sign_in(client, user)
    page = client.submit("/account", {}, form="main form[action='/account/agent']")
    there = page.soup.select_one("main a.btn-primary")["href"]

    client.get(provider.sign_in(there))

    assert [(one.user_id, one.siret) for one in rows(app, Identity)] == [(user.id, "21620001800013")]


def test_an_identity_of_somebody_else_is_not_taken(client, app, make, provider):
    come_back(app.test_client(), provider)
    make.sign_in(client, make.user("moi@exemple.fr"))
    page = client.submit("/account", {}, form="main form[action='/account/agent']")

    client.get(provider.sign_in(page.soup.select_one("main a.btn-primary")["href"]))

    assert [one.user_id for one in rows(app, Identity)] == [rows(app, User)[0].id]


def test_leaving_passes_by_the_provider_and_back(client, provider):
    come_back(client, provider)
    page = client.submit("/account", {}, form="form[action='/sign-out']")
    there = urlsplit(page.soup.select_one("main a.btn-primary")["href"])
    asked = {name: found[0] for name, found in parse_qs(there.query).items()}

    answer = client.get(f"/signed-out?state={asked['state']}")

    assert there.path.endswith("/session/end")
    assert asked["post_logout_redirect_uri"] == "http://localhost/signed-out"
    assert asked["id_token_hint"].count(".") == 2
    assert len(asked["state"]) >= 32
    assert "chez le fournisseur" in client.get(answer.location).text
    assert client.get("/account").status_code == 302


def test_the_establishment_is_told_to_who_listens(client, app, provider):
    heard = []
    app.extensions["agent_siret"] = (lambda user, siret, *, now: heard.append((user.email, siret)),)
    try:
        come_back(client, provider)
    finally:
        app.extensions["agent_siret"] = ()

    assert heard == [(EMAIL, "21620001800013")]


def test_a_provider_that_is_away_is_said_kindly(client, app, settings):
    app.config["SETTINGS"] = replace(settings, oidc_issuer="http://127.0.0.1:9/nobody")
    try:
        page = client.get(client.get("/sign-in/agent").location)
    finally:
        app.config["SETTINGS"] = settings

    assert "n’a pas confirmé" in page.text


def test_without_the_setting_there_is_no_button(client):
    page = client.get("/sign-in")

    assert page.soup.select("main a[href*='agent']") == []
