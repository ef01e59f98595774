"""Who may do what to an offer, how its life goes, and the closed lists its answers come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.accounts.actor import Actor, Role
from matchmaker.offers.models import Offer, OfferStatus

OFFERS_AT_MOST = 100  # of one firm: beyond, it is a catalogue, and buyers would read nobody else
LABELS_AT_MOST = REFERENCES_AT_MOST = CPVS_AT_MOST = 20
PLACES_AT_MOST = 100

TRANSITIONS: Mapping[OfferStatus, frozenset[OfferStatus]] = {
    OfferStatus.DRAFT: frozenset({OfferStatus.PUBLISHED}),
    OfferStatus.PUBLISHED: frozenset({OfferStatus.WITHDRAWN}),
    OfferStatus.WITHDRAWN: frozenset({OfferStatus.PUBLISHED}),
}


@dataclass(frozen=True, slots=True)
class CapacityBand:
    """What a firm can take on in a year, EUR before tax: from `low` up to but not including `high`."""

    code: str
    low: int
    high: int | None


CAPACITY_BANDS = (
    CapacityBand("0-25k", 0, 25_000),
    CapacityBand("25-60k", 25_000, 60_000),
    CapacityBand("60-100k", 60_000, 100_000),
    CapacityBand("100-250k", 100_000, 250_000),
    CapacityBand("250-500k", 250_000, 500_000),
    CapacityBand("500k-1m", 500_000, 1_000_000),
    CapacityBand("1-5m", 1_000_000, 5_000_000),
    CapacityBand("5m-", 5_000_000, None),
)


def capacity_band(code: str | None) -> CapacityBand | None:
    return next((one for one in CAPACITY_BANDS if one.code == code), None)


def capacity_band_of(amount: float) -> str:
    """The code of the band that holds this yearly amount."""
    return next(one.code for one in CAPACITY_BANDS if one.high is None or amount < one.high)


def may_become(status: OfferStatus, new: OfferStatus) -> bool:
    return new in TRANSITIONS[status]


def owns(actor: Actor, offer: Offer) -> bool:
    """An offer belongs to its firm: to whoever acts for it now."""
    return actor.acts_for(offer.organisation_id, Role.SUPPLIER)


def can_see(actor: Actor, offer: Offer) -> bool:
    return offer.status is OfferStatus.PUBLISHED or owns(actor, offer)


def can_publish(actor: Actor, offer: Offer) -> bool:
    """Somebody with a confirmed address; `missing` says whether the offer is ready."""
    return owns(actor, offer) and actor.confirmed and may_become(offer.status, OfferStatus.PUBLISHED)


def can_withdraw(actor: Actor, offer: Offer) -> bool:
    return owns(actor, offer) and may_become(offer.status, OfferStatus.WITHDRAWN)


def missing(offer: Offer) -> tuple[str, ...]:
    """What buyers cannot do without, in the order of the steps."""
    absent = [name for name in ("title", "what") if not getattr(offer, name)]
    return (*absent, "zone") if offer.zone.is_empty else tuple(absent)
