from collections import Counter
from datetime import date

import pytest

from matchmaker.demo.region import accounts, generate

TODAY = date(2026, 9, 15)
SMALL = {"buyer_count": 15, "supplier_count": 30, "offer_count": 40, "need_count": 30}


def test_same_seed_gives_same_region():
    assert generate(today=TODAY, seed=7, **SMALL) == generate(today=TODAY, seed=7, **SMALL)


def test_other_seed_gives_other_region():
    one, other = generate(today=TODAY, seed=7, **SMALL), generate(today=TODAY, seed=8, **SMALL)

    assert one.buyers != other.buyers
    assert one.suppliers != other.suppliers
    assert one.needs != other.needs


def test_more_offers_leave_the_firms_unchanged():
    few, many = generate(today=TODAY, **SMALL), generate(today=TODAY, **SMALL | {"offer_count": 60})

    assert few.suppliers == many.suppliers
    assert few.needs == many.needs


def test_default_region_has_the_announced_size(demo_region):
    sizes = [
        len(part)
        for part in (demo_region.buyers, demo_region.suppliers, demo_region.offers, demo_region.needs)
    ]

    assert sizes == [40, 400, 700, 90]


def test_three_firms_in_ten_are_of_the_social_economy(demo_region):
    assert sum(firm.is_social_economy for firm in demo_region.suppliers) == 120


def test_all_twenty_five_trades_have_firms_offers_and_needs(demo_region):
    firms = {firm.trade for firm in demo_region.suppliers}

    assert len(firms) == 25
    assert {offer.trade for offer in demo_region.offers} == firms
    assert {need.trade for need in demo_region.needs} == firms


def test_scale_multiplies_the_counts():
    region = generate(today=TODAY, scale=0.1)

    assert [len(region.suppliers), len(region.offers), len(region.needs)] == [40, 70, 9]


def test_benchmark_size_can_be_asked_for_without_repeating_a_text():
    region = generate(today=TODAY, buyer_count=200, supplier_count=2500, offer_count=5000, need_count=1000)

    assert len({offer.what for offer in region.offers}) == 5000
    assert len({need.description for need in region.needs}) == 1000
    assert len({firm.name for firm in region.suppliers}) == 2500


def test_more_firms_than_demonstration_numbers_are_refused():
    with pytest.raises(ValueError, match="no demonstration SIREN left"):
        generate(today=TODAY, supplier_count=9_500, offer_count=1, need_count=1)


def test_one_account_a_role_with_addresses_that_reach_nobody(demo_region):
    given = accounts(demo_region)

    assert Counter(account.role for account in given) == {
        "buyer": 1,
        "supplier": 2,
        "organiser": 1,
        "observer": 1,
        "moderator": 1,
        "administrator": 1,
    }
    assert [account.email for account in given if not account.email.endswith(".invalid")] == []


def test_supplier_accounts_are_an_ordinary_firm_and_one_of_the_social_economy(demo_region):
    firms = {firm.key: firm for firm in demo_region.suppliers}

    held = [firms[a.organisation].is_social_economy for a in accounts(demo_region) if a.role == "supplier"]

    assert held == [False, True]


def test_accounts_have_open_needs_and_published_offers_to_show(demo_region):
    buyer, firm, social = (account.organisation for account in accounts(demo_region)[:3])

    assert any(need.buyer == buyer and need.status == "published" for need in demo_region.needs)
    assert {firm, social} <= {offer.supplier for offer in demo_region.offers if offer.status == "published"}
