"""A whole sourcing with a real mail server: one answers from the mail, one as a group, one declines."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from matchmaker.accounts.actor import Role
from matchmaker.journal.services import verify
from matchmaker.notifications import delivery
from matchmaker.sourcing import delivering
from matchmaker.web.transaction import transaction
from tests.factories import Make
from tests.notifications.conftest import Letterbox, letterbox, port, post_office
from tests.sourcing.conftest import OpenSourcing

__all__ = ["letterbox", "port", "post_office"]


@pytest.fixture
def turn(app: Flask, opened: OpenSourcing):
    """The worker's turn: what is due is handed over, and the mails leave."""

    def run() -> None:
        with app.app_context(), transaction():
            delivering.carry(datetime.now(UTC))
        with app.app_context(), transaction():
            delivery.deliver()

    return run


def body(box: Letterbox, recipient: str, subject: str) -> str:
    found = [mail for mail in box.mails if mail["To"] == recipient and str(mail["Subject"]) == subject]
    assert len(found) == 1
    return str(found[0].get_body(("plain",)).get_content())


def link_in(text: str) -> str:
    found = re.search(r"/response/\S+choice=interested", text)
    assert found is not None
    return found[0]


INVITED = "Un acheteur public souhaite votre avis"


def test_from_the_invitation_to_the_outcome(
    opened: OpenSourcing, make: Make, app: Flask, turn, letterbox: Letterbox
) -> None:
    opened.invite(opened.gardeners, opened.pruners)
    turn()
    opened.stranger.submit(link_in(body(letterbox, "jardins@exemple.invalid", INVITED)), {"text": "Oui"})
    declined = link_in(body(letterbox, "taille@exemple.invalid", INVITED))
    app.test_client().submit(declined, {"choice": "declined", "reason": "no_time"})
    group = app.test_client()
    make.sign_in(group, make.member(opened.roofers, Role.SUPPLIER, make.user(email="chef@exemple.invalid")))
    group.submit(f"{opened.base}/respond", {"choice": "interested", "partners": "Les Jardiniers"})
    group.submit(f"{opened.base}/questions/ask", {"text": "Les outils sont-ils fournis ?"})
    reply = opened.team.get(f"{opened.base}/questions").soup.select_one("a[href$=reply]")["href"]
    opened.team.submit(reply, {"reply": "Oui."})
    turn()
    opened.team.submit(f"{opened.base}/close", {})
    for _ in range(3):
        turn()

    firms = ("jardins@exemple.invalid", "taille@exemple.invalid", "chef@exemple.invalid")
    assert {box for box in firms for mail in letterbox.mails if mail["To"] == box} == set(firms)
    for box in firms:
        assert "Oui." in body(letterbox, box, "L’acheteur a répondu à une question")
        assert body(letterbox, box, "Copie de votre réponse")
        assert "ne reçoit plus" in body(letterbox, box, "Ce que devient un besoin qui vous a été signalé")
    with app.app_context():
        assert verify()[0] > 10
