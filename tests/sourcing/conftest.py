"""A need of a buyer's team, and three firms: one that fits, one near it, one of another trade."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Actor, Role
from matchmaker.extensions import db
from matchmaker.needs.models import Need
from matchmaker.notifications.models import OutboxMail
from matchmaker.organisations.models import Organisation
from matchmaker.reference.zones import Zone
from matchmaker.sourcing import freezing
from tests.browsing import shown_values
from tests.factories import Make
from tests.factories.make import CREIL, NOW

LATER = NOW + timedelta(days=3)


@dataclass
class Scene:
    need: Need
    actor: Actor
    user: object
    gardeners: Organisation
    pruners: Organisation
    roofers: Organisation


@pytest.fixture
def scene(make: Make) -> Scene:
    buyer = make.buyer()
    user = make.member(buyer, Role.BUYER)
    firms = [make.supplier(name=name) for name in ("Les Jardiniers", "=Élagage & Cie", "Toits de l’Oise")]
    make.offer(firms[0])
    make.offer(firms[1], title="Élagage", what="Nous taillons les arbres et les haies.", cpvs=["77340000"])
    roof = {"title": "Toitures", "what": "Ardoise et zinc.", "cpvs": ["45261000"]}
    make.offer(firms[2], zone=Zone(communes=(CREIL,)), **roof)
    return Scene(make.need(buyer), make.actor(user), user, *firms)


def need_row(scene: Scene) -> Need:
    return db.session.get_one(Need, scene.need.id)


@pytest.fixture
def team(client, make: Make, scene: Scene):
    """A browser of the need's team."""
    make.sign_in(client, scene.user)
    return client


def refuse_nothing(app: Flask, table: str, statements: dict[str, tuple[str, ...]]) -> None:
    """Take a guard of the table away, as somebody with the database's password could."""
    with app.app_context(), db.engine.begin() as connection:
        for statement in statements[connection.dialect.name]:
            connection.exec_driver_sql(statement)


@dataclass
class OpenSourcing:
    """A need open for a month, its team's browser, three firms with an address, a browser of nobody."""

    app: Flask
    need: Need
    team: FlaskClient
    stranger: FlaskClient
    gardeners: Organisation
    pruners: Organisation
    roofers: Organisation
    actor: Actor
    work: Callable[[], int]

    @property
    def base(self) -> str:
        return f"/needs/{self.need.id}"

    def token(self, browser: FlaskClient) -> str:
        return str(browser.get("/legal").soup.select_one("input[name=csrf_token]")["value"])

    def preview(self, *firms: Organisation, by: FlaskClient | None = None, send_on: str = ""):
        values = {"suppliers": [firm.id for firm in firms], "text": "Nous préparons l’entretien des parcs."}
        return (by or self.team).submit(f"{self.base}/contacts/invite", {**values, "send_on": send_on})

    def send(self, preview, *, by: FlaskClient | None = None):
        form = preview.soup.select_one("main form[method=post]")
        values = {
            **shown_values(form),
            "suppliers": [one["value"] for one in form.select("[name=suppliers]")],
        }
        return (by or self.team).post(f"{self.base}/contacts/invite", data=values)

    def invite(self, *firms: Organisation, send_on: str = "") -> None:
        """Through the pages, and as the worker then does."""
        assert self.send(self.preview(*firms, send_on=send_on)).status_code == 303
        self.work()

    def link(self, mail: OutboxMail) -> str:
        """The path of the secret link."""
        found = re.search(r"/response/[\w.-]+", mail.text)
        assert found is not None
        return found[0]

    def round_values(self) -> dict[str, object]:
        """For rows made by hand: a kept list and a moment."""
        now = datetime.now(UTC)
        kept = freezing.freeze(db.session.get_one(Need, self.need.id), self.actor, now=now)
        return {"frozen_list_id": kept.id, "at": now, "send_at": now}


@pytest.fixture
def opened(app: Flask, make: Make, client, work) -> OpenSourcing:
    buyer = make.buyer(name="Ville d’Exemple")
    user = make.member(buyer, Role.BUYER)
    named = (("Les Jardiniers", "jardins"), ("Élagage & Cie", "taille"), ("Toits et parcs", "toits"))
    firms = [make.supplier(name=name, contact_email=f"{box}@exemple.invalid") for name, box in named]
    for firm in firms:
        make.offer(firm)
    now = datetime.now(UTC)
    need = make.need(buyer, author_id=user.id, answers_until=now + timedelta(days=30), questions=["Quand ?"])
    work()
    make.sign_in(client, user)
    return OpenSourcing(app, need, client, app.test_client(), *firms, make.actor(user), work)
