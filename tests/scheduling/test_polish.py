from dataclasses import replace

import pytest

from matchmaker.scheduling.generator import as_json, make_instance
from matchmaker.scheduling.instance import Instance, Objective
from matchmaker.scheduling.measures import measures
from matchmaker.scheduling.polish import idle
from matchmaker.scheduling.solver import solve

AVAIL = make_instance("avail", 40, 2)


@pytest.mark.parametrize(
    ("busy", "workshop", "slots"),
    [(0, 0, 0), (0b1, 0, 0), (0b1001, 0, 2), (0b1001, 0b0010, 1), (0b111, 0, 0), (0b10100, 0b1, 1)],
)
def test_idle_slots_lie_between_meetings_outside_workshops(busy: int, workshop: int, slots: int) -> None:
    assert idle(busy, workshop) == slots


def figures(instance: Instance) -> tuple[int, int]:
    """Value and idle slots, as the independent measures see them."""
    plan = solve(instance).as_json()
    found = measures(as_json(instance), {**plan, "meetings": list(plan["meetings"])})
    return found["value"], found["idle_gaps"]


def test_tolerance_buys_fewer_idle_slots_for_no_more_than_its_share() -> None:
    generous = replace(AVAIL, objective=Objective("value", gap_tolerance=0.02))

    value, gaps = figures(AVAIL)
    less, fewer = figures(generous)

    assert fewer < gaps
    assert 0.98 * value <= less <= value


def test_plan_that_gave_value_for_hours_does_not_claim_to_be_the_worthiest() -> None:
    plan = solve(replace(AVAIL, objective=Objective("value", gap_tolerance=0.02)))

    assert (plan.bound > plan.value, plan.stopped) == (True, "steps")
