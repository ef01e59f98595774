"""What is told by the clock: once, to those it concerns, with reasons."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.alerts import clock
from matchmaker.extensions import db
from matchmaker.journal.access import Seen
from matchmaker.journal.models import AccessTrace
from matchmaker.needs.models import NeedStatus
from matchmaker.notifications import preferences
from matchmaker.notifications.kinds import Frequency
from matchmaker.notifications.models import DigestItem, OutboxMail
from matchmaker.sourcing.models_contacts import Choice, Contact, Decline, Response
from matchmaker.web.transaction import transaction
from tests.factories import Make

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def now() -> datetime:
    return datetime.now(UTC)


def told(app: Flask, kind: str) -> list[tuple[str, str]]:
    """Reader and text, alone or gathered."""
    with app.app_context():
        mails = db.session.execute(sa.select(OutboxMail).where(OutboxMail.kind == kind)).scalars()
        items = db.session.execute(sa.select(DigestItem).where(DigestItem.kind == kind)).scalars()
        alone = [(one.recipient, one.text) for one in mails]
        return alone + [(one.recipient, f"{one.parts['text']} {one.parts['action_url']}") for one in items]


def tick(app: Flask, at: datetime | None = None) -> None:
    for _ in range(2):
        with app.app_context(), transaction():
            clock.carry(at or now())


@pytest.fixture
def need(make: Make, work: Callable[[], int]):
    """A need published an hour ago, a firm that it fits with two members, one of another trade."""
    body = make.buyer(name="Ville d’Exemple")
    author = make.member(body, Role.BUYER, make.user("auteur@exemple.invalid"))
    firm, other = make.supplier(name="Les Jardiniers"), make.supplier(name="Zingueurs")
    make.member(firm, Role.SUPPLIER, make.user("jardin@exemple.invalid"))
    make.member(firm, Role.SUPPLIER, make.user("stagiaire@exemple.invalid"), verified=False)
    make.member(other, Role.SUPPLIER, make.user("zinc@exemple.invalid"))
    make.offer(firm)
    make.offer(other, title="Toitures", what="Ardoise et zinc.", cpvs=["45261000"])
    found = make.need(body, author_id=author.id, published_at=now() - HOUR, answers_until=now() + 30 * DAY)
    work()
    return found


def test_a_new_need_is_told_to_the_firms_it_fits_with_reasons(app: Flask, need) -> None:
    tick(app)
    ((reader, text),) = told(app, "sourcing.fitting")

    assert reader == "jardin@exemple.invalid"
    assert "Pourquoi il vous correspond" in text
    assert [who for who, _ in told(app, "need.matches")] == ["auteur@exemple.invalid"]
    assert "Les Jardiniers" in told(app, "need.matches")[0][1]


def test_an_alert_is_answered_in_one_press_and_opening_it_writes_nothing(
    app: Flask, client: FlaskClient, need
) -> None:
    tick(app)
    links = re.findall(r"/alert/\S+", told(app, "sourcing.fitting")[0][1])
    refusing, accepting = sorted(links, key=lambda link: "interested" in link)
    page = client.get(accepting)
    client.get(refusing)

    assert page.soup.select_one("input[value=interested]").has_attr("checked")
    with app.app_context():
        assert db.session.execute(sa.select(sa.func.count(Contact.id))).scalar_one() == 0
    assert client.submit(refusing, {}).status_code == 422
    assert client.submit(refusing, {"reason": "no_time"}).status_code == 303
    assert "/response/" in client.get(accepting).headers["Location"]
    with app.app_context():
        one = db.session.execute(sa.select(Response)).scalar_one()
        assert (one.choice, one.reason) == (Choice.DECLINED, Decline.NO_TIME)


def test_a_forged_or_stranger_s_alert_is_unknown(app: Flask, client: FlaskClient, make: Make, need) -> None:
    from matchmaker.alerts import links

    with app.app_context():
        forged = links.sign("answer", need.id, make.supplier().id, make.user().id)

    assert client.get(f"/alert/{forged}").status_code == 404
    assert client.get("/alert/x").status_code == 404


def test_what_the_buyer_is_told_two_days_before_the_end(app: Flask, make: Make, need) -> None:
    tick(app, need.answers_until - 3 * DAY)
    early = told(app, "need.deadline")
    tick(app, need.answers_until - DAY)

    assert (early, len(told(app, "need.deadline"))) == ([], 1)


def test_a_firm_is_told_that_its_response_was_read(app: Flask, make: Make, need) -> None:
    firm = make.supplier(contact_email="lu@exemple.invalid")
    with app.app_context(), transaction():
        contact = Contact(need_id=need.id, supplier_id=firm.id, nonce="n", created_at=now())
        db.session.add(contact)
        db.session.flush()
        one = Response(contact_id=contact.id, choice=Choice.INTERESTED, at=now(), changed_at=now())
        db.session.add(one)
        db.session.flush()
        kinds = {"seen": Seen.RESPONSE.value, "object_kind": "response", "object_id": one.id}
        db.session.add(AccessTrace(at=now(), **kinds))
    tick(app)

    assert [who for who, _ in told(app, "sourcing.seen")] == ["lu@exemple.invalid"]


def test_newcomers_are_welcomed_and_old_cards_recalled_once_a_year(
    app: Flask, make: Make, need, work: Callable[[], int]
) -> None:
    old = now() - 400 * DAY
    sleeping = make.supplier(name="Endormis", updated_at=old)
    make.member(sleeping, Role.SUPPLIER, make.user("vieux@exemple.invalid"))
    make.offer(sleeping, published_at=old, updated_at=old)
    new = make.supplier(name="Nouveaux")
    make.member(new, Role.SUPPLIER, make.user("neuf@exemple.invalid"))
    make.offer(new, published_at=now() - HOUR)
    work()
    tick(app)

    assert [who for who, _ in told(app, "offers.welcome")] == ["neuf@exemple.invalid"]
    assert "Entretien des espaces verts" in told(app, "offers.welcome")[0][1]
    assert [who for who, _ in told(app, "offers.stale")] == ["vieux@exemple.invalid"]


def test_who_refuses_a_kind_is_not_told(app: Flask, make: Make, need) -> None:
    with app.app_context(), transaction():
        preferences.choose("jardin@exemple.invalid", "sourcing.fitting", Frequency.NEVER, now=now())
    tick(app)

    assert told(app, "sourcing.fitting") == []


def test_a_draft_is_told_to_nobody(app: Flask, make: Make, work: Callable[[], int]) -> None:
    make.offer()
    make.need(status=NeedStatus.DRAFT, published_at=None, reference=None)
    work()
    tick(app)

    assert told(app, "sourcing.fitting") == []
