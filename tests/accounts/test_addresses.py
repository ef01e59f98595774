"""A new e-mail address counts when both mailboxes have said yes."""

from __future__ import annotations

import re

import pytest

from matchmaker.accounts.models import User
from matchmaker.extensions import db
from tests.factories.make import PASSWORD

NEW = "nouvelle@exemple.fr"


@pytest.fixture
def asked(client, make, mails):
    """The person, and the two links by the mailbox that they went to."""
    user = make.user()
    make.sign_in(client, user)
    client.submit("/account/email", {"email": NEW, "current": PASSWORD})
    return user, {mail.recipient: link(mail) for mail in mails()}


def link(mail):
    found = re.search(r"http://localhost(/\S+token=\S+)", mail.text)
    assert found is not None
    return found.group(1)


def address(app, user):
    with app.app_context():
        return db.session.get_one(User, user.id).email


def test_both_links_change_the_address_and_end_the_sessions(client, app, asked):
    user, links = asked

    client.submit(links[user.email], {})
    between = address(app, user)
    client.submit(links[NEW], {})

    assert (between, address(app, user)) == (user.email, NEW)
    assert client.get("/account").status_code == 302


@pytest.mark.parametrize("which", ["old", "new"])
def test_one_link_alone_changes_nothing(client, app, asked, which):
    user, links = asked

    client.submit(links[user.email if which == "old" else NEW], {})

    assert address(app, user) == user.email


def test_a7_a_link_serves_once_and_a_new_request_voids_the_old(client, app, asked):
    user, links = asked
    client.submit(links[user.email], {})
    client.submit("/account/email", {"email": "encore@exemple.fr", "current": PASSWORD})

    assert [client.get(one).status_code for one in links.values()] == [410, 410]


def test_an_address_that_is_taken_is_told_by_mail_only(client, make, mails):
    other = make.user()
    make.sign_in(client, make.user())

    page = client.submit("/account/email", {"email": other.email, "current": PASSWORD})

    assert page.status_code == 200
    assert sorted(mail.kind for mail in mails()) == ["accounts.email_old", "accounts.known_address"]


def test_the_password_is_asked_for(client, make, mails):
    make.sign_in(client, make.user())

    assert client.submit("/account/email", {"email": NEW, "current": "autre chose"}).status_code == 422
    assert mails() == []
