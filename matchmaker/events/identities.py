"""Which body or firm a SIRET is: from the platform, else from the register, else said by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor, Role
from matchmaker.events.models import Side
from matchmaker.extensions import db
from matchmaker.organisations import queries as organisations
from matchmaker.organisations.models import Organisation
from matchmaker.reference import communes
from matchmaker.register import queries as register


@dataclass(frozen=True, slots=True)
class Identity:
    """`source`: platform, register, or empty when nobody knows the number."""

    name: str = ""
    commune: str | None = None
    organisation_id: int | None = None
    source: str = ""


def known(siret: object, side: Side) -> Identity:
    """A body deals as one, whichever establishment comes; a firm by its establishment."""
    if not isinstance(siret, str) or not siret:
        return Identity()
    here = organisations.by_siret(siret)
    if here is None and side is Side.BUYER:
        here = organisations.body_by_siren(siret[:9])
    if here is not None:
        return Identity(here.name, here.commune, here.id, "platform")
    found = register.lookup(siret)
    if found is None or found.masked or not (found.name or found.sign):
        return Identity()
    commune = found.commune if communes.get(found.commune or "") else None
    return Identity(found.name or found.sign or "", commune, None, "register")


def acting(actor: Actor) -> dict[str, str]:
    """Side and SIRET of those in whose name the actor is here: nobody types 14 digits that we know."""
    here = actor.acting_for
    if here is None or here.role not in (Role.BUYER, Role.SUPPLIER):
        return {}
    side = Side.BUYER if here.role is Role.BUYER else Side.SUPPLIER
    return {"side": side.value, "siret": organisations.organisation(here.id).siret or ""}


def named(name: str, side: Side) -> Identity:
    """By its whole name, when one alone of that side bears it on the platform."""
    right = Organisation.is_supplier if side is Side.SUPPLIER else Organisation.is_buyer
    query = sa.select(Organisation).where(right, sa.func.lower(Organisation.name) == sa.func.lower(name))
    found = list(db.session.execute(query.limit(2)).scalars())
    if len(found) != 1:
        return Identity()
    return Identity(found[0].name, found[0].commune, found[0].id, "platform")


def many(sirets: Collection[str]) -> Mapping[str, Identity]:
    """Those of the platform, in one query; for files."""
    if not sirets:
        return {}
    columns = (Organisation.siret, Organisation.name, Organisation.commune, Organisation.id)
    query = sa.select(*columns).where(Organisation.siret.in_(sirets))
    return {
        str(siret): Identity(name, commune, number, "platform")
        for siret, name, commune, number in db.session.execute(query)
    }
