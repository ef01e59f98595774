"""Which cuts open a need to small firms, with the figures."""

from __future__ import annotations

from dataclasses import replace

from matchmaker.matching.capacity import Amount
from matchmaker.matching.splitting import by_place, cuts, trades
from matchmaker.reference.zones import Zone
from tests.matching.factories import ARRAS, fitted, need, region

MATCHER = fitted().reindexed(replace(one, size="tpe") for one in region())
BOTH = "Nettoyage des locaux et des vitres.\nTonte des pelouses et taille des haies de l’école."
CLEANING = need("Nettoyage des locaux et des vitres", id=1, cpv=("90910000",), zone=ARRAS)
GARDENS = need("Tonte et taille de haies", id=2, cpv=("77310000",), zone=ARRAS)


def test_two_trades_in_one_need_are_told_apart() -> None:
    parts = trades(MATCHER, need(BOTH, zone=ARRAS))

    assert [(part.cpv, part.text) for part in parts] == [
        (("77300000",), "Tonte des pelouses et taille des haies de l’école."),
        (("90900000",), "Nettoyage des locaux et des vitres."),
    ]


def test_a_cut_by_trade_opens_the_need_to_one_firm_of_each() -> None:
    [cut] = cuts(MATCHER, need(BOTH, zone=ARRAS))

    assert (cut.kind, cut.whole, cut.some, cut.opened, cut.least) == ("trades", 0, 2, 2, 1)


def test_a_need_of_one_trade_is_not_cut() -> None:
    assert cuts(MATCHER, need("Nettoyage des locaux et des vitres", cpv=("90910000",), zone=ARRAS)) == []


def test_the_lots_there_are_are_counted() -> None:
    [cut] = cuts(MATCHER, need(BOTH, zone=ARRAS, lots=(CLEANING, GARDENS)))

    assert (cut.kind, [part.small for part in cut.parts], cut.whole) == ("lots", [1, 1], 0)


def test_places_are_parts_when_nobody_serves_them_all() -> None:
    asked = need(
        "Nettoyage des locaux et des vitres", cpv=("90910000",), zone=Zone(communes=("62041", "59350"))
    )
    [cut] = cuts(MATCHER, asked)

    assert (cut.kind, cut.whole, cut.some) == ("places", 0, 2)


def test_a_part_too_big_for_the_smallest_is_not_open_to_them() -> None:
    asked = need(BOTH, zone=ARRAS, lots=(CLEANING, GARDENS))

    [big] = cuts(MATCHER, asked, Amount(4_000_000))
    [small] = cuts(MATCHER, asked, Amount(2_000_000))

    assert [part.small for part in big.parts] == [0, 0]
    assert [part.small for part in small.parts] == [1, 1]


def test_firms_of_unknown_size_are_not_called_small() -> None:
    [cut] = cuts(fitted(), need(BOTH, zone=ARRAS, lots=(CLEANING, GARDENS)))

    assert cut.some == 0


def test_too_many_places_make_no_lots() -> None:
    assert by_place(need(zone=Zone(departments=tuple(f"{number:02}" for number in range(1, 11))))) == ()
