"""A need of a buyer's team, and three firms: one that fits, one near it, one of another trade."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask

from matchmaker.accounts.actor import Actor, Role
from matchmaker.extensions import db
from matchmaker.needs.models import Need
from matchmaker.organisations.models import Organisation
from matchmaker.reference.zones import Zone
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
