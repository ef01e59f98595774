"""The end of a kind of mail: one press, by hand or by the mail program, without an account."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.extensions import db
from matchmaker.notifications import delivery, refusals
from matchmaker.notifications.kinds import Frequency
from matchmaker.notifications.messages import Message
from matchmaker.notifications.models import MailPreference, OutboxMail
from matchmaker.notifications.services import queue
from matchmaker.web.transaction import transaction
from tests.factories.make import NOW

VALUES = {"title": "Tonte", "need_id": 1}
WHO, KIND = "ines@exemple.invalid", "sourcing.invitation"


def put(app: Flask, *, key: str = "k", refusable: bool = True) -> tuple[bool, OutboxMail | None]:
    message = Message(key, KIND, WHO, "fr", "sourcing_responses", VALUES, refusable=refusable)
    with app.app_context(), transaction():
        queued = queue(message, now=NOW)
    with app.app_context():
        return queued, db.session.query(OutboxMail).filter_by(key=key).one_or_none()


@pytest.fixture
def address(app: Flask) -> str:
    with app.app_context():
        return f"/unsubscribe/{refusals.sign(WHO, KIND)}"


def test_the_mail_carries_the_headers_of_one_click(app: Flask, address: str) -> None:
    _queued, mail = put(app)
    email = delivery.as_email(mail, "Le Beffroi <site@exemple.invalid>")

    assert email["List-Unsubscribe"] == f"<http://localhost{address}>"
    assert email["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in mail.text
    assert address in mail.html


def test_a_mail_owed_to_its_reader_has_no_such_header(app: Flask) -> None:
    _queued, mail = put(app, refusable=False)

    assert "List-Unsubscribe" not in delivery.as_email(mail, "site@exemple.invalid")


def test_the_mail_program_posts_without_a_form_token(
    app: Flask, client: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RFC 8058: the body is fixed, and there is neither cookie nor token."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answers = [client.post(address, data={"List-Unsubscribe": "One-Click"}).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert put(app) == (False, None)


def test_opening_the_link_refuses_nothing(app: Flask, client: FlaskClient, address: str) -> None:
    """Mail scanners open links."""
    client.get(address)

    assert put(app)[0]


def test_a_person_presses_one_button(app: Flask, client: FlaskClient, address: str) -> None:
    page = client.submit(address, {})

    assert "ne reçoit plus" in page.text
    with app.app_context():
        assert db.session.query(
            MailPreference.email, MailPreference.kind, MailPreference.frequency
        ).one() == (
            WHO,
            KIND,
            Frequency.NEVER,
        )


def test_a_forged_link_is_unknown(client: FlaskClient, address: str) -> None:
    assert client.get(address[:-6] + "xxxxxx").status_code == 404
    assert client.post("/unsubscribe/x").status_code == 404
