"""The planner: from an instance to the best plan found, with its proof."""

from collections.abc import Callable

from .budget import Budget
from .colouring import colour
from .commitments import settle
from .consistency import require_consistent
from .instance import Instance
from .plan import Plan
from .problem import Problem, compile_instance
from .reasons import unscheduled
from .seating import seat
from .timetable import Timetable

Progress = Callable[[str], None]
DEFAULT_STEPS = 400


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
    timetable = settle(instance, problem)
    fill(timetable)
    return finish(instance, problem, timetable, budget)


def fill(timetable: Timetable) -> None:
    """Add every pair that still fits, the worthiest first."""
    problem = timetable.problem
    left = [pair for pair, slot in enumerate(timetable.slot_of) if slot < 0]
    colour(timetable, sorted(left, key=lambda pair: (-problem.value[pair], pair)))


def finish(instance: Instance, problem: Problem, timetable: Timetable, budget: Budget) -> Plan:
    value = timetable.value()
    return Plan(
        meetings=seat(instance, timetable),
        value=value,
        bound=sum(problem.value),
        shortfall=timetable.shortfall(),
        shortfall_bound=0,
        without_meeting=tuple(
            name for name, had in zip(problem.people, timetable.degree, strict=True) if not had
        ),
        unscheduled=unscheduled(instance, timetable),
        stopped="time" if budget.timed_out else "steps",
    )
