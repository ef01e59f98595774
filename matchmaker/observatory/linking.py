"""From a published contract to the need it came from, and back.

Certain: the buyer gave the number of the contract when it told what became of its need. Likely: same buyer,
same CPV group, the contract within two years after the need. The files carry no link: pages say which it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import db
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.needs.rules import can_see, owns
from matchmaker.observatory import names, queries
from matchmaker.observatory.asking.sheets import Listed
from matchmaker.observatory.indicators.bridges import EFFECT_MONTHS
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.method.dates import add_months
from matchmaker.observatory.method.identity import same_number
from matchmaker.organisations.models import Organisation
from matchmaker.sourcing.models_outcomes import Outcome, Signed

SAME_GROUP = 3
MOST = 5
TENDERED = (NeedStatus.AWARDED, NeedStatus.TENDERED)
ENDED = (*TENDERED, NeedStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Behind:
    """A need behind a contract. `own`: its sourcing file is the visitor's to open."""

    need: Need
    certain: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """Contracts after a need. `said`: the number that the buyer gave, "" when it gave none."""

    contracts: Sequence[Listed]
    certain: bool
    said: str


def needs_behind(contract: Listed, actor: Actor) -> list[Behind]:
    """Those the visitor may see: the one whose contract it is said to be, else those that are likely."""
    query = (
        sa.select(Need, Outcome.contract_number)
        .join(Organisation, Organisation.id == Need.organisation_id)
        .outerjoin(Outcome, sa.and_(Outcome.need_id == Need.id, Outcome.signed == Signed.YES))
        .where(Organisation.siren == contract.buyer[:9], _said_or_alike(contract))
        .options(lazyload("*"))
        .order_by(Need.published_at.desc(), Need.id.desc())
    )
    found = [(need, said or "") for need, said in db.session.execute(query) if can_see(actor, need)]
    exact = [need for need, said in found if said and same_number(said, contract.number)]
    alike = [need for need, said in found if not said and _before(need, contract)]
    return [Behind(one, bool(exact), owns(actor, one)) for one in (exact or alike)[:MOST]]


def _said_or_alike(contract: Listed) -> sa.ColumnElement[bool]:
    said: sa.ColumnElement[bool] = Outcome.contract_number != ""
    if not contract.cpv:
        return said
    group = Need.cpv.startswith(contract.cpv[:SAME_GROUP], autoescape=True)
    return sa.or_(said, sa.and_(Need.status.in_(TENDERED), group))


def _before(need: Need, contract: Listed) -> bool:
    if need.published_at is None or contract.notified is None or not contract.cpv:
        return False
    posted = need.published_at.date()
    return (
        need.status in TENDERED
        and (need.cpv or "").startswith(contract.cpv[:SAME_GROUP])
        and posted <= contract.notified <= add_months(posted, EFFECT_MONTHS)
    )


def contracts_after(need: Need) -> Followed | None:
    """None while the need goes on, has no body with a number, or nothing was imported."""
    siren = need.organisation.siren if need.organisation else None
    if need.status not in ENDED or not siren or not queries.available():
        return None
    query = sa.select(Outcome).where(Outcome.need_id == need.id, Outcome.signed == Signed.YES)
    outcome = db.session.execute(query).scalar_one_or_none()
    said = outcome.contract_number if outcome else ""
    if said:
        return Followed(names.of_contracts(queries.contracts_numbered(siren, said)), True, said)
    if not need.cpv or need.published_at is None:
        return None
    posted = need.published_at.date()
    filters = Filters(
        buyer=siren, cpv=need.cpv[:SAME_GROUP], supplier=(outcome.siret or None) if outcome else None
    )
    until = add_months(posted, EFFECT_MONTHS)
    found = queries.notified_between(filters, posted, until, limit=MOST)
    return Followed(names.of_contracts(found), False, "")
