"""The mails of needs, as their readers get them."""

from __future__ import annotations

import pytest
from flask import Flask

from matchmaker.accounts.models import User
from matchmaker.needs import messages
from matchmaker.notifications.services import render
from tests.factories import Make


@pytest.mark.parametrize(
    ("locale", "subject", "sentence"),
    [
        ("fr", "Votre besoin est publié", "sous la référence B-2026-000007"),
        ("en", "Your need is published", "under the reference B-2026-000007"),
    ],
)
def test_published(context: Flask, make: Make, locale: str, subject: str, sentence: str) -> None:
    need = make.need(reference="B-2026-000007", title="Tonte & haies <b>")

    message = messages.published(need, User(id=1, email="a@exemple.invalid", locale=locale))
    written, text, html = render(message)

    assert (written, sentence in text, sentence in html) == (subject, True, True)
    assert f"http://localhost/needs/{need.id}" in text
    assert ("Tonte & haies <b>" in text, "Tonte &amp; haies &lt;b&gt;" in html) == (True, True)


def test_a_draft_without_title_is_named_as_such(context: Flask, make: Make) -> None:
    need = make.need(title="")

    _subject, text, _html = render(
        messages.draft_left(need, User(id=1, email="a@exemple.invalid", locale="fr"))
    )

    assert "«\u00a0Brouillon sans titre\u00a0»" in text
    assert "Vous recevez ce message, une seule fois par brouillon" in text
