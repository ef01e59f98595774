"""What became of a need, asked after 30 and 90 days and said in one press."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.organisations.models import Membership, MembershipState
from matchmaker.sourcing.models_contacts import Contact
from matchmaker.sourcing.models_outcomes import Outcome, Signed, WhyNone
from matchmaker.web.transaction import transaction
from tests.alerts.test_clock import tick, told
from tests.factories import Make

DAY = timedelta(days=1)


@pytest.fixture
def ended(make: Make, app: Flask):
    """A need whose consultation was published 31 days ago, one firm in contact."""
    now = datetime.now(UTC)
    body = make.buyer()
    author = make.member(body, Role.BUYER)
    values = {"status": NeedStatus.TENDERED, "ended_at": now - 31 * DAY, "answers_until": now - 31 * DAY}
    need = make.need(body, author_id=author.id, **values)
    firm = make.supplier(name="Les Jardiniers", siret="21620041300010")
    with app.app_context(), transaction():
        db.session.add(Contact(need_id=need.id, supplier_id=firm.id, nonce="n", created_at=now))
    return need


def links(app: Flask) -> list[str]:
    return sorted(set(re.findall(r"/outcome/\S+signed=\w+", told(app, "need.outcome")[-1][1])))


def outcome(app: Flask) -> Outcome | None:
    with app.app_context():
        return db.session.execute(sa.select(Outcome)).scalar_one_or_none()


def test_one_press_from_the_mail_and_nothing_by_opening_it(app: Flask, client: FlaskClient, ended) -> None:
    tick(app)
    no, _not_yet, yes = links(app)
    page = client.get(yes)

    assert page.soup.select_one("input[name=signed][value=yes]").has_attr("checked")
    assert outcome(app) is None
    assert client.submit(no, {}).status_code == 422
    firm = page.soup.select_one("[name=firm] option:nth-of-type(2)")["value"]
    client.submit(yes, {"firm": firm, "amount": "45 000,50", "contract_number": "2026M012"})
    client.submit(yes, {"firm": firm, "amount": "45 000,50", "contract_number": "2026M012"})
    said = outcome(app)
    assert (said.signed, said.siret, said.amount) == (Signed.YES, "21620041300010", Decimal("45000.50"))
    with app.app_context():
        assert db.session.get_one(Need, ended.id).status is NeedStatus.AWARDED


def test_asked_again_after_ninety_days_unless_the_end_is_known(
    app: Flask, client: FlaskClient, ended
) -> None:
    tick(app)
    client.submit(links(app)[1], {})
    tick(app, ended.ended_at + 91 * DAY)
    asked = len(told(app, "need.outcome"))
    client.submit(links(app)[0], {"why": "price"})
    tick(app, ended.ended_at + 92 * DAY)

    assert (asked, len(told(app, "need.outcome"))) == (2, 2)
    assert (outcome(app).signed, outcome(app).why) == (Signed.NO, WhyNone.PRICE)


def test_a_member_withdrawn_or_a_forged_link_opens_nothing(app: Flask, client: FlaskClient, ended) -> None:
    tick(app)
    link = links(app)[0]
    with app.app_context(), transaction():
        db.session.execute(sa.update(Membership).values(state=MembershipState.ENDED))

    assert client.get(link).status_code == 404
    assert client.get("/outcome/x").status_code == 404


def test_a_wrong_siret_is_told_beside_the_field(app: Flask, client: FlaskClient, ended) -> None:
    tick(app)
    answer = client.submit(links(app)[2], {"siret": "21620041300011"})

    assert (answer.status_code, outcome(app)) == (422, None)
