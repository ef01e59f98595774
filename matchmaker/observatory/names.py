"""Names of the bodies and firms that the files give by number alone, as the platform knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.observatory.asking.paying import BuyerDelay
from matchmaker.observatory.asking.sheets import Listed
from matchmaker.observatory.asking.tables import Group
from matchmaker.organisations.models import Organisation
from matchmaker.reference import buyers


def known(numbers: Iterable[object]) -> dict[str, str]:
    """SIRET or SIREN → name, of those that are registered here or in the table of public buyers."""
    asked = {str(number) for number in numbers if number}
    if not asked:
        return {}
    sirens = {number[:9] for number in asked}
    query = sa.select(Organisation.siren, Organisation.siret, Organisation.name).where(
        sa.or_(Organisation.siret.in_(asked), Organisation.siren.in_(sirens))
    )
    found: dict[str, str] = {}
    for siren, siret, title in db.session.execute(query.order_by(Organisation.id)):
        found |= {number: title for number in (siren, siret) if number}
    return {number: name for number in asked if (name := found.get(number) or _of_number(number[:9], found))}


def _of_number(siren: str, found: Mapping[str, str]) -> str | None:
    body = buyers.get(siren)
    return found.get(siren) or (body.name if body else None)


def of_contracts(rows: Sequence[Listed]) -> list[Listed]:
    names = known(one.buyer for one in rows if not one.buyer_name)
    return [replace(one, buyer_name=one.buyer_name or names.get(one.buyer)) for one in rows]


def of_groups(groups: Sequence[Group]) -> list[Group]:
    names = known(one.key for one in groups if not one.name)
    return [replace(one, name=one.name or names.get(str(one.key))) for one in groups]


def of_delays(rows: Sequence[BuyerDelay]) -> list[BuyerDelay]:
    names = known(one.siren for one in rows if not one.name)
    return [replace(one, name=one.name or names.get(one.siren)) for one in rows]
