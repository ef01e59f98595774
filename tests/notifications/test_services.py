"""The outbox: rendered in the reader's language, once per key, with our own addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_babel import force_locale
from jinja2 import meta

from matchmaker.extensions import db
from matchmaker.notifications.messages import Message
from matchmaker.notifications.models import OutboxMail
from matchmaker.notifications.services import link, queue, subject_line
from tests.factories.make import NOW

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(folder.name for folder in (ROOT / "templates/emails").iterdir() if folder.is_dir())


def message(key: str = "k", **values: object) -> Message:
    plain = {"token": "t", "name": "Inès", "until": NOW}
    return Message(key, "account", "ines@exemple.invalid", "fr", "confirm", {**plain, **values})


def test_the_same_act_is_told_once_to_the_same_reader(context: Flask) -> None:
    for key in ("a", "b", "a"):
        queue(message(key), now=NOW)

    assert db.session.execute(sa.select(OutboxMail.key).order_by(OutboxMail.id)).scalars().all() == ["a", "b"]


def test_the_database_refuses_a_second_mail_of_the_same_key(context: Flask) -> None:
    queue(message(), now=NOW)
    db.session.flush()
    twin = {"key": "k", "kind": "x", "recipient": "x", "subject": "x", "text": "x", "html": "x"}
    db.session.add(OutboxMail(**twin, created_at=NOW, due_at=NOW))

    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()


def test_links_name_the_configured_host_whatever_the_request_says(app: Flask) -> None:
    """Row P2."""
    with app.test_request_context("/", base_url="http://evil.example"):
        assert link("pages.legal") == "http://localhost/legal"


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_the_subject_is_one_bounded_line(context: Flask, folder: str, locale: str) -> None:
    """Row X3."""
    source = (ROOT / "templates/emails" / folder / "subject.txt").read_text()
    names = meta.find_undeclared_variables(context.jinja_env.parse(source)) - set(context.jinja_env.globals)
    nasty = "a\r\nBcc: b@c.d\x0b\x0c\u2028\x85" + "x" * 500
    with force_locale(locale):
        subject = subject_line(folder, dict.fromkeys(names, nasty))

    assert 0 < len(subject) <= 300
    assert len(subject.splitlines()) == 1
