"""From figures to the platform: who offers, who could supply, which needs were posted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from matchmaker.extensions import db
from matchmaker.matching.values import Need as Asked
from matchmaker.matching.values import Suggestion
from matchmaker.needs.models import Need
from matchmaker.observatory.asking.tables import awards_by_class
from matchmaker.observatory.indicators import bridges
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.store.opened import Keyed, Opened
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations.models import Organisation
from matchmaker.reference.zones import Zone
from matchmaker.sourcing import index
from matchmaker.sourcing.models_dossier import Meeting, MeetingOutcome, MeetingSource
from matchmaker.sourcing.models_outcomes import Outcome, Signed


def offering() -> dict[str, int]:
    """CPV class → social-economy suppliers with a published offer in it."""
    query = (
        sa.select(Offer.cpvs, Organisation)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .where(Offer.status == OfferStatus.PUBLISHED, Organisation.is_supplier)
    )
    pairs = {(code[:4], firm.id) for cpvs, firm in db.session.execute(query) if firm.is_ess for code in cpvs}
    return dict(Counter(code for code, _firm in pairs))


def sourcing_gap(store: Opened, filters: Filters) -> list[bridges.Gap]:
    return bridges.sourcing_gap(offering(), awards_by_class(store, filters))


def who_could_supply(
    text: str, *, cpv: str | None, department: str | None, top: int = 10
) -> list[Suggestion]:
    """The registered suppliers for what a contract or a figure is about, with their reasons."""
    zone = Zone(departments=(department,)) if department else None
    asked = Asked("observatory", text, cpv=(cpv,) if cpv else (), zone=zone)
    return list(index.index().current().suggest(asked, top))


def effect(store: Opened, *, since: date | None = None) -> bridges.Effect:
    """Needs posted → met → won. Who met is told by the Rencontres; without them it is unknown."""
    query = sa.select(sa.func.count()).select_from(Need).where(Need.published_at.is_not(None))
    needs = int(db.session.execute(query).scalar_one())
    meetings = [one for one in met() if since is None or one.day >= since]
    return bridges.effect(needs, meetings, won_by(store, {one.supplier for one in meetings}))


def met() -> list[bridges.Meeting]:
    """Meetings of the Rencontres that took place about a need, by the SIREN of both sides."""
    body, firm = aliased(Organisation), aliased(Organisation)
    query = (
        sa.select(body.siren, firm.siren, Meeting.held_on, Outcome.contract_number)
        .join(Need, Need.id == Meeting.need_id)
        .join(body, body.id == Need.organisation_id)
        .join(firm, firm.id == Meeting.supplier_id)
        .outerjoin(Outcome, sa.and_(Outcome.need_id == Need.id, Outcome.signed == Signed.YES))
        .where(Meeting.source == MeetingSource.RENCONTRE, Meeting.outcome == MeetingOutcome.HELD)
        .where(body.siren.is_not(None), firm.siren.is_not(None))
    )
    rows = db.session.execute(query)
    return [
        bridges.Meeting(buyer or "", supplier or "", day, said or "") for buyer, supplier, day, said in rows
    ]


def won_by(store: Opened, sirens: Collection[str]) -> tuple[bridges.Won, ...]:
    """Contracts of these suppliers: the data are asked once, however often the page is."""
    return _won(Keyed(store), frozenset(sirens)) if sirens else ()


@lru_cache(maxsize=8)
def _won(held: Keyed, sirens: frozenset[str]) -> tuple[bridges.Won, ...]:
    rows = held.store.rows(
        "SELECT buyer_siren, firms.siren, notified, contracts.number FROM awards JOIN firms USING (supplier)"
        " JOIN contracts USING (no) WHERE list_contains(?, firms.siren)",
        (sorted(sirens),),
    )
    return tuple(bridges.Won(*row) for row in rows)
