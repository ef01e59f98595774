from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.scheduling.bounds import FLOW, LINEAR, bound_of
from matchmaker.scheduling.generator import make_instance
from matchmaker.scheduling.instance import Instance

from .exhaustive import best_score
from .strategies import instances


@settings(deadline=None, max_examples=80)
@given(instances(), st.sampled_from((0, 1000)))
def test_no_plan_beats_the_bound(instance: Instance, steps: int) -> None:
    bound = bound_of(instance, steps=steps)

    _, shortfall, value = best_score(instance)

    assert -shortfall >= bound.shortfall or instance.objective.mode == "value"
    assert value <= bound.value or -shortfall > bound.shortfall


def test_flow_alone_bounds_what_the_linear_programme_bounds_tighter() -> None:
    instance = make_instance("avail", 250, 1)

    loose, tight = bound_of(instance, steps=0), bound_of(instance, steps=1000)

    assert (loose.method, tight.method) == (FLOW, LINEAR)
    assert tight.value < loose.value
