"""The amount against the size of a firm: advice only."""

from __future__ import annotations

import pytest

from matchmaker.matching.capacity import YEARLY_PER_PERSON, Amount, Firm, share_carried, size_carries, strain


def test_two_millions_are_beyond_five_people() -> None:
    found = strain(Amount(2_000_000), Firm(people=(3, 5), size="tpe"))

    assert found is not None
    assert (found.by, found.firms) == ("headcount", 3)


@pytest.mark.parametrize(
    "firm",
    [
        Firm(people=(6, 20)),
        Firm(size="pme"),
        Firm(),
        Firm(people=(10_000, None)),
        Firm(people=(3, 5), declared=2_000_000),
        Firm(people=(3, 5), says_no_limit=True),
    ],
)
def test_nothing_is_said_of_a_firm_that_can_or_that_nobody_knows(firm: Firm) -> None:
    assert strain(Amount(2_000_000), firm) is None


def test_what_the_firm_says_of_itself_goes_before_its_headcount() -> None:
    found = strain(Amount(500_000), Firm(people=(50, 99), declared=250_000))

    assert found is not None
    assert (found.by, found.firms) == ("declared", 2)


def test_a_long_contract_is_counted_by_the_year() -> None:
    assert Amount(1_200_000, 48).yearly == 300_000
    assert Amount(1_200_000, 3).yearly == 1_200_000
    assert strain(Amount(1_200_000, 48), Firm(people=(1, 2))) is None


def test_a_firm_without_employees_has_one_person_at_work() -> None:
    assert Firm(people=(0, 0)).yearly == YEARLY_PER_PERSON


def test_without_an_amount_everybody_carries_everything() -> None:
    assert strain(None, Firm(people=(1, 2))) is None
    assert share_carried(None, Firm(people=(1, 2))) == 1.0


def test_the_part_carried_is_at_most_the_whole() -> None:
    assert share_carried(Amount(YEARLY_PER_PERSON * 4), Firm(people=(1, 2))) == 0.5
    assert share_carried(Amount(1), Firm(people=(1, 2))) == 1.0


def test_only_the_smallest_size_is_too_small_for_two_millions() -> None:
    assert [size_carries(Amount(2_000_000), size) for size in ("tpe", "pme", "eti", "ge")] == [
        False,
        True,
        True,
        True,
    ]
