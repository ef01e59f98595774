"""Questions and replies: to everybody, without a name, until the consultation is published."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.sourcing.models_contacts import Exchange
from tests.factories import Make
from tests.sourcing.conftest import OpenSourcing
from tests.sourcing.test_contacts import acts, mails


@pytest.fixture
def gardener(opened: OpenSourcing, make: Make, app) -> FlaskClient:
    browser = app.test_client()
    make.sign_in(browser, make.member(opened.gardeners, Role.SUPPLIER))
    return browser


def asked(opened: OpenSourcing, browser: FlaskClient, text: str = "Les outils sont-ils fournis ?") -> str:
    """The address where the team replies."""
    assert browser.submit(f"{opened.base}/questions/ask", {"text": text}).status_code == 303
    return opened.team.get(f"{opened.base}/questions").soup.select_one("a[href$=reply]")["href"]


def test_a_question_is_the_team_s_alone_until_the_reply(opened: OpenSourcing, gardener, app) -> None:
    asked(opened, gardener, "Jardiniers : les outils ?")

    assert "les outils" not in app.test_client().get(f"{opened.base}/questions").text
    assert "les outils" in opened.team.get(f"{opened.base}/questions").text


def test_the_reply_is_public_and_names_nobody(opened: OpenSourcing, gardener, app) -> None:
    address = asked(opened, gardener, "Nous, Les Jardiniers, demandons : les outils ?")
    opened.team.submit(address, {"question": "Les outils sont-ils fournis ?", "reply": "Oui."})

    page = app.test_client().get(f"{opened.base}/questions").text
    assert ("Les outils sont-ils fournis ?" in page, "Les Jardiniers" in page) == (True, False)


def test_the_reply_goes_to_every_firm_at_once(opened: OpenSourcing, gardener, app, work) -> None:
    opened.invite(opened.pruners, opened.roofers)
    opened.team.submit(asked(opened, gardener), {"reply": "Oui."})
    work()

    sent = mails(app, "sourcing.reply")
    assert len({mail.created_at for mail in sent}) == 1
    assert len(sent) == 3
    assert "reçu la même chose" in opened.team.get(f"{opened.base}/contacts/parity").text


def test_who_comes_later_finds_the_reply_on_the_page(opened: OpenSourcing, gardener, app, work) -> None:
    opened.team.submit(asked(opened, gardener), {"reply": "Oui, fournis."})
    opened.invite(opened.pruners)

    link = opened.link(mails(app, "sourcing.invitation")[0])
    assert "Oui, fournis." in opened.stranger.get(link).text
    assert [mail.recipient for mail in mails(app, "sourcing.reply")] != ["taille@exemple.invalid"]
    assert "reçu la même chose" in opened.team.get(f"{opened.base}/contacts/parity").text


def test_a_reply_is_never_changed(opened: OpenSourcing, gardener, app) -> None:
    """Two colleagues reply at once: the second is told, and nothing is overwritten."""
    address = asked(opened, gardener)
    form = {"csrf_token": opened.token(opened.team), "question": "Les outils ?"}
    first = opened.team.post(address, data={**form, "reply": "Oui."})
    second = opened.team.post(address, data={**form, "reply": "Non."})

    assert (first.status_code, second.status_code) == (303, 409)
    assert len(acts(app, "question.answered")) == 1


def test_the_same_question_sent_twice_is_asked_once(opened: OpenSourcing, gardener, app) -> None:
    page = gardener.get(f"{opened.base}/questions/ask")
    names = ("csrf_token", "form_key")
    form = {name: page.soup.select_one(f"main input[name={name}]")["value"] for name in names}
    for _ in range(2):
        gardener.post(f"{opened.base}/questions/ask", data={**form, "text": "Les outils ?"})

    with app.app_context():
        assert db.session.execute(sa.select(sa.func.count(Exchange.id))).scalar_one() == 1


def test_the_author_of_the_need_is_told_of_a_question(opened: OpenSourcing, gardener, app) -> None:
    asked(opened, gardener)

    told = mails(app, "sourcing.question")
    assert [mail.subject for mail in told] == ["Une entreprise pose une question sur votre besoin"]
    assert told[0].due_at <= datetime.now(UTC)


def test_the_consultation_brings_silence(opened: OpenSourcing, gardener, app) -> None:
    address = asked(opened, gardener)
    opened.team.submit(f"{opened.base}/tender", {"url": "https://marches.exemple.invalid/1"})
    form = {"csrf_token": opened.token(opened.team), "question": "Les outils ?", "reply": "Oui."}

    assert opened.team.post(address, data=form).status_code == 409
    assert "sont closes" in gardener.get(f"{opened.base}/questions/ask").text
    assert "respond" not in gardener.get(opened.base).soup.select_one("main .cluster a")["href"]


def test_a_question_of_another_need_is_unknown(opened: OpenSourcing, gardener, make: Make) -> None:
    number = asked(opened, gardener).split("/")[-2]
    other = make.need(opened.need.organisation)

    assert opened.team.get(f"/needs/{other.id}/questions/{number}/reply").status_code == 404
