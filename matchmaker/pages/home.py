"""The live figures of the home page: counted, never written by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations.models import Organisation, OrganisationKind

SOON = timedelta(days=14)


def figures(*, now: datetime) -> dict[str, object]:
    """Counts in one query, and the needs whose deadline comes first."""
    return {**counts(now), "needs": closing_first(now)}


def counts(now: datetime) -> dict[str, int]:
    open_need = sa.and_(Need.status == NeedStatus.PUBLISHED, Need.answers_until > now)
    social = sa.or_(
        Organisation.ess_family.is_not(None),
        sa.exists().where(OrganisationKind.organisation_id == Organisation.id),
    )
    columns = {
        "open_needs": sa.select(sa.func.count(Need.id)).where(open_need),
        "closing_soon": sa.select(sa.func.count(Need.id)).where(open_need, Need.answers_until < now + SOON),
        "buyers": sa.select(sa.func.count(sa.distinct(Need.organisation_id))).where(open_need),
        "suppliers": sa.select(sa.func.count(Organisation.id)).where(Organisation.is_supplier),
        "social_suppliers": sa.select(sa.func.count(Organisation.id)).where(Organisation.is_supplier, social),
        "offers": sa.select(sa.func.count(Offer.id)).where(Offer.status == OfferStatus.PUBLISHED),
    }
    query = sa.select(*(part.scalar_subquery().label(name) for name, part in columns.items()))
    return dict(db.session.execute(query).mappings().one())


def closing_first(now: datetime, limit: int = 3) -> list[Need]:
    query = (
        sa.select(Need)
        .options(sa.orm.joinedload(Need.organisation))
        .where(Need.status == NeedStatus.PUBLISHED, Need.answers_until > now)
        .order_by(Need.answers_until, Need.id)
        .limit(limit)
    )
    return list(db.session.execute(query).scalars())
