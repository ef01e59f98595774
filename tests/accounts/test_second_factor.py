"""The second factor: set up, asked for, not replayed, recovered from, obligatory for administrators."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from matchmaker.accounts import totp
from matchmaker.accounts.models import SecondFactor
from matchmaker.extensions import db
from tests.factories.make import NOW, PASSWORD


def secret_of(app, user):
    with app.app_context():
        return db.session.get_one(SecondFactor, user.id).secret


def forget_step(app, user):
    """As if the half-minute of the last code were past."""
    from matchmaker.database import access

    with app.app_context(), access(read_only=False):
        db.session.get_one(SecondFactor, user.id).last_step = 0
        db.session.commit()


def current_code(app, user):
    return totp.code_at(secret_of(app, user), datetime.now(UTC))


def served_code(app, user):
    """The code that came in last, whatever half-minute has begun since."""
    with app.app_context():
        step = db.session.get_one(SecondFactor, user.id).last_step
    return totp.code_at(secret_of(app, user), datetime.fromtimestamp(step * totp.SECONDS, UTC))


@pytest.fixture
def protected(client, app, make):
    """Somebody whose second factor is on, signed in with it; the recovery codes beside."""
    user = make.user()
    make.sign_in(client, user)
    client.submit("/account/second-factor", {})
    page = client.submit("/account/second-factor/set-up", {"code": current_code(app, user)})
    return user, page.texts("ul.codes code")


def test_setting_up_shows_ten_recovery_codes_once(client, protected):
    _user, codes = protected

    assert len(set(codes)) == 10
    assert codes[0] not in client.get("/account/second-factor").text


def test_the_square_is_an_image_of_its_own_address(client, make):
    make.sign_in(client, make.user())
    client.submit("/account/second-factor", {})

    answer = client.get("/account/second-factor/code.svg")

    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("image/svg+xml", "no-store, private")


def test_a_wrong_first_code_turns_nothing_on(client, make):
    make.sign_in(client, make.user())
    client.submit("/account/second-factor", {})

    page = client.submit("/account/second-factor/set-up", {"code": "abcdef"})

    assert page.status_code == 422
    assert "horloge" in page.text or "à l’heure" in page.text


def test_the_password_alone_stays_outside(app, client, protected):
    user, _codes = protected
    other = app.test_client()

    answer = other.submit("/sign-in", {"email": user.email, "password": PASSWORD})

    assert answer.location == "/sign-in/code"
    assert other.get("/account").status_code == 302


def test_password_and_code_come_in(app, client, protected):
    user, _codes = protected
    forget_step(app, user)
    other = app.test_client()
    other.submit("/sign-in?next=/needs", {"email": user.email, "password": PASSWORD})

    answer = other.submit("/sign-in/code", {"code": current_code(app, user)})

    assert (answer.status_code, answer.location) == (303, "/needs")
    assert other.get("/account").status_code == 200


def test_a_code_that_has_served_serves_no_more(app, client, protected):
    user, _codes = protected
    other = app.test_client()
    other.submit("/sign-in", {"email": user.email, "password": PASSWORD})

    answer = other.submit("/sign-in/code", {"code": served_code(app, user)})

    assert answer.status_code == 422


def test_a_recovery_code_comes_in_once(app, client, protected):
    user, codes = protected
    outcomes = []
    for _ in range(2):
        other = app.test_client()
        other.submit("/sign-in", {"email": user.email, "password": PASSWORD})
        outcomes.append(other.submit("/sign-in/code", {"code": codes[0].upper()}).status_code)

    assert outcomes == [303, 422]


def test_a5_codes_are_throttled_and_the_password_wins_no_new_tries(app, client, protected):
    user, _codes = protected
    other = app.test_client()
    answers = []
    for _ in range(12):
        first = other.submit("/sign-in", {"email": user.email, "password": PASSWORD})
        if first.status_code == 429:
            answers.append(429)
            break
        answers.append(other.submit("/sign-in/code", {"code": "000000"}).status_code)

    assert answers == [422] * 10 + [429]


def test_the_second_step_alone_leads_to_the_first(client):
    assert client.get("/sign-in/code").location == "/sign-in"


def test_removing_asks_for_the_password(client, app, protected):
    refused = client.submit("/account/second-factor/remove", {"current": "pas celui-ci"})
    removed = client.submit("/account/second-factor/remove", {"current": PASSWORD})

    assert (refused.status_code, removed.status_code) == (422, 303)
    with app.app_context():
        assert db.session.query(SecondFactor).count() == 0


def test_new_recovery_codes_replace_the_former(app, client, protected):
    user, codes = protected
    page = client.submit("/account/second-factor/recovery-codes", {"current": PASSWORD})
    fresh = page.texts("ul.codes code")
    other = app.test_client()
    other.submit("/sign-in", {"email": user.email, "password": PASSWORD})

    assert set(fresh) & set(codes) == set()
    assert other.submit("/sign-in/code", {"code": codes[1]}).status_code == 422


@pytest.fixture
def strict(app, settings):
    app.config["SETTINGS"] = replace(settings, administrators_second_factor=True)
    yield
    app.config["SETTINGS"] = settings


def test_an_administrator_without_second_factor_has_no_rights(client, make, strict):
    make.sign_in(client, make.user(administrator=True))

    assert client.get("/administration").location == "/account/second-factor"


def test_an_administrator_with_one_has_them_and_cannot_remove_it(client, app, make, strict):
    user = make.user(administrator=True)
    make.sign_in(client, user)
    client.submit("/account/second-factor", {})
    client.submit("/account/second-factor/set-up", {"code": current_code(app, user)})

    assert client.get("/administration").status_code == 200
    assert client.get("/account/second-factor/remove").location == "/account/second-factor"


@pytest.mark.parametrize(
    ("seconds", "right"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_code_counts_within_half_a_minute(seconds, right):
    secret = totp.new_secret()
    code = totp.code_at(secret, NOW + timedelta(seconds=seconds))

    assert (totp.accepted_step(secret, code, now=NOW, last_step=0) is not None) is right


@pytest.mark.parametrize("code", ["", "é", "12345", "1234567", "１２３４５６", "0" * 4000])
def test_what_is_no_code_is_refused(code):
    assert totp.accepted_step(totp.new_secret(), code, now=NOW, last_step=0) is None
