"""A forgotten password, and its change by its owner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from matchmaker.accounts import queries, services
from matchmaker.accounts.errors import DeadLink
from matchmaker.accounts.models import LinkPurpose, User
from matchmaker.accounts.services.links import new_link
from matchmaker.extensions import db
from tests.factories.make import PASSWORD

NOW = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
NEW = "un tout autre marché"


def asked(client, user):
    return client.submit("/password/forgotten", {"email": user.email})


def test_reset_sets_the_password_and_signs_in(client, app, make, last_link):
    user = make.user()
    asked(client, user)

    answer = client.submit(last_link(), {"password": NEW})

    assert (answer.status_code, answer.location) == (303, "/home")
    other = app.test_client()
    assert other.submit("/sign-in", {"email": user.email, "password": PASSWORD}).status_code == 422
    assert other.submit("/sign-in", {"email": user.email, "password": NEW}).status_code == 303


def test_reset_ends_every_other_session(client, app, make, last_link):
    user, other = make.user(), app.test_client()
    make.sign_in(other, user)
    asked(client, user)

    client.submit(last_link(), {"password": NEW})

    assert other.get("/account").status_code == 302


def test_a4_reset_of_an_unknown_address_is_answered_alike(client, make, mails):
    known = asked(client, make.user())
    unknown = client.submit("/password/forgotten", {"email": "inconnue@exemple.fr"})

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert len(mails()) == 1


def test_a7_link_used_twice_is_refused_with_a_way_to_a_new_one(client, make, last_link):
    asked(client, make.user())
    link = last_link()
    client.submit(link, {"password": NEW})

    answer = client.get(link)

    assert answer.status_code == 410
    assert answer.soup.select_one('main a[href="/password/forgotten"]')


@pytest.mark.parametrize("token", ["", "x", "%00", "a" * 3000, "é"])
def test_a7_invented_links_are_refused(client, token):
    assert client.get(f"/password/reset?token={token}").status_code == 410


def test_a7_link_is_dead_after_a_password_change(client, app, make, mails, last_link):
    user = make.user()
    asked(client, user)
    link = last_link()
    make.sign_in(client, user)
    client.submit("/account/password", {"current": PASSWORD, "password": NEW})

    assert app.test_client().get(link).status_code == 410


def test_a7_expired_link_is_refused(context, make):
    user = db.session.get_one(User, make.user().id)
    _link, token = new_link(user, LinkPurpose.RESET, now=NOW)

    assert queries.live_link(token, LinkPurpose.RESET, now=NOW + timedelta(minutes=119)) is not None
    with pytest.raises(DeadLink):
        services.reset_password(token, password_hash="x", now=NOW + timedelta(minutes=121))


def test_a7_link_serves_one_purpose_only(context, make):
    user = db.session.get_one(User, make.user().id)
    _link, token = new_link(user, LinkPurpose.CONFIRM, now=NOW)

    with pytest.raises(DeadLink):
        services.reset_password(token, password_hash="x", now=NOW)


def test_r2_five_resets_a_day_then_no_more_mail(context, make):
    user = make.user()
    for hour in range(8):
        services.ask_reset(user.email, now=NOW + timedelta(hours=hour))

    sent = queries.links_since(db.session.get_one(User, user.id), LinkPurpose.RESET, NOW - timedelta(days=1))
    assert sent == 5


def test_p2_link_in_the_mail_names_the_configured_host(client, make, mails):
    user = make.user()
    page = client.get("/password/forgotten")
    token = page.soup.select_one("main input[name=csrf_token]")["value"]

    client.post(
        "/password/forgotten",
        data={"email": user.email, "csrf_token": token},
        headers={"X-Forwarded-Host": "evil.example"},
    )

    assert "evil.example" not in mails()[-1].text
    assert "http://localhost/password/reset?token=" in mails()[-1].text


def test_wrong_present_password_changes_nothing(client, make):
    make.sign_in(client, make.user())

    answer = client.submit("/account/password", {"current": "pas le bon mot", "password": NEW})

    assert answer.status_code == 422
    assert [link["href"] for link in answer.soup.select("#error-summary a")] == ["#current"]


def test_guessing_the_present_password_is_throttled(client, make):
    make.sign_in(client, make.user())
    wrong = {"current": "pas le bon mot", "password": NEW}

    answers = [client.submit("/account/password", wrong).status_code for _ in range(11)]

    assert answers == [422] * 10 + [429]
