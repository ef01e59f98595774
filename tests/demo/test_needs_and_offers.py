from collections import Counter
from datetime import date, timedelta

import pytest

from matchmaker.demo.need_dates import on_weekday, statuses
from matchmaker.demo.trades import TRADES
from matchmaker.reference import cpv
from matchmaker.reference.zones import Zone

TODAY = date(2026, 9, 15)


def kind_of(zone: Zone) -> str:
    if zone.nationwide or zone.radius_km:
        return "nationwide" if zone.nationwide else "radius"
    held = [
        key
        for key in ("communes", "epcis", "arrondissements", "departments", "regions")
        if getattr(zone, key)
    ]
    return held[0] if len(held) == 1 else "mixed"


def test_every_kind_of_zone_is_offered(demo_region):
    assert {kind_of(offer.zone) for offer in demo_region.offers} == {
        "communes",
        "epcis",
        "arrondissements",
        "departments",
        "regions",
        "radius",
        "nationwide",
        "mixed",
    }


def test_needs_cover_places_from_the_commune_to_the_region(demo_region):
    kinds = {kind_of(need.zone) for need in demo_region.needs}

    assert {"communes", "epcis", "arrondissements", "departments", "radius"} <= kinds


def test_every_zone_is_read_back_from_its_json(demo_region):
    zones = [offer.zone for offer in demo_region.offers] + [need.zone for need in demo_region.needs]

    assert [zone for zone in zones if Zone.from_json(zone.to_json()) != zone] == []


def test_every_status_is_there_in_the_announced_share(demo_region):
    assert Counter(need.status for need in demo_region.needs) == {
        "published": 46,
        "sourcing_closed": 12,
        "tendered": 10,
        "awarded": 10,
        "draft": 8,
        "abandoned": 4,
    }


@pytest.mark.parametrize("count", [1, 3, 9, 90, 250])
def test_statuses_are_as_many_as_needs(count):
    assert len(statuses(count)) == count


def test_open_needs_close_later_and_closed_ones_closed_before(demo_region):
    needs = demo_region.needs

    assert [
        n.key for n in needs if n.status == "published" and not n.published_on < TODAY < n.answers_by
    ] == []
    past = [n for n in needs if n.status not in ("published", "draft")]
    assert [n.key for n in past if not n.published_on < n.answers_by < TODAY] == []


def test_drafts_are_not_published_and_work_starts_after_the_deadline(demo_region):
    needs = demo_region.needs

    assert {need.published_on for need in needs if need.status == "draft"} == {None}
    assert [n.key for n in needs if n.answers_by and n.starts_on <= n.answers_by + timedelta(days=30)] == []


def test_deadlines_fall_on_working_days(demo_region):
    days = {need.answers_by.weekday() for need in demo_region.needs if need.answers_by}

    assert days <= {0, 1, 2, 3, 4}


def test_saturday_moves_to_the_nearest_working_day():
    saturday = date(2026, 9, 19)

    assert on_weekday(saturday, forward=True) == date(2026, 9, 21)
    assert on_weekday(saturday, forward=False) == date(2026, 9, 18)


def test_amounts_are_bands_or_a_reason(demo_region):
    told = [(n.amount_min, n.amount_max, n.amount_unknown_because) for n in demo_region.needs]

    assert [one for one in told if (one[0] is None) != (one[2] is not None)] == []
    assert [one for one in told if one[0] is not None and not one[0] < one[1]] == []


def test_some_needs_are_reserved_and_some_only_for_one_lot(demo_region):
    whole = {article for need in demo_region.needs for article in need.reserved}
    lots = [lot for need in demo_region.needs if not need.reserved for lot in need.lots if lot.reserved]

    assert {"L2113-12", "L2113-13"} <= whole
    assert len(lots) >= 1


def test_lots_are_numbered_from_one(demo_region):
    numbers = [[lot.number for lot in need.lots] for need in demo_region.needs]

    assert [held for held in numbers if held != list(range(1, len(held) + 1))] == []
    assert sum(bool(held) for held in numbers) >= 20


def test_authors_work_for_their_buyer(demo_region):
    staff = {body.key: {person.email for person in body.people} for body in demo_region.buyers}

    assert [need.key for need in demo_region.needs if need.author not in staff[need.buyer]] == []


def test_works_supplies_and_services_are_needed(demo_region):
    assert {need.nature for need in demo_region.needs} == {"works", "supplies", "services"}


@pytest.mark.parametrize("trade", TRADES, ids=lambda trade: trade.key)
def test_codes_of_a_trade_exist(trade):
    offered = [code for activity in trade.activities for code in activity.cpvs]
    needed = [code for story in trade.stories for code in (*story.cpvs, *(lot.cpv for lot in story.lots))]

    assert [code for code in offered + needed if cpv.get(code) is None] == []


@pytest.mark.parametrize("trade", TRADES, ids=lambda trade: trade.key)
def test_first_code_of_a_story_has_its_nature(trade):
    natures = [(cpv.get(story.cpvs[0]).nature, story.nature) for story in trade.stories]

    assert [pair for pair in natures if pair[0] != pair[1]] == []


def test_capacity_grows_with_the_firm(demo_region):
    sizes = {firm.key: firm.size for firm in demo_region.suppliers}
    largest = {
        size: max(o.capacity_max for o in demo_region.offers if sizes[o.supplier] == size)
        for size in ("tpe", "eti")
    }

    assert largest["tpe"] < largest["eti"]
    assert [o.key for o in demo_region.offers if o.capacity_min >= o.capacity_max] == []


def test_a_few_firms_offer_nothing_and_none_more_than_four(demo_region):
    held = Counter(offer.supplier for offer in demo_region.offers)

    assert max(held.values()) <= 4
    assert len(demo_region.suppliers) - len(held) == 12
