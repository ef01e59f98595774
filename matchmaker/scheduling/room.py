"""How many more meetings somebody could have, seen alone: caps, hours, breaks and runs."""

from .problem import Problem
from .timetable import Timetable

State = tuple[int, int, int]
"""Meetings in a row so far, windows met in, windows that already have a free slot."""


def rooms(timetable: Timetable) -> list[int]:
    """By person; an upper bound of what any plan around the settled meetings can add."""
    problem = timetable.problem
    known: dict[tuple[int, int, int], int] = {}
    found = []
    for person, cap in enumerate(problem.cap):
        free = timetable.free(person)
        spare = max(0, cap - timetable.degree[person])
        if problem.ruled and spare and free:
            key = (free, timetable.busy[person], problem.workshop[person])
            if key not in known:
                known[key] = _most(problem, *key)
            found.append(min(spare, known[key]))
        else:
            found.append(min(spare, free.bit_count()))
    return found


def _most(problem: Problem, free: int, busy: int, workshop: int) -> int:
    """The most meetings that can be added to `busy` within `free`, by dynamic programming over slots."""
    states: dict[State, int] = {(0, 0, 0): 0}
    longest = problem.runs[0].bit_count() - 1 if problem.runs else problem.slots
    joined = _joined(problem)
    for slot in range(problem.slots):
        bit = 1 << slot
        inside = sum(1 << index for index, window in enumerate(problem.windows) if window & bit)
        following: dict[State, int] = {}
        for (run, met, idle), best in states.items():
            run = run if slot in joined else 0
            if busy & bit or free & bit:
                _keep(following, (min(run + 1, longest + 1), met | inside, idle), best + (not busy & bit))
            if not busy & bit:
                _keep(following, (0, met, idle | (0 if workshop & bit else inside)), best)
        states = {state: best for state, best in following.items() if state[0] <= longest}
    return max((best for (_, met, idle), best in states.items() if met & ~idle == 0), default=0)


def _joined(problem: Problem) -> set[int]:
    """Slots that continue a run of the slot before: those inside a block."""
    joined: set[int] = set()
    for run in problem.runs:
        low = (run & -run).bit_length() - 1
        joined |= set(range(low + 1, low + run.bit_count()))
    return joined


def _keep(states: dict[State, int], state: State, best: int) -> None:
    states[state] = max(best, states.get(state, best))
