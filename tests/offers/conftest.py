"""A firm, somebody who acts for it, and their browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Actor, Role
from matchmaker.extensions import db
from matchmaker.offers.models import Offer
from matchmaker.organisations.models import Organisation
from matchmaker.web.cpv_suggestions import EXTENSION
from tests.factories import Make


@pytest.fixture
def firm(make: Make) -> Organisation:
    return make.supplier(name="Les Jardins de l’Exemple")


@pytest.fixture
def actor(make: Make, firm: Organisation) -> Actor:
    return make.actor(make.member(firm, Role.SUPPLIER))


@pytest.fixture
def supplier(make: Make, client: FlaskClient, firm: Organisation) -> FlaskClient:
    """A browser signed in as somebody of the firm."""
    make.sign_in(client, make.member(firm, Role.SUPPLIER))
    return client


@pytest.fixture
def saved(app: Flask) -> Callable[[int], Offer | None]:
    """The offer as the database has it now, with its labels and references."""

    def read(offer_id: int) -> Offer | None:
        with app.app_context():
            offer = db.session.get(Offer, offer_id)
            db.session.expunge_all()
            return offer

    return read


@pytest.fixture(autouse=True)
def plain_suggestions(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two codes whatever the words: building the real suggester takes seconds."""
    monkeypatch.setitem(app.extensions, EXTENSION, lambda text, limit: ["77310000", "77340000"][:limit])
