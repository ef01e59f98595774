"""Reads of offers. What the actor may not see does not exist for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, selectinload

from matchmaker.accounts.actor import Actor, Role
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.offers import rules
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations.models import Organisation

BATCH = 500


def shown(actor: Actor, offer_id: int) -> Offer:
    """A published offer, or one of the actor's firm. Raises NotFound."""
    offer = db.session.get(Offer, offer_id, options=[joinedload(Offer.organisation)])
    if offer is None or not rules.can_see(actor, offer):
        raise NotFound
    return offer


def owned(actor: Actor, offer_id: int, *, lock: bool = False) -> Offer:
    """An offer of the firm that the actor acts for. `lock` it to change it. Raises NotFound."""
    offer = db.session.get(Offer, offer_id, with_for_update=True if lock else None, populate_existing=lock)
    if offer is None or not rules.owns(actor, offer):
        raise NotFound
    return offer


def waiting(organisation_id: int, author_id: int) -> list[Offer]:
    """Those that go live once their author has shown a ground to speak for the firm."""
    query = sa.select(Offer).where(
        Offer.organisation_id == organisation_id,
        Offer.author_id == author_id,
        Offer.waiting_since.is_not(None),
    )
    return list(db.session.execute(query.order_by(Offer.id).with_for_update()).scalars())


def ever_published(organisation_id: int) -> bool:
    query = sa.select(Offer.id).where(
        Offer.organisation_id == organisation_id, Offer.published_at.is_not(None)
    )
    return db.session.execute(query.limit(1)).first() is not None


def mine(actor: Actor) -> sa.Select[Offer]:
    """Those of the firm one acts for, last changed first; labels and references in a query each."""
    acting = actor.acting_for
    firm = acting.id if acting is not None and acting.role is Role.SUPPLIER else None
    query = sa.select(Offer).where(Offer.organisation_id == firm)
    return query.order_by(Offer.updated_at.desc(), Offer.id.desc())


def count_of(organisation_id: int) -> int:
    query = sa.select(sa.func.count(Offer.id)).where(Offer.organisation_id == organisation_id)
    return db.session.execute(query).scalar_one()


def published_of(organisation_id: int) -> list[Offer]:
    """What everybody reads of one firm, newest first; three queries whatever the number."""
    query = (
        sa.select(Offer)
        .where(Offer.organisation_id == organisation_id, Offer.status == OfferStatus.PUBLISHED)
        .order_by(Offer.published_at.desc(), Offer.id.desc())
    )
    return list(db.session.execute(query).scalars())


def published(ids: Sequence[int]) -> list[Offer]:
    """Those of `ids` that everybody may read, their firms and the firms' kinds read along."""
    query = (
        sa.select(Offer)
        .options(joinedload(Offer.organisation).selectinload(Organisation.kinds), selectinload(Offer.labels))
        .where(Offer.id.in_(list(ids)), Offer.status == OfferStatus.PUBLISHED)
        .order_by(Offer.id)
    )
    return list(db.session.execute(query).scalars())


def published_cards(ids: Sequence[int]) -> list[Offer]:
    """The same without labels and references, for lists."""
    query = (
        sa.select(Offer)
        .options(
            joinedload(Offer.organisation).selectinload(Organisation.kinds),
            lazyload(Offer.labels),
            lazyload(Offer.references),
        )
        .where(Offer.id.in_(list(ids)), Offer.status == OfferStatus.PUBLISHED)
    )
    return list(db.session.execute(query).scalars())


def published_ids() -> Iterator[list[int]]:
    """In batches, in order of id."""
    last = 0
    while ids := _following(last):
        yield ids
        last = ids[-1]


def _following(last: int) -> list[int]:
    query = sa.select(Offer.id).where(Offer.status == OfferStatus.PUBLISHED, Offer.id > last)
    return list(db.session.execute(query.order_by(Offer.id).limit(BATCH)).scalars())


def count_published() -> int:
    query = sa.select(sa.func.count(Offer.id)).where(Offer.status == OfferStatus.PUBLISHED)
    return db.session.execute(query).scalar_one()


def published_ids_of(organisation_ids: Sequence[int]) -> list[int]:
    query = sa.select(Offer.id).where(
        Offer.organisation_id.in_(list(organisation_ids)), Offer.status == OfferStatus.PUBLISHED
    )
    return list(db.session.execute(query.order_by(Offer.id)).scalars())
