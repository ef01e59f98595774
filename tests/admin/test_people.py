"""Administrators: accounts found, switched off and on, given rights; observers appointed; the policy read."""

from __future__ import annotations

import pytest

from matchmaker.accounts.actor import Role
from matchmaker.accounts.models import SecondFactor, User
from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.journal.models import Entry
from matchmaker.organisations.models import Membership
from matchmaker.web import matrix
from tests.factories.make import NOW, PASSWORD


@pytest.fixture
def administrator(client, make):
    user = make.user(administrator=True)
    make.sign_in(client, user)
    return user


def read(app, user):
    with app.app_context():
        found = db.session.get_one(User, user.id)
        db.session.expunge_all()
    return found


def acts(app):
    with app.app_context():
        return [entry.action for entry in db.session.query(Entry).order_by(Entry.seq)]


def test_people_are_found_by_words_of_name_and_address(client, make, administrator):
    make.user("zelie@exemple.fr", last_name="Wattrelos")
    make.user("autre@exemple.fr", last_name="Dupuis")

    page = client.get("/administration/people?q=WATT zel")

    assert page.texts("main tbody th") == ["Camille Wattrelos"]


@pytest.mark.parametrize("words", ["%", "_", "|", "' OR 1=1", "a\x00%"])
def test_i1_signs_of_sql_find_nobody(client, make, administrator, words):
    page = client.get("/administration/people", query_string={"q": words})

    assert (page.status_code, page.texts("main tbody th")) == (200, [])


@pytest.mark.parametrize("rows", [1, 3, 20])
def test_the_list_asks_as_many_questions_whatever_its_length(
    client, make, administrator, count_queries, rows
):
    for _ in range(rows):
        make.user()

    assert count_queries(lambda: client.get("/administration/people")) <= 5


def test_rights_are_given_and_recorded(client, app, make, administrator):
    user = make.user()

    client.submit(f"/administration/people/{user.id}", {"moderator": "y"})

    found = read(app, user)
    assert (found.moderator, found.administrator) == (True, False)
    assert acts(app)[-1] == "account.rights_changed"


def test_nobody_changes_their_own_rights(client, app, administrator):
    page = client.get(f"/administration/people/{administrator.id}")
    token = page.soup.select_one("input[name=csrf_token]")["value"]

    answer = client.post(f"/administration/people/{administrator.id}", data={"csrf_token": token})
    again = client.post(f"/administration/people/{administrator.id}/disable", data={"csrf_token": token})

    assert (answer.status_code, again.status_code) == (409, 409)
    assert read(app, administrator).administrator


def test_a_disabled_account_is_opened_again(client, app, make, administrator):
    user, address = make.user(), "/administration/people/{}"
    page = address.format(user.id)
    client.submit(page, {}, form="main form[action$='/disable']")
    shut = app.test_client().submit("/sign-in", {"email": user.email, "password": PASSWORD})
    client.submit(page, {}, form="main form[action$='/enable']")

    opened = app.test_client().submit("/sign-in", {"email": user.email, "password": PASSWORD})

    assert (shut.status_code, opened.status_code) == (422, 303)


def test_a_lost_telephone_is_forgotten_by_an_administrator(client, app, make, administrator):
    user = make.user()
    with app.app_context(), access(read_only=False):
        db.session.add(SecondFactor(user_id=user.id, secret="A" * 32, created_at=NOW, confirmed_at=NOW))
        db.session.commit()

    client.submit(f"/administration/people/{user.id}", {}, form="main form[action$='/remove-second-factor']")

    with app.app_context():
        assert db.session.query(SecondFactor).count() == 0


def test_an_observer_is_appointed_once(client, app, make, administrator):
    user = make.user()
    body = make.buyer(siren="215903501", name="Préfecture d’exemple")

    for _ in range(2):
        client.submit(
            f"/administration/people/{user.id}", {"siren": body.siren}, form="main form[action$='/observer']"
        )

    with app.app_context():
        found = db.session.query(Membership).all()
        assert [(row.organisation_id, row.role, row.manager) for row in found] == [
            (body.id, Role.OBSERVER, False)
        ]


@pytest.mark.parametrize("siren", ["", "12345678", "999999999"])
def test_an_observer_of_no_body_is_explained(client, app, make, administrator, siren):
    user = make.user()
    page = f"/administration/people/{user.id}"

    answer = client.submit(
        page, {"siren": siren}, form="main form[action$='/observer']", follow_redirects=True
    )

    assert "SIREN" in answer.texts(".notice")[-1]


def test_the_policy_page_shows_every_row(client, administrator):
    page = client.get("/administration/policy")

    assert len(page.soup.select("main tbody tr")) == len(matrix.rows())


def test_a_moderator_is_no_administrator(client, make):
    make.sign_in(client, make.user(moderator=True))

    assert client.get("/administration/people").status_code == 403
