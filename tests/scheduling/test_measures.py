import json

import pytest

from matchmaker.scheduling.generator import as_json, make_instance
from matchmaker.scheduling.measures import gini, measures
from matchmaker.scheduling.solver import solve

from .test_checker import INSTANCE, PLAN


@pytest.mark.parametrize(
    ("counts", "share"), [([], 0.0), ([0, 0], 0.0), ([3, 3, 3], 0.0), ([0, 0, 0, 4], 0.75), ([1, 3], 0.25)]
)
def test_gini_is_nothing_for_equals_and_near_one_for_one_who_has_all(counts: list[int], share: float) -> None:
    assert gini(counts) == share


def test_figures_of_a_small_plan() -> None:
    found = measures(json.loads(json.dumps(as_json(INSTANCE))), PLAN)

    assert found["sides"]["supplier"] == {
        "participants": 2,
        "without_meeting": 1,
        "least": 0,
        "median": 1.0,
        "mean": 1.0,
        "most": 2,
        "gini": 0.5,
        "below_minimum": 1,
        "shortfall": 2,
    }
    assert found["idle_gaps"] == 1
    assert found["reasons"] == {"cap": 2}
    assert found["wishes"] == {"pairs": 4, "met": 2, "share_of_pairs": 0.5, "share_of_value": 0.6087}
    assert [slot["meetings"] for slot in found["slots"]] == [1, 0, 1, 0]


def test_buyers_with_a_home_table_never_change_it() -> None:
    instance = make_instance("full", 40, 1)
    homed = {p.id: p.home_table for p in instance.participants if p.home_table is not None}

    plan = solve(instance)

    assert {(m.buyer, m.table) for m in plan.meetings if m.buyer in homed} <= set(homed.items())
