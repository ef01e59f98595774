"""What contracts are joined with in this application: the register, the platform's suppliers, the delays.

A firm's own card on the platform fills what the register does not tell of its size and place; whether it is
of the social economy by declaration is the register's alone to say.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask, current_app

from matchmaker.extensions import db, jobs
from matchmaker.observatory.method.delays import Delay
from matchmaker.observatory.models import PaymentDelay
from matchmaker.observatory.store import importing
from matchmaker.observatory.store.home import Busy, Home
from matchmaker.observatory.store.opened import Stores
from matchmaker.observatory.store.sides import Facts, Sides
from matchmaker.organisations.models import Organisation
from matchmaker.register.queries import register
from matchmaker.register.store import Register

log = logging.getLogger(__name__)
REJOIN = "observatory.rejoin"
SIZES = {"tpe": "PME", "pme": "PME", "eti": "ETI", "ge": "GE"}


@dataclass(frozen=True, slots=True)
class Card:
    """What a firm or a body says of itself here."""

    size: str | None
    legal_category: str | None
    social: bool | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """The register first, then the platform's cards."""

    register: Register
    cards: Mapping[str, Card]
    seats: Mapping[str, str]

    def contract_facts(self, sirens: Collection[str]) -> Mapping[str, Facts]:
        held: dict[str, Facts] = {siren: self.cards[siren] for siren in sirens if siren in self.cards}
        return held | dict(self.register.contract_facts(sirens))

    def communes(self, sirets: Collection[str]) -> Mapping[str, str]:
        held = {siret: self.seats[siret] for siret in sirets if siret in self.seats}
        return held | self.register.communes(sirets)


def init_app(app: Flask) -> None:
    app.extensions["observatory"] = Stores(Home(app.config["SETTINGS"].data_dir / "observatory"))


def stores() -> Stores:
    found: Stores = current_app.extensions["observatory"]
    return found


def current_sides() -> Sides:
    """As the database and the register are now."""
    rows = db.session.execute(sa.select(Organisation).order_by(Organisation.id)).scalars().all()
    siren_of = {row.id: row.siren or (row.siret or "")[:9] for row in rows}
    cards = {siren_of[row.id]: _card(row) for row in rows if siren_of[row.id]}
    seats = {row.siret: row.commune for row in rows if row.siret and row.commune}
    listed = frozenset(
        siren_of[row.id] for row in rows if row.is_supplier and row.is_ess and siren_of[row.id]
    )
    held = register()
    told = hashlib.sha256(repr((sorted(cards.items()), sorted(seats.items()))).encode())
    version = f"{_version_of(held)}|{told.hexdigest()}"
    return Sides(Together(held, cards, seats), version, listed, delays())


def _card(row: Organisation) -> Card:
    return Card(SIZES[row.size.value] if row.size else None, row.legal_category)


def _version_of(held: Register) -> str:
    if not held.loaded:
        return ""
    stat = held.path.stat()
    return f"{stat.st_mtime_ns}.{stat.st_size}"


def delays() -> tuple[Delay, ...]:
    columns = [getattr(PaymentDelay, name) for name in Delay.__slots__]
    query = sa.select(*columns).order_by(PaymentDelay.siren, PaymentDelay.year, PaymentDelay.category)
    return tuple(Delay(*row) for row in db.session.execute(query))


@jobs.task(REJOIN)
def rejoin() -> None:
    """After delays, a register or suppliers changed. An import at work will join them itself."""
    try:
        importing.rejoin(stores().home, current_sides(), tell=log.info)
    except Busy:
        log.info("observatory: an import is at work, it joins what is new")
