from __future__ import annotations

from datetime import date

from matchmaker.observatory.indicators.bridges import Awards, Effect, Meeting, Won, effect, sourcing_gap


def test_gap_is_where_the_social_economy_offers_and_does_not_win() -> None:
    awards = [
        Awards("7731", 40, 30, 1, 9e5),
        Awards("9091", 80, 60, 20, 1e6),
        Awards("4521", 90, 90, 0, 9e6),
        Awards("5552", 50, 0, 0, 1e5),
        Awards("3911", 60, 10, 0, 2e5),
    ]

    found = sourcing_gap({"7731": 4, "9091": 9, "5552": 2, "3911": 1}, awards)

    assert [(gap.cpv, gap.offering) for gap in found] == [("3911", 1), ("7731", 4)]


def test_effect_counts_pairs_that_met_and_then_contracted_within_two_years() -> None:
    meetings = [
        Meeting("b", "s", date(2024, 3, 1)),
        Meeting("b", "s", date(2024, 9, 1)),
        Meeting("b", "t", date(2024, 3, 1)),
    ]
    contracts = [Won("b", "s", date(2025, 1, 1)), Won("b", "t", date(2024, 2, 1)), Won("b", "t", date(2026, 3, 2)), Won("c", "t", date(2024, 6, 1))]  # fmt: skip

    assert effect(12, meetings, contracts) == Effect(12, 2, 1, 0)


def test_a_contract_that_the_buyer_named_is_certain_whenever_it_came() -> None:
    meetings = [Meeting("b", "s", date(2024, 3, 1), "2024/017"), Meeting("b", "t", date(2024, 3, 1), "M9")]
    contracts = [Won("b", "s", None, "2024_017"), Won("b", "t", date(2024, 4, 1), "M10")]

    assert effect(12, meetings, contracts) == Effect(12, 2, 2, 1)


def test_effect_without_meetings_is_unknown_and_not_zero() -> None:
    assert effect(12, [], []) == Effect(12, None, None)
