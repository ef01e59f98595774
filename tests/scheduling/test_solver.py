"""The planner against every possible plan of tiny instances."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.scheduling.checker import errors
from matchmaker.scheduling.generator import as_json, make_instance
from matchmaker.scheduling.instance import Instance, Policy
from matchmaker.scheduling.plan import Plan
from matchmaker.scheduling.solver import solve

from .exhaustive import best_score, score_of
from .strategies import changed, instances, locked

exhaustively = settings(deadline=None, max_examples=80)


def faults(instance: Instance, plan: Plan) -> list[str]:
    """What the independent checker says of the files both would make."""
    return errors(json.loads(json.dumps(as_json(instance))), json.loads(json.dumps(plan.as_json())))


def assert_best(instance: Instance, plan: Plan) -> None:
    assert faults(instance, plan) == []
    assert score_of(instance, plan.meetings) == best_score(instance)
    assert plan.stopped == "optimal"


@exhaustively
@given(instances())
def test_plan_of_a_tiny_instance_is_the_best_there_is(instance: Instance) -> None:
    assert_best(instance, solve(instance))


@exhaustively
@given(locked())
def test_plan_around_a_promise_is_the_best_there_is(instance: Instance) -> None:
    assert_best(instance, solve(instance))


@exhaustively
@given(st.data(), instances(most_pairs=5), st.sampled_from(("keep", "penalty")))
def test_mended_plan_is_the_best_its_policy_allows(
    data: st.DataObject, instance: Instance, policy: Policy
) -> None:
    day = data.draw(st.composite(changed)(instance, solve(instance), policy))

    assert_best(day, solve(day))


@pytest.mark.parametrize("family", ["plain", "avail", "full"])
@pytest.mark.parametrize("size", [40, 250])
def test_plan_of_a_real_size_is_sound_and_proved(family: str, size: int) -> None:
    instance = make_instance(family, size, 3)

    plan = solve(instance)

    assert faults(instance, plan) == []
    assert (plan.stopped, plan.bound - plan.value) == ("optimal", 0)


def test_same_input_seed_and_steps_give_the_same_plan() -> None:
    instance = make_instance("full", 250, 2)

    assert solve(instance, seed=5, steps=30) == solve(instance, seed=5, steps=30)


def test_plan_cut_by_the_ceiling_says_so_and_is_sound() -> None:
    instance = make_instance("full", 250, 2)

    plan = solve(instance, seconds=1e-6)

    assert plan.stopped == "time"
    assert faults(instance, plan) == []
