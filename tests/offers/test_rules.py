"""Bands, life and rights of an offer."""

from __future__ import annotations

import pytest

from matchmaker.accounts.actor import Actor, Role
from matchmaker.offers import rules
from matchmaker.offers.models import OfferStatus
from matchmaker.organisations.models import Organisation
from matchmaker.reference.zones import Zone
from tests.factories import Make


def test_bands_follow_one_another_without_a_gap() -> None:
    bands = rules.CAPACITY_BANDS

    assert (bands[0].low, bands[-1].high) == (0, None)
    assert [one.high for one in bands[:-1]] == [one.low for one in bands[1:]]


@pytest.mark.parametrize(
    ("amount", "code"), [(0, "0-25k"), (24_999, "0-25k"), (25_000, "25-60k"), (10**9, "5m-")]
)
def test_an_amount_falls_in_one_band(amount: int, code: str) -> None:
    assert rules.capacity_band_of(amount) == code


def test_what_buyers_need_is_named_in_order(make: Make) -> None:
    offer = make.offer(title="", what="", zone=Zone())

    assert rules.missing(offer) == ("title", "what", "zone")


@pytest.mark.parametrize(
    ("status", "seen"),
    [(OfferStatus.PUBLISHED, True), (OfferStatus.DRAFT, False), (OfferStatus.WITHDRAWN, False)],
)
def test_others_see_published_offers_only(make: Make, status: OfferStatus, seen: bool) -> None:
    other = make.actor(make.member(make.supplier(), Role.SUPPLIER))

    assert rules.can_see(other, make.offer(status=status)) is seen


def test_an_unconfirmed_address_cannot_publish(make: Make, firm: Organisation) -> None:
    unconfirmed = make.actor(make.member(firm, Role.SUPPLIER, make.user(confirmed_at=None)))
    offer = make.offer(firm, status=OfferStatus.DRAFT, published_at=None)

    assert rules.owns(unconfirmed, offer)
    assert not rules.can_publish(unconfirmed, offer)


def test_a_buyer_of_the_same_body_does_not_own_its_offers(make: Make, firm: Organisation) -> None:
    buyer: Actor = make.actor(make.member(firm, Role.BUYER))

    assert not rules.owns(buyer, make.offer(firm))
