"""Planning a few buyers anew: what large events rely on, where the whole problem takes too long."""

from random import Random

from matchmaker.scheduling.budget import Budget
from matchmaker.scheduling.commitments import settle
from matchmaker.scheduling.consistency import accept
from matchmaker.scheduling.construction import filled
from matchmaker.scheduling.generator import make_instance
from matchmaker.scheduling.improvement import Neighbourhoods, improve
from matchmaker.scheduling.selection import Network
from matchmaker.scheduling.timetable import Timetable


def greedy(family: str) -> tuple[Timetable, Neighbourhoods]:
    """A plan filled by value alone, with the places where it can be improved."""
    instance = make_instance(family, 40, 6)
    settled = settle(instance, accept(instance))
    network = Network(settled)
    plan = filled(settled)
    selection = network.solve(network.lexicographic(), prices=True)
    return plan, Neighbourhoods(plan, selection, Random(1))


def test_plan_gets_better_step_by_step_and_locks_stay() -> None:
    plan, places = greedy("full")
    before = plan.score()
    locked = {pair: plan.slot_of[pair] for pair in plan.fixed}

    improve(places, Budget(steps=10), 10, lambda: False)

    assert plan.score() > before
    assert {pair: plan.slot_of[pair] for pair in plan.fixed} == locked


def test_improvement_stops_when_it_is_done_or_has_no_steps() -> None:
    plan, places = greedy("avail")
    before = plan.score()
    budget = Budget(steps=10)

    improve(places, budget, 10, lambda: True)
    improve(places, budget, 0, lambda: False)

    assert (plan.score(), budget.spent) == (before, 0)


def test_running_totals_are_what_a_count_gives() -> None:
    plan, places = greedy("full")

    improve(places, Budget(steps=3), 3, lambda: False)

    needs = zip(plan.problem.need, plan.degree, strict=True)
    assert plan.total == plan.value()
    assert plan.short == sum(max(0, need - had) for need, had in needs)
    assert plan.alone == plan.degree.count(0)
