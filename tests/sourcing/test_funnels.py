"""The boards of a buyer and of a firm: counts that hold, of one's own, in a number of queries that never grows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.needs.models import NeedStatus
from matchmaker.organisations.models import Size
from matchmaker.sourcing import funnels
from matchmaker.sourcing.models import Judgement, Reason, Verdict
from matchmaker.sourcing.models_contacts import Choice, Contact, Decline, Exchange, Response
from matchmaker.web.transaction import transaction
from tests.factories import Make

NOW = datetime.now(UTC)


def sourcing(app: Flask, make: Make, body, *, status: NeedStatus = NeedStatus.CLOSED) -> int:
    """A need with three firms: interested, declined, silent; one question without reply. The first firm's id."""
    need = make.need(body, status=status, ended_at=NOW, answers_until=NOW - timedelta(days=1))
    firms = [make.supplier(size=size) for size in (Size.TPE, Size.PME, Size.TPE)]
    said = [(Choice.INTERESTED, None), (Choice.DECLINED, Decline.TOO_FAR)]
    with app.app_context(), transaction():
        contacts = [Contact(need_id=need.id, supplier_id=one.id, nonce="n", created_at=NOW) for one in firms]
        db.session.add_all(contacts)
        db.session.flush()
        for one, (choice, reason) in zip(contacts, said, strict=False):
            values = {"choice": choice, "reason": reason, "at": NOW, "changed_at": NOW}
            db.session.add(Response(contact_id=one.id, **values))
        db.session.add(Exchange(need_id=need.id, contact_id=contacts[0].id, asked="?", asked_at=NOW))
    return firms[0].id


def test_the_board_of_a_buyer_counts_its_own(app: Flask, client: FlaskClient, make: Make) -> None:
    body = make.buyer()
    sourcing(app, make, body)
    sourcing(app, make, make.buyer())
    make.sign_in(client, make.member(body, Role.BUYER))
    page = client.get("/board")
    with app.app_context():
        (one,) = funnels.of_buyer(body.id, now=NOW).funnels

    assert (one.contacted, one.seen, one.interested, one.declined, one.silent) == (3, 2, 1, 1, 1)
    assert "1 question à laquelle répondre" in page.text
    assert "2 réponses à lire" in page.text
    assert "Dire ce qu’il est devenu" in page.text


def test_a_number_of_queries_that_never_grows(app: Flask, make: Make, count_queries) -> None:
    body = make.buyer()

    def count() -> int:
        with app.app_context():
            return count_queries(lambda: funnels.of_buyer(body.id, now=NOW))

    sourcing(app, make, body)
    once = count()
    for _ in range(2):
        sourcing(app, make, body)

    assert count() == once


@pytest.mark.parametrize(("dismissals", "status", "shown"), [(2, NeedStatus.AWARDED, 0), (3, NeedStatus.AWARDED, 3), (3, NeedStatus.CLOSED, 0)])  # fmt: skip
def test_a_firm_learns_reasons_once_they_name_nobody(
    app: Flask, client: FlaskClient, make: Make, dismissals: int, status: NeedStatus, shown: int
) -> None:
    firm = make.supplier()
    needs = [make.need(status=status, ended_at=NOW) for _ in range(dismissals)]
    with app.app_context(), transaction():
        for need in needs:
            values = {"verdict": Verdict.DISMISSED, "reason": Reason.TOO_FAR, "score": 0, "at": NOW}
            db.session.add(Judgement(need_id=need.id, supplier_id=firm.id, matcher_version="x", **values))
    make.sign_in(client, make.member(firm, Role.SUPPLIER))
    page = client.get("/board/firm")
    with app.app_context():
        assert sum(funnels.of_firm(firm.id).reasons.values()) == shown

    assert needs[0].title not in page.text
