"""The mails of accounts, in both languages: one aim, one link, and why they were received."""

from __future__ import annotations

import pytest

from matchmaker.accounts import messages
from matchmaker.accounts.models import Link, LinkPurpose, User
from matchmaker.notifications.services import render
from tests.factories.make import NOW

LINK = Link(id=7, purpose=LinkPurpose.RESET, expires_at=NOW)


def mails(locale):
    user = User(id=3, email="ines@exemple.fr", first_name="Inès", last_name="Carlier", locale=locale)
    return {
        "confirm": messages.confirm(user, LINK, "jeton"),
        "reset": messages.reset(user, LINK, "jeton"),
        "known_address": messages.known_address(user, now=NOW),
        "password_changed": messages.password_changed(user, now=NOW),
    }


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("name", ["confirm", "reset", "known_address", "password_changed"])
def test_mail_greets_links_and_says_why(context, locale, name):
    subject, text, html = render(mails(locale)[name])

    assert "\n" not in subject
    assert "Carlier" not in subject
    assert "Inès" in text
    assert text.count("http://localhost/") == 1
    assert ("Vous recevez ce message" if locale == "fr" else "You receive this mail") in text
    assert "<title>" in html


def test_confirmation_reads_well_in_french(context):
    subject, text, _html = render(mails("fr")["confirm"])

    assert subject == "Confirmez votre adresse"
    assert "http://localhost/confirm?token=jeton" in text
    assert "mardi 8 septembre 2026 à 11\u00a0h" in text


def test_mail_s_key_is_of_the_act_and_the_reader():
    assert mails("fr")["confirm"].key == "confirm:7"
    assert mails("fr")["known_address"].key == "known_address:3:2026-09-08"
