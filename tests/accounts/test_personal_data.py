"""Take one's data away, be forgotten, be warned: and the journal still verifies (row L4)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from matchmaker.accounts import retention, services
from matchmaker.accounts.actor import SYSTEM, Role
from matchmaker.accounts.models import PersonSalt, Session, User
from matchmaker.accounts.personal import pseudonym
from matchmaker.extensions import db
from matchmaker.journal.services import verify
from matchmaker.notifications.models import OutboxMail
from matchmaker.organisations.models import Membership, MembershipState
from tests.factories.make import NOW, PASSWORD

YEARS = timedelta(days=30) * 24


def test_the_export_holds_every_line_of_the_register(client, app, make):
    user = make.member(make.buyer(name="Commune de Trépont"), Role.BUYER)
    make.sign_in(client, user)

    answer = client.submit("/account/data", {}, form="main form[action$='/export']")

    found = json.loads(answer.text)
    assert list(found["data"]) == [one.key for one in app.extensions["personal_data"]]
    assert found["data"]["accounts"][0]["email"] == user.email
    assert found["data"]["memberships"][0]["organisation"] == "Commune de Trépont"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=donnees-")
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_the_export_holds_no_secret(client, make):
    user = make.user()
    make.sign_in(client, user)

    text = client.submit("/account/data", {}, form="main form[action$='/export']").text

    assert "argon2" not in text


def test_l4_erasure_leaves_a_pseudonym_and_a_chain_that_verifies(client, app, make):
    user = make.member(make.buyer(), Role.BUYER)
    make.sign_in(client, user)
    client.submit("/account", {"first_name": "Zoé"})

    client.submit("/account/erase", {"current": PASSWORD, "sure": "y"})

    with app.app_context():
        row = db.session.get_one(User, user.id)
        assert row.name.startswith("P-")
        assert (user.email in row.email, row.first_name, row.password_hash) == (False, "", "")
        assert db.session.query(Membership.state).scalar() is MembershipState.ENDED
        assert db.session.query(Session).count() == db.session.query(PersonSalt).count() == 0
        assert verify()[0] > 0


def test_erased_is_out_and_the_address_is_free_again(client, make):
    user = make.user()
    make.sign_in(client, user)

    client.submit("/account/erase", {"current": PASSWORD, "sure": "y"})

    assert client.get("/account").status_code == 302
    assert client.submit("/sign-in", {"email": user.email, "password": PASSWORD}).status_code == 422
    again = {"email": user.email, "password": "trois pommes au marché", "first_name": "A", "last_name": "B"}
    assert client.submit("/register", {**again, "consent": "y"}).status_code == 303


@pytest.mark.parametrize("values", [{"current": PASSWORD}, {"current": "autre chose", "sure": "y"}])
def test_erasure_asks_for_the_password_and_a_yes(client, app, make, values):
    user = make.user()
    make.sign_in(client, user)

    assert client.submit("/account/erase", values).status_code == 422
    assert client.get("/account").status_code == 200


def test_a_pseudonym_is_the_same_while_the_salt_lives(context, make):
    number = make.user().id

    assert pseudonym(number) == pseudonym(number)
    db.session.execute(sa.delete(PersonSalt))
    db.session.expire_all()
    db.session.rollback()


def at(days):
    return NOW + YEARS + timedelta(days=days)


def test_an_idle_account_is_warned_then_erased(context, make):
    number = make.user().id

    retention.apply(now=at(-29))
    warned = db.session.get_one(User, number).warned_at
    retention.apply(now=at(0))
    still = db.session.get_one(User, number).erased_at
    retention.apply(now=at(2))

    assert (warned, still, db.session.get_one(User, number).erased_at) == (at(-29), None, at(2))


def test_the_warning_is_one_mail(context, make):
    make.user()

    for day in (-29, -28, -20):
        retention.apply(now=at(day))

    assert [mail.kind for mail in db.session.query(OutboxMail)] == ["accounts.idle"]


def test_whoever_comes_back_is_kept(context, make):
    number = make.user().id
    retention.apply(now=at(-29))
    services.open_session(db.session.get_one(User, number), now=at(-10), browser="")

    retention.apply(now=at(5))

    assert db.session.get_one(User, number).erased_at is None


def test_an_address_never_confirmed_is_forgotten_after_a_month(context, make):
    number = make.user(confirmed_at=None).id

    retention.apply(now=NOW + timedelta(days=29))
    kept = db.session.get_one(User, number).erased_at
    retention.apply(now=NOW + timedelta(days=31))

    assert (kept, db.session.get_one(User, number).erased_at) == (None, NOW + timedelta(days=31))


def test_sign_ins_of_a_year_ago_are_purged(context, make):
    user = db.session.get_one(User, make.user().id)
    services.open_session(user, now=NOW, browser="")

    retention.purge(now=NOW + timedelta(days=366 + 14))

    assert db.session.query(Session).count() == 0


def test_the_erasure_of_the_same_person_twice_changes_nothing_more(context, make):
    user = db.session.get_one(User, make.user().id)
    services.erase(user, actor=SYSTEM, now=NOW)
    name = user.name

    retention.apply(now=at(90))

    assert user.name == name
