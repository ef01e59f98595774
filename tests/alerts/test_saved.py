"""Searches kept: what is new, once, never a draft, with the words found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.alerts import saved
from matchmaker.alerts.models import SavedSearch
from matchmaker.extensions import db
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.notifications import refusals
from matchmaker.notifications.models import OutboxMail
from matchmaker.web.transaction import transaction
from tests.factories import Make

Work = Callable[[], int]


def now() -> datetime:
    return datetime.now(UTC)


def look(app: Flask, hours: int = 1) -> list[str]:
    """What is told at the next turns, all mails so far."""
    with app.app_context(), transaction():
        for extra in (0, 1):
            saved.look(now() + timedelta(hours=hours + extra))
    with app.app_context():
        query = sa.select(OutboxMail.text).where(OutboxMail.kind.like("search.%")).order_by(OutboxMail.id)
        return list(db.session.execute(query).scalars())


def test_only_what_is_new_is_told_and_once(app: Flask, client: FlaskClient, make: Make, work: Work) -> None:
    firm = make.supplier()
    user = make.member(firm, Role.SUPPLIER)
    make.offer(firm)
    make.need(title="Tonte ancienne", published_at=now())
    work()
    make.sign_in(client, user)
    assert "Conserver cette recherche" in client.get("/search?q=tonte&kind=need").text
    client.submit("/search/save?q=tonte&kind=need", {"frequency": "at_once", "name": "Tontes"})
    before = look(app)
    make.need(title="Tonte nouvelle", published_at=now())
    hidden = make.need(title="Tonte retirée", published_at=now())
    work()
    with app.app_context(), transaction():  # the index still knows it
        db.session.execute(sa.update(Need).where(Need.id == hidden.id).values(status=NeedStatus.WITHDRAWN))

    (text,) = look(app, 3)
    assert before == []
    assert ["Tonte ancienne" in text, "Tonte nouvelle" in text, "Tonte retirée" in text] == [
        False,
        True,
        False,
    ]
    assert "Mots trouvés : tonte" in text.replace("\u202f", " ")
    assert len(look(app, 6)) == 1


def test_each_search_is_stopped_by_itself(app: Flask, client: FlaskClient, make: Make, work: Work) -> None:
    user = make.member(make.supplier(), Role.SUPPLIER)
    make.sign_in(client, user)
    for name in ("Un", "Deux"):
        client.submit("/search/save?q=tonte", {"frequency": "at_once", "name": name})
    with app.app_context(), transaction():
        refusals.refuse(user.email, "search.1", now=now())
    make.need(title="Tonte nouvelle", published_at=now())
    work()

    assert len(look(app)) == 1
    assert "Arrêtée depuis un message" in client.get("/account/searches").text


def test_kept_searches_are_changed_deleted_bounded_and_private(
    app: Flask, client: FlaskClient, make: Make
) -> None:
    make.sign_in(client, make.user())
    for number in range(saved.AT_MOST):
        client.submit(f"/search/save?q=mot{number}", {"name": f"Recherche {number}"})
    token = client.get("/account/searches").soup.select_one("input[name=csrf_token]")["value"]
    client.post("/account/searches/1", data={"csrf_token": token, "frequency": "weekly"})
    assert client.submit("/search/save?q=encore", {"name": "Une de trop"}).status_code == 409
    client.post("/account/searches/2/delete", data={"csrf_token": token})
    with app.app_context():
        kept = db.session.execute(sa.select(SavedSearch.id, SavedSearch.frequency).order_by(SavedSearch.id))
        assert [(row.id, row.frequency.value) for row in kept][:2] == [(1, "weekly"), (3, "daily")]

    rival = app.test_client()
    make.sign_in(rival, make.user())
    token = rival.get("/legal").soup.select_one("input[name=csrf_token]")["value"]
    assert rival.post("/account/searches/1", data={"csrf_token": token}).status_code == 404
    assert rival.post("/account/searches/1/delete", data={"csrf_token": token}).status_code == 404
