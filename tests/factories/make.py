"""`make.buyer()`, `make.need()`…: each commits in a context of its own, and gives a loaded, detached row."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts import passwords
from matchmaker.accounts import services as accounts
from matchmaker.accounts.actor import Actor, Role
from matchmaker.accounts.models import User
from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.moderation.models import Case, CaseKind
from matchmaker.needs.models import Lot, Nature, Need, NeedStatus, Question
from matchmaker.offers.models import Label, Offer, OfferStatus, Reference
from matchmaker.organisations import queries as organisations
from matchmaker.organisations.models import (
    BuyerFamily,
    Ground,
    GroundKind,
    Membership,
    MembershipState,
    Organisation,
    OrganisationKind,
    Size,
)
from matchmaker.reference.zones import Zone
from matchmaker.register.store import create
from matchmaker.search.sync import changed
from matchmaker.web.transaction import commit

Row = TypeVar("Row")
PASSWORD = "chaque mardi au marché"
NOW = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
ARRAS, LENS, LILLE, CREIL = "62041", "62498", "59350", "60175"
_HASH = passwords.hash_password(PASSWORD)


class Make:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self.numbers = itertools.count(1)

    def _keep(self, row: Row, *index: str) -> Row:
        with self.app.app_context(), access(read_only=False):
            db.session.add(row)
            db.session.flush()
            for kind in index:
                changed(kind, row.id)  # type: ignore[attr-defined]
            commit()
            db.session.refresh(row)
            for collection in ("kinds", "lots", "questions", "labels", "references", "organisation"):
                getattr(row, collection, None)
            db.session.expunge_all()
        return row

    def user(self, email: str | None = None, **values: Any) -> User:
        number = next(self.numbers)
        defaults = {
            "email": email or f"personne{number}@exemple.invalid",
            "password_hash": _HASH,
            "first_name": "Camille",
            "last_name": f"Dubrulle-{number}",
            "locale": "fr",
            "created_at": NOW,
            "confirmed_at": NOW,
        }
        return self._keep(User(**{**defaults, **values}))

    def organisation(self, **values: Any) -> Organisation:
        number = next(self.numbers)
        defaults = {"name": f"Organisation {number}", "commune": ARRAS, "postal_code": "62000"}
        defaults |= {"created_at": NOW, "updated_at": NOW}
        kinds = [OrganisationKind(kind=kind) for kind in values.pop("kinds", ())]
        return self._keep(Organisation(**{**defaults, **values}, kinds=kinds), "organisation")

    def buyer(self, **values: Any) -> Organisation:
        name = f"Commune de Saint-Exemple-{next(self.numbers)}"
        defaults = {"name": name, "is_buyer": True, "buyer_family": BuyerFamily.LOCAL_AUTHORITY}
        return self.organisation(**{**defaults, **values})

    def supplier(self, **values: Any) -> Organisation:
        name = f"Atelier Exemple {next(self.numbers)}"
        return self.organisation(**{"name": name, "is_supplier": True, "size": Size.TPE, **values})

    def member(self, organisation: Organisation, role: Role, user: User | None = None, **values: Any) -> User:
        """Somebody who acts for it and has shown a ground, unless `verified` is False."""
        user = user or self.user()
        grounds = [Ground(kind=GroundKind.PROOF, at=NOW)] if values.pop("verified", True) else []
        defaults = {"state": MembershipState.ACTIVE, "manager": True, "created_at": NOW}
        link = {"user_id": user.id, "organisation_id": organisation.id, "role": role}
        self._keep(Membership(**{**link, **defaults, **values}, grounds=grounds))
        return user

    def register(self, siret: str, **values: Any) -> None:
        """Put an establishment into the register, as an extract would."""
        path = self.app.extensions["register"].path
        path.parent.mkdir(parents=True, exist_ok=True)
        row = {"siret": siret, "masked": 0, **values}
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            create(connection)
            names, marks = ", ".join(row), ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO establishments ({names}) VALUES ({marks})", [*row.values()])

    def case(self, organisation: Organisation, **values: Any) -> Case:
        """Something for the moderators to decide: by default a report on the organisation's card."""
        about = {"object_kind": "organisation", "object_id": organisation.id}
        defaults = {"kind": CaseKind.ABUSE, "organisation_id": organisation.id, "opened_at": NOW}
        return self._keep(Case(**{**about, **defaults, **values}))

    def need(self, organisation: Organisation | None = None, **values: Any) -> Need:
        organisation = organisation or self.buyer()
        number = next(self.numbers)
        defaults = {
            "reference": f"B-TEST-{number}",
            "organisation_id": organisation.id,
            "status": NeedStatus.PUBLISHED,
            "title": "Entretien des espaces verts",
            "description": "Tonte des pelouses et taille des haies autour des écoles de la commune.",
            "nature": Nature.SERVICES,
            "cpv": "77310000",
            "published_at": NOW,
            "answers_until": NOW + timedelta(days=60),
            "created_at": NOW,
            "updated_at": NOW,
            "considerations": [],
        }
        lots = [Lot(number=n, **lot) for n, lot in enumerate(values.pop("lots", ()), 1)]
        questions = [Question(position=n, text=text) for n, text in enumerate(values.pop("questions", ()), 1)]
        zone = values.pop("zone", Zone(communes=(ARRAS,)))
        need = Need(**{**defaults, **values}, lots=lots, questions=questions)
        need.zone = zone
        return self._keep(need, "need")

    def offer(self, organisation: Organisation | None = None, **values: Any) -> Offer:
        organisation = organisation or self.supplier()
        defaults = {
            "organisation_id": organisation.id,
            "status": OfferStatus.PUBLISHED,
            "title": "Entretien de jardins et d’espaces verts",
            "what": "Nous tondons les pelouses, taillons les haies et désherbons sans produit chimique.",
            "cpvs": ["77310000"],
            "published_at": NOW,
            "created_at": NOW,
            "updated_at": NOW,
        }
        labels = [Label(**label) for label in values.pop("labels", ())]
        references = [Reference(**reference) for reference in values.pop("references", ())]
        zone = values.pop("zone", Zone(departments=("62",)))
        offer = Offer(**{**defaults, **values}, labels=labels, references=references)
        offer.zone = zone
        return self._keep(offer, "offer")

    def actor(self, user: User) -> Actor:
        """The actor that this person is when signed in."""
        with self.app.app_context():
            return organisations.actor_of(db.session.get_one(User, user.id))

    def sign_in(self, client: FlaskClient, user: User) -> None:
        """Open a session for the person in this browser, without going through the page."""
        with self.app.app_context(), access(read_only=False):
            token = accounts.open_session(
                db.session.get_one(User, user.id), now=datetime.now(UTC), browser="test"
            )
            db.session.commit()
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
