"""The planner: from an instance to the best plan found, with its proof."""

from dataclasses import replace
from random import Random

from .budget import Budget
from .commitments import settle
from .consistency import accept
from .instance import Instance
from .plan import Plan, Stopped
from .polish import tighten
from .reasons import unscheduled
from .replanning import find_offers, penalised, standing, with_bonuses
from .search import Progress, Search
from .seating import seat
from .trading import trade

DEFAULT_STEPS = 1_000
SECONDS_PER_PAIR = 12e-6


def solve(
    instance: Instance,
    *,
    steps: int = DEFAULT_STEPS,
    seconds: float | None = None,
    seed: int = 0,
    offers: bool = True,
    progress: Progress = lambda text: None,
) -> Plan:
    """The same instance, steps and seed give the same plan unless `seconds` cut the work.

    `offers`: whether a re-planning that keeps what stands also looks for swaps to propose.
    Raises `InstanceRefused` when the instance contradicts itself.
    """
    budget = Budget(steps, _for_search(instance, seconds))
    problem = accept(instance)
    if penalised(instance):
        problem = with_bonuses(instance, problem)
    search = Search(settle(instance, problem), budget, Random(seed), progress)  # noqa: S311 - no secret
    search.run(standing(instance, search.settled) if penalised(instance) else None)
    tighten(search.best)
    if trade(search.best, int(instance.objective.gap_tolerance * search.best.total)):
        tighten(search.best)
    plan = finish(instance, search)
    if offers and instance.replan and not penalised(instance):
        plan = replace(plan, offers=find_offers(instance, plan, budget, Random(seed)))  # noqa: S311
    return plan


def _for_search(instance: Instance, seconds: float | None) -> float | None:
    """The ceiling less what seats, reasons and hours will take at the end."""
    if seconds is None:
        return None
    return max(seconds / 2, seconds - SECONDS_PER_PAIR * len(instance.pairs))


def finish(instance: Instance, search: Search) -> Plan:
    """Seats, reasons and figures for the best plan found."""
    best, problem, proof = search.best, search.problem, search.proof
    value = best.value()
    stopped: Stopped = "time" if search.budget.timed_out else "steps"
    return Plan(
        meetings=seat(instance, best),
        value=value,
        bound=value + max(0, proof.worth - best.total),
        shortfall=best.short,
        shortfall_bound=min(best.short, proof.least_short(problem, best)),
        without_meeting=tuple(name for name, had in zip(problem.people, best.degree, strict=True) if not had),
        unscheduled=unscheduled(instance, best),
        stopped="optimal" if search.optimal else stopped,
    )
