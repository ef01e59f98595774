"""A real mail server on a free port of this machine, and ways to fill the outbox."""

from __future__ import annotations

import dataclasses
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from matchmaker.extensions import db
from matchmaker.notifications.models import OutboxMail
from matchmaker.web.transaction import transaction
from tests.factories.make import NOW


class Letterbox:
    """What arrived, in order; `refused` addresses are answered 550."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refused: set[str] = set()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.original_content, policy=policy.default))
        return "250 OK"

    @property
    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails]


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


@pytest.fixture
def post_office(app: Flask, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings name a mail server, which may be there or not."""
    settings = dataclasses.replace(app.config["SETTINGS"], mail_url=f"smtp://127.0.0.1:{port}")
    monkeypatch.setitem(app.config, "SETTINGS", settings)


@pytest.fixture
def letterbox(post_office: None, port: int) -> Iterator[Letterbox]:
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def put(app: Flask) -> Callable[..., int]:
    """A mail in the outbox; its id."""

    def put(key: str = "k1", **values: Any) -> int:
        plain = {"kind": "test", "recipient": "ines@exemple.invalid", "subject": "Bonjour", "text": "Oui\n"}
        plain |= {"html": "<p>Oui</p>", "created_at": NOW, "due_at": NOW}
        with app.app_context(), transaction():
            mail = OutboxMail(key=key, **{**plain, **values})
            db.session.add(mail)
            db.session.flush()
            number: int = mail.id
        return number

    return put


@pytest.fixture
def state(app: Flask) -> Callable[[int], OutboxMail]:
    def read(number: int) -> OutboxMail:
        with app.app_context():
            return db.session.get_one(OutboxMail, number)

    return read


@pytest.fixture
def deliver(app: Flask) -> Callable[[], None]:
    """One run of the task, as the worker would."""
    from matchmaker.notifications import delivery

    def run() -> None:
        with app.app_context(), transaction():
            delivery.deliver()

    return run
