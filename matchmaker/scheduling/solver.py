"""The planner: from an instance to the best plan found, with its proof."""

from random import Random

from .budget import Budget
from .commitments import settle
from .consistency import require_consistent
from .instance import Instance
from .plan import Plan, Stopped
from .problem import compile_instance
from .reasons import unscheduled
from .search import Progress, Search
from .seating import seat

DEFAULT_STEPS = 1_000


def solve(
    instance: Instance,
    *,
    steps: int = DEFAULT_STEPS,
    seconds: float | None = None,
    seed: int = 0,
    progress: Progress = lambda text: None,
) -> Plan:
    """The same instance, steps and seed give the same plan unless `seconds` cut the work.

    Raises `InstanceRefused` when the instance contradicts itself.
    """
    require_consistent(instance)
    budget = Budget(steps, seconds)
    problem = compile_instance(instance)
    search = Search(settle(instance, problem), budget, Random(seed), progress)  # noqa: S311 - no secret
    search.run()
    return finish(instance, search)


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
