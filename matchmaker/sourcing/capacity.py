"""A firm's size beside the amount of a need or a lot: advice in words, for whoever reads the list."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from matchmaker.matching.capacity import Amount, Firm, Strain, strain
from matchmaker.needs import rules as needs
from matchmaker.needs.models import Lot, Need
from matchmaker.offers.models import Offer
from matchmaker.offers.rules import capacity_band
from matchmaker.organisations import labels
from matchmaker.organisations.models import Organisation, Size
from matchmaker.reference import legal
from matchmaker.web.presentation import money


def amount_of(need: Need, lot: Lot | None = None) -> Amount | None:
    """The foot of the band that the buyer gave; None when it gave none, or one that begins at nothing."""
    band = needs.band(lot.amount_band if lot is not None else need.amount_band)
    return Amount(band.low, need.duration_months) if band is not None and band.low else None


def firm_of(organisation: Organisation, offers: Sequence[Offer]) -> Firm:
    """What the firm says it can take on in a year: the greatest of its offers, for they share its people."""
    bands = [found for offer in offers if (found := capacity_band(offer.capacity_band)) is not None]
    ends = [band.high for band in bands]
    known = legal.headcount_band(organisation.headcount or "")
    people = (known.low, known.high) if known is not None and known.low is not None else None
    return Firm(
        people=people,
        size=organisation.size.value if organisation.size else None,
        declared=max((end for end in ends if end is not None), default=None),
        says_no_limit=None in ends,
    )


def advice(need: Need, organisation: Organisation, offers: Sequence[Offer], lot: Lot | None = None) -> str:
    """Empty when the firm can carry the amount, or when nobody knows."""
    found = strain(amount_of(need, lot), firm_of(organisation, offers))
    return said(found, organisation) if found is not None else ""


def said(found: Strain, organisation: Organisation) -> str:
    amount = money(round(found.amount.yearly))
    if found.by == "declared":
        return _(
            "At least %(amount)s a year, for a firm that says it takes on %(most)s at most: think of a group "
            "of firms.",
            amount=amount,
            most=money(found.firm.declared),
        )
    return _(
        "At least %(amount)s a year, for a firm of %(people)s: think of a group of firms.",
        amount=amount,
        people=people_words(found.firm, organisation.size),
    )


def people_words(firm: Firm, size: Size | None) -> str:
    if firm.people is None:
        return labels.words(size).lower()
    low, high = firm.people
    if not high:
        return _("one person")
    if low == high:
        return _("%(number)s people", number=high)
    return _("%(low)s to %(high)s people", low=low, high=high)
