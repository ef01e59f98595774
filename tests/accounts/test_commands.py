"""`flask accounts create-admin`."""

from __future__ import annotations

import pytest

from matchmaker.accounts import passwords, queries
from tests.factories.make import PASSWORD


@pytest.fixture
def run(app):
    """Run the command with this standard input."""

    def call(*arguments, typed="chaque jeudi à la mairie\n"):
        return app.test_cli_runner().invoke(args=["accounts", "create-admin", *arguments], input=typed)

    return call


def administrator(app, email):
    with app.app_context():
        user = queries.by_email(email)
        return user and (user.administrator, user.confirmed_at is not None)


def test_first_administrator_can_sign_in(app, client, run):
    result = run("Admin@exemple.fr", "--password-stdin")
    assert result.exit_code == 0, result.output

    assert administrator(app, "admin@exemple.fr") == (True, True)
    values = {"email": "admin@exemple.fr", "password": "chaque jeudi à la mairie"}
    assert client.submit("/sign-in", values).location == "/home"


def test_known_account_keeps_its_password(app, make, run):
    make.user("camille@exemple.fr")

    result = run("camille@exemple.fr", typed="")

    assert (result.exit_code, administrator(app, "camille@exemple.fr")) == (0, (True, True))
    with app.app_context():
        assert passwords.matches(queries.by_email("camille@exemple.fr").password_hash, PASSWORD)


def test_new_password_of_a_known_account_ends_its_sessions(client, make, run):
    user = make.user()
    make.sign_in(client, user)

    run(user.email, "--password-stdin")

    assert client.get("/account").status_code == 302


@pytest.mark.parametrize(
    ("email", "typed"),
    [("pas une adresse", "x\n"), ("a@b.fr", "court\n"), ("a@b.fr", "motdepasse1\n"), ("a@b.fr", "")],
)
def test_wrong_address_or_weak_password_makes_nobody(app, run, email, typed):
    result = run(email, "--password-stdin", typed=typed)

    assert result.exit_code != 0
    assert administrator(app, email) is None
