"""Six figures by mail: once a month at most, when the data have changed, with their change, stopped in a press."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.accounts.models import User
from matchmaker.extensions import db
from matchmaker.journal.models import Entry
from matchmaker.notifications import refusals
from matchmaker.notifications.models import OutboxMail
from matchmaker.observatory import subscribing
from matchmaker.observatory.joins import stores
from matchmaker.observatory.models import Subscription
from matchmaker.web.transaction import transaction
from tests.factories import Make
from tests.observatory.conftest import import_into
from tests.observatory.items import LENS, OTHER_FIRM, marche, suppliers, write_json

# A Tuesday morning in Paris, more than a month after anything that a test does.
TUESDAY = datetime(2037, 3, 3, 9, tzinfo=UTC)
VIEW = "year=2024&department=62"


@pytest.fixture
def user(reader, make: Make) -> User:
    found = make.user()
    make.sign_in(reader, found)
    return found


def tell(app: Flask, now: datetime = TUESDAY) -> int:
    with app.app_context(), transaction():
        return subscribing.tell_due(now)


def mails(app: Flask) -> list[OutboxMail]:
    with app.app_context():
        query = sa.select(OutboxMail).where(OutboxMail.kind.like("observatory.view.%"))
        return list(db.session.execute(query.order_by(OutboxMail.id)).scalars())


def change_the_data(app: Flask, tmp_path, *ids: str) -> None:
    held = [marche(id=one, acheteur={"id": LENS}, titulaires=suppliers(OTHER_FIRM)) for one in ids]
    import_into(stores_of(app), write_json(tmp_path / ids[0], held))


def stores_of(app: Flask):
    with app.app_context():
        return stores().home


@pytest.mark.database
def test_a_view_comes_once_a_month_when_the_data_have_changed(app, reader, user, tmp_path) -> None:
    shown = reader.get(f"/observatory/subscribe?{VIEW}")
    for _twice in range(2):
        answer = reader.submit(f"/observatory/subscribe?{VIEW}", {})
    before = tell(app)
    change_the_data(app, tmp_path, "N1", "N2")
    soon = tell(app, datetime.now(UTC) + timedelta(days=20))
    at_night = tell(app, TUESDAY.replace(hour=2))
    told, again = tell(app), tell(app, TUESDAY + timedelta(days=40))

    (mail,) = mails(app)
    assert "14" in shown.soup.select_one(".figures").text
    assert (answer.status_code, before, soon, at_night, told, again) == (303, 0, 0, 0, 1, 0)
    assert mail.recipient == user.email
    assert mail.subject == "Observatoire : 2024, Pas-de-Calais (62)"
    text = mail.text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "- Contrats : 16 (+14,3 %)" in text
    assert "/observatory/explore?department=62&year=2024" in text


def test_one_press_at_the_foot_of_the_mail_stops_one_view(app, reader, user, make, tmp_path) -> None:
    for view in (VIEW, "year=2023"):
        reader.submit(f"/observatory/subscribe?{view}", {})
    change_the_data(app, tmp_path, "N3")
    tell(app)
    first = mails(app)[0]
    stopped = reader.post(first.unsubscribe.partition("localhost")[2] or first.unsubscribe)
    change_the_data(app, tmp_path, "N4")
    tell(app, TUESDAY + timedelta(days=42))

    assert stopped.status_code == 200
    assert [mail.kind for mail in mails(app)] == [
        "observatory.view.1",
        "observatory.view.2",
        "observatory.view.2",
    ]
    assert "Arrêtée depuis un message" in reader.get("/observatory/subscriptions").text
    reader.submit(f"/observatory/subscribe?{VIEW}", {})
    with app.app_context():
        assert not refusals.refused(user.email, "observatory.view.1")


def test_views_are_bounded_private_and_stopped_with_a_trace(app, reader, user, make, monkeypatch) -> None:
    monkeypatch.setattr(subscribing, "AT_MOST", 1)
    reader.submit(f"/observatory/subscribe?{VIEW}", {})
    too_many = reader.submit("/observatory/subscribe?year=2023", {})
    unread = reader.get("/observatory/subscribe?year=20x3").soup.select("main form")
    rival = app.test_client()
    make.sign_in(rival, make.user())
    token = rival.get("/legal").soup.select_one("input[name=csrf_token]")["value"]
    foreign = rival.post("/observatory/subscriptions/1/stop", data={"csrf_token": token})
    own = reader.submit("/observatory/subscriptions", {}, form='main form[action$="/1/stop"]')

    assert [one.status_code for one in (too_many, foreign, own)] == [409, 404, 303]
    assert unread == []
    with app.app_context():
        assert db.session.execute(sa.select(sa.func.count(Subscription.id))).scalar_one() == 0
        query = sa.select(Entry.action).where(Entry.action.like("observatory.%"))
        assert [str(one) for one in db.session.execute(query.order_by(Entry.seq)).scalars()] == [
            "observatory.subscribed",
            "observatory.unsubscribed",
        ]


def test_who_is_not_signed_in_is_led_to_sign_in(reader) -> None:
    answer = reader.get(f"/observatory/subscribe?{VIEW}")

    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"]
