"""Registration and the confirmation of an address, through the pages."""

from __future__ import annotations

import sqlalchemy as sa

from matchmaker.accounts.models import User
from matchmaker.extensions import db
from tests.accounts.conftest import NEWCOMER


def users(app):
    with app.app_context():
        return list(db.session.execute(sa.select(User.email)).scalars())


def test_newcomer_goes_on_where_the_registration_stopped(client, app, last_link):
    client.submit("/register?next=/suppliers", NEWCOMER)

    answer = client.submit(last_link(), {})

    assert answer.status_code == 303
    assert answer.location == "/suppliers"
    assert client.get("/account").status_code == 200
    assert users(app) == ["ines.carlier@exemple.fr"]


def test_confirming_in_another_browser_leads_to_sign_in(client, app, last_link):
    client.submit("/register", NEWCOMER)
    other = app.test_client()

    answer = other.submit(last_link(), {})

    assert answer.location == "/sign-in"
    assert other.get("/account").status_code == 302


def test_opening_the_link_alone_changes_nothing(client, last_link):
    client.submit("/register", NEWCOMER)

    client.get(last_link())
    client.get(last_link())

    assert client.submit(last_link(), {}).status_code == 303


def test_link_used_twice_is_refused_with_a_way_on(client, last_link):
    client.submit("/register", NEWCOMER)
    client.submit(last_link(), {})

    answer = client.get(last_link())

    assert answer.status_code == 410
    assert answer.soup.select_one('main a[href="/sign-in"]')


def test_a4_known_address_is_answered_like_an_unknown_one(client, make, mails):
    make.user("connue@exemple.fr")

    known = client.submit("/register", {**NEWCOMER, "email": "connue@exemple.fr"})
    unknown = client.submit("/register", NEWCOMER)

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert [mail.kind for mail in mails()] == ["accounts.known_address", "accounts.confirm"]


def test_k2_equal_registrations_make_one_account_and_one_mail(client, app, mails):
    for _ in range(8):
        client.submit("/register", NEWCOMER)

    assert users(app) == ["ines.carlier@exemple.fr"]
    assert len(mails()) == 1


def test_k1_same_form_sent_twice_leads_to_the_same_page(client, app):
    page = client.get("/register")
    form = {field["name"]: field.get("value", "") for field in page.soup.select("main form input")} | NEWCOMER

    answers = [client.post("/register", data=form) for _ in range(2)]

    assert [answer.location for answer in answers] == ["/register/check-your-mail"] * 2
    assert len(users(app)) == 1


def test_a6_weak_passwords_are_refused(client, app):
    for password in ("password", "motdepasse2026", " " * 12, "a", "aaaaaaaaaaaa", "12345678901"):
        answer = client.submit("/register", {**NEWCOMER, "password": password})
        assert answer.status_code == 422, password
        assert answer.soup.title.text.startswith("Erreur")

    assert users(app) == []


def test_a6_long_password_is_accepted_and_pasting_is_allowed(client, app):
    page = client.get("/register")
    field = page.soup.select_one("#password")

    answer = client.submit("/register", {**NEWCOMER, "password": "phrase " * 20})

    assert answer.status_code == 303
    assert field["autocomplete"] == "new-password"
    assert "onpaste" not in field.attrs


def test_form_comes_back_as_filled_in_with_its_errors_linked(client):
    answer = client.submit("/register", {**NEWCOMER, "email": "pas une adresse", "consent": None})

    assert answer.status_code == 422
    assert [link["href"] for link in answer.soup.select("#error-summary a")] == ["#email", "#consent"]
    assert answer.soup.select_one("#first_name")["value"] == "Inès"


def test_addresses_that_would_make_two_recipients_are_refused(client, app):
    for email in ("a@b.fr,c@d.fr", '"a b"@c.fr', "a@b.fr\r\nBcc: x@y.fr", "a@b", "é@b.fr", "a@-b.fr"):
        assert client.submit("/register", {**NEWCOMER, "email": email}).status_code == 422, email

    assert users(app) == []


def test_z2_extra_fields_are_ignored(client, app):
    client.submit("/register", {**NEWCOMER, "administrator": "1", "confirmed_at": "2026-01-01", "id": "1"})

    with app.app_context():
        user = db.session.execute(sa.select(User)).scalar_one()
        assert (user.administrator, user.confirmed_at) == (False, None)


def test_second_registration_of_an_unconfirmed_address_kills_the_first_link(context):
    from datetime import UTC, datetime, timedelta

    from matchmaker.accounts import queries, services
    from matchmaker.accounts.models import Link, LinkPurpose

    now = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
    values = {"first_name": "Inès", "last_name": "Carlier", "locale": "fr"}
    services.register("ines@exemple.fr", password_hash="one", now=now, **values)
    services.register("ines@exemple.fr", password_hash="two", now=now + timedelta(minutes=5), **values)

    live = sa.select(sa.func.count(Link.id)).where(
        Link.purpose == LinkPurpose.CONFIRM, Link.used_at.is_(None)
    )
    assert db.session.execute(live).scalar_one() == 1
    assert queries.by_email("ines@exemple.fr").password_hash == "two"
