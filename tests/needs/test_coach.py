"""The coach warns, and says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.needs import coach, wording

GOOD = coach.Facts(
    title="Tonte des pelouses de trois écoles",
    description="Aujourd’hui, les agents tondent avec du matériel en panne. Nous souhaitons confier la tonte "
    "des pelouses et la taille des haies de trois écoles, pour que les élèves jouent dehors toute l’année, "
    "du printemps à l’automne.",
    has_amount=True,
    has_place=True,
    today=date(2026, 11, 23),
    answers_on=date(2026, 12, 31),
    tender_planned_on=date(2027, 1, 15),
    starts_on=date(2027, 3, 1),
    environmental=True,
)


def codes(**changes: object) -> list[str]:
    return [advice.code for advice in coach.advise(replace(GOOD, **changes))]


def test_a_good_need_gets_no_advice() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"description": "Tonte. " * 40}, ["problem", "users"]),
        ({"description": "Nous souhaitons une tonte pour les élèves."}, ["short"]),
        ({"has_amount": False}, ["amount"]),
        ({"has_place": False}, ["place"]),
        ({"starts_on": None}, ["start"]),
        ({"answers_on": date(2027, 2, 1)}, ["dates"]),
        ({"answers_on": date(2026, 11, 30)}, ["time"]),
        ({"environmental": False}, ["environment"]),
        ({"above_eu_threshold": True}, ["social", "lots"]),
        ({"above_eu_threshold": True, "social": True, "lots": 2}, []),
        ({"ess_reserved_outside_list": True}, ["ess"]),
    ],
)
def test_each_weakness_has_its_advice(changes: dict[str, object], expected: list[str]) -> None:
    assert codes(**changes) == expected


def test_jargon_names_the_words() -> None:
    facts = replace(GOOD, description=GOOD.description + " Voir le CCTP, le DCE et le bordereau (BPU).")

    assert coach.jargon(facts) == coach.Advice("jargon", "what", ("CCTP", "DCE"))


@pytest.mark.parametrize(("count", "warned"), [(6, False), (7, True)])
def test_more_than_six_criteria_are_too_many(count: int, warned: bool) -> None:
    points = "".join(f"\n- point {number}" for number in range(count))

    assert ("criteria" in codes(description=GOOD.description + points)) is warned


def test_before_the_climate_law_nothing_is_said_of_it() -> None:
    early = {
        "today": date(2026, 5, 1),
        "tender_planned_on": date(2026, 8, 21),
        "answers_on": date(2026, 6, 1),
    }

    assert codes(**early, environmental=False) == []


def test_every_advice_has_its_words() -> None:
    bare = coach.Facts("", "", has_amount=False, has_place=False, today=date(2026, 11, 23))

    assert {advice.code for advice in coach.advise(bare)} <= set(wording.ADVICE)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_the_coach_reads_anything(title: str, description: str) -> None:
    advice = coach.advise(replace(GOOD, title=title, description=description))

    assert {one.step for one in advice} <= {"what", "how_much"}
