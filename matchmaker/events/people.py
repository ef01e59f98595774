"""The organiser's list of people: filters, search, and the rows of its export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from flask_babel import gettext as _

from matchmaker.events import labels
from matchmaker.events.models import AccessWish, Event, Registration, RegistrationState, Side
from matchmaker.extensions import db
from matchmaker.needs import queries as needs_queries
from matchmaker.needs.models import Need
from matchmaker.offers import queries as offers_queries
from matchmaker.offers.models import Offer
from matchmaker.organisations.labels import place
from matchmaker.spreadsheets.writing import Cell, Column

Row = TypeVar("Row", Need, Offer)


@dataclass(frozen=True, slots=True)
class Filter:
    words: str = ""
    side: Side | None = None
    state: RegistrationState | None = None


def matching(event: Event, asked: Filter) -> sa.Select[Registration]:
    """By name; those who wait in the order of their list."""
    query = sa.select(Registration).where(Registration.event_id == event.id)
    if asked.side is not None:
        query = query.where(Registration.side == asked.side)
    if asked.state is not None:
        query = query.where(Registration.state == asked.state)
    for word in asked.words.split()[:6]:
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        columns = (
            Registration.organisation_name,
            Registration.first_name,
            Registration.last_name,
            Registration.email,
        )
        query = query.where(sa.or_(*(one.ilike(f"%{escaped}%", escape="\\") for one in columns)))
    if asked.state is RegistrationState.WAITING:
        return query.order_by(Registration.waiting_since, Registration.id)
    return query.order_by(sa.func.lower(Registration.last_name), Registration.first_name, Registration.id)


def access_wish(one: Registration) -> str:
    query = sa.select(AccessWish.text).where(AccessWish.registration_id == one.id)
    return db.session.execute(query).scalar() or ""


def brought(one: Registration) -> list[str]:
    """Titles of the needs or offers that somebody brings."""
    needs = _others(Need, [each.need_id for each in one.subjects], [])
    offers = _others(Offer, [each.offer_id for each in one.subjects], [])
    return [row.title for row in (*needs, *offers)]


def could_bring(one: Registration, now: datetime) -> tuple[list[Need], list[Offer]]:
    """What the organisation shows just now, and what was brought already."""
    house = one.organisation_id
    needs = needs_queries.open_of(house, now) if house and one.side is Side.BUYER else []
    offers = offers_queries.published_of(house) if house and one.side is Side.SUPPLIER else []
    return (
        [*needs, *_others(Need, [each.need_id for each in one.subjects], needs)],
        [*offers, *_others(Offer, [each.offer_id for each in one.subjects], offers)],
    )


def _others(table: type[Row], numbers: list[int | None], known: list[Row]) -> list[Row]:
    """Those of the numbers that are not known yet."""
    wanted = {number for number in numbers if number is not None} - {row.id for row in known}
    if not wanted:
        return []
    return list(db.session.execute(sa.select(table).where(table.id.in_(wanted)).order_by(table.id)).scalars())


def columns() -> list[Column]:
    """The same headings as the import reads: a file that left comes back."""
    return [
        Column(_("Number"), "integer", 8),
        Column(_("Side"), width=16),
        Column(_("State"), width=18),
        Column(_("Organisation"), width=32),
        Column("SIRET", width=18),
        Column(_("Commune"), width=22),
        Column(_("First name")),
        Column(_("Last name")),
        Column(_("Job"), width=24),
        Column(_("E-mail"), width=32),
        Column(_("Telephone")),
        Column(_("Arrival"), width=10),
        Column(_("Departure"), width=10),
        Column(_("In their words"), width=40),
    ]


def rows(event: Event, asked: Filter) -> Iterator[list[Cell]]:
    for one in db.session.execute(matching(event, asked)).scalars():
        yield [
            one.number,
            str(labels.SIDES[one.side]),
            str(labels.STATES[one.state]),
            one.organisation_name,
            one.siret or "",
            place(one.commune),
            one.first_name,
            one.last_name,
            one.job,
            one.email or "",
            one.phone,
            f"{one.arrives:%H:%M}" if one.arrives else "",
            f"{one.leaves:%H:%M}" if one.leaves else "",
            one.words,
        ]
