"""What contracts are joined with in this application: the register, the platform's suppliers, the delays."""

from __future__ import annotations

import logging

import sqlalchemy as sa
from flask import Flask, current_app

from matchmaker.extensions import db, jobs
from matchmaker.observatory.method.delays import Delay
from matchmaker.observatory.models import PaymentDelay
from matchmaker.observatory.store import importing
from matchmaker.observatory.store.home import Busy, Home
from matchmaker.observatory.store.opened import Stores
from matchmaker.observatory.store.platform import Card, Known
from matchmaker.observatory.store.sides import Sides
from matchmaker.organisations.models import Organisation
from matchmaker.register.queries import register

log = logging.getLogger(__name__)
REJOIN = "observatory.rejoin"
SIZES = {"tpe": "PME", "pme": "PME", "eti": "ETI", "ge": "GE"}


def init_app(app: Flask) -> None:
    app.extensions["observatory"] = Stores(Home(app.config["SETTINGS"].data_dir / "observatory"))


def stores() -> Stores:
    found: Stores = current_app.extensions["observatory"]
    return found


def known() -> Known:
    """As the database and the register are now."""
    rows = db.session.execute(sa.select(Organisation).order_by(Organisation.id)).scalars().all()
    siren_of = {row.id: row.siren or (row.siret or "")[:9] for row in rows}
    return Known(
        folder=register().path.parent,
        cards={siren_of[row.id]: _card(row) for row in rows if siren_of[row.id]},
        seats={row.siret: row.commune for row in rows if row.siret and row.commune},
        listed=frozenset(
            siren_of[row.id] for row in rows if row.is_supplier and row.is_ess and siren_of[row.id]
        ),
        delays=delays(),
    )


def current_sides() -> Sides:
    return known().sides()


def _card(row: Organisation) -> Card:
    return Card(SIZES[row.size.value] if row.size else None, row.legal_category)


def delays() -> tuple[Delay, ...]:
    columns = [getattr(PaymentDelay, name) for name in Delay.__slots__]
    query = sa.select(*columns).order_by(PaymentDelay.siren, PaymentDelay.year, PaymentDelay.category)
    return tuple(Delay(*row) for row in db.session.execute(query))


@jobs.task(REJOIN, at_start=True)
def rejoin() -> None:
    """After delays, a register, suppliers or the method changed. An import at work will join them itself."""
    try:
        importing.rejoin(stores().home, current_sides(), tell=log.info)
    except Busy:
        log.info("observatory: an import is at work, it joins what is new")
