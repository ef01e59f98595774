"""The browsers one is signed in with: listed, ended one by one, ended by password change and deactivation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from matchmaker.accounts import devices, services
from matchmaker.accounts.models import Session, User
from matchmaker.database import access
from matchmaker.extensions import db
from tests.factories.make import PASSWORD

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def other_browser(app, make, user):
    other = app.test_client()
    make.sign_in(other, user)
    return other


def test_own_sessions_are_listed_in_words(client, make):
    user = make.user()
    client.post("/sign-in", data={"email": user.email, "password": PASSWORD}, headers={"User-Agent": FIREFOX})
    client.submit("/sign-in", {"email": user.email, "password": PASSWORD}, headers={"User-Agent": FIREFOX})

    page = client.get("/account/sessions")

    assert page.texts("main h2") == ["Firefox · Windows"]
    assert "Ce navigateur" in page.text


def test_one_session_is_ended_and_the_others_stay(client, app, make):
    user = make.user()
    make.sign_in(client, user)
    other = other_browser(app, make, user)

    client.submit("/account/sessions", {}, form="main form[action$='/end']")

    assert (client.get("/account").status_code, other.get("/account").status_code) == (200, 302)


def test_all_others_are_ended_at_once(client, app, make):
    user = make.user()
    make.sign_in(client, user)
    others = [other_browser(app, make, user) for _ in range(2)]

    client.submit("/account/sessions", {}, form="main form[action$='/end-others']")

    assert client.get("/account").status_code == 200
    assert [other.get("/account").status_code for other in others] == [302, 302]


def test_the_session_of_another_person_is_unknown(client, app, make):
    stranger = make.user()
    victim = other_browser(app, make, stranger)
    make.sign_in(client, make.user())
    with app.app_context():
        number = db.session.query(Session.id).filter_by(user_id=stranger.id).scalar()
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        answer = client.post(f"/account/sessions/{number}/end")
    finally:
        app.config["WTF_CSRF_ENABLED"] = True

    assert (answer.status_code, victim.get("/account").status_code) == (404, 200)


def test_s6_a_disabled_account_is_out_at_the_next_request(client, app, make):
    user, administrator = make.user(), make.user(administrator=True)
    make.sign_in(client, user)
    actor = make.actor(administrator)
    with app.app_context(), access(read_only=False):
        services.disable(db.session.get_one(User, user.id), actor=actor, now=datetime.now(UTC))
        db.session.commit()

    assert client.get("/account").status_code == 302
    assert client.submit("/sign-in", {"email": user.email, "password": PASSWORD}).status_code == 422


def test_last_use_is_noted_to_the_quarter_of_an_hour(client, app, make):
    user = make.user()
    make.sign_in(client, user)
    long_ago = datetime.now(UTC) - timedelta(hours=2)
    with app.app_context(), access(read_only=False):
        db.session.execute(sa.update(Session).values(seen_at=long_ago))
        db.session.execute(sa.update(User).values(warned_at=long_ago))
        db.session.commit()

    client.get("/help")

    with app.app_context():
        row, person = db.session.query(Session).one(), db.session.get_one(User, user.id)
        assert datetime.now(UTC) - row.seen_at < timedelta(minutes=5)
        assert (person.seen_at, person.warned_at) == (row.seen_at, None)


def test_an_unknown_browser_says_nothing():
    assert (devices.words(""), devices.words("curl/8.5")) == ("", "")
    assert devices.words("Mozilla/5.0 (iPhone; CPU) Version/18 Safari/604.1") == "Safari · iPhone"
