"""The first plan: the flow chooses, the colouring gives slots, the flow chooses again what did not fit."""

from .budget import Budget
from .colouring import bits, colour, insert, squeeze
from .problem import POOL
from .selection import Network, Selection
from .timetable import Timetable

ROUNDS = 12
"""Times the flow is asked again for what to do instead of pairs that found no slot."""

PATIENCE = 200
"""Pairs in a row that could not be squeezed in after which the rest is only inserted where a table is left:
each failure looks at every chain of a crowded slot."""


def construct(
    settled: Timetable, network: Network, selection: Selection, budget: Budget, rounds: int = ROUNDS
) -> Timetable:
    """The best of the choices met on the way, filled up with whatever still fits."""
    working = settled.copy()
    barred = colour(working, by_tightness(working, selection.pairs))
    first = best = working.copy() if barred else working
    for _ in range(rounds if barred else 0):
        if budget.remaining_seconds() <= 0:
            break
        lost = _follow(working, network.solve(selection.weights, barred=barred).pairs)
        if working.score() > best.score():
            best = working.copy()
        if not lost:
            break
        barred += lost
    plans = [filled(best)] if best is first else [filled(best), filled(first)]
    return max(plans, key=Timetable.score)


def by_tightness(timetable: Timetable, pairs: list[int]) -> list[int]:
    """Those with the fewest slots in common first, then the worthiest."""
    problem = timetable.problem
    return sorted(pairs, key=lambda pair: (problem.common(pair).bit_count(), -problem.value[pair], pair))


def _follow(working: Timetable, pairs: list[int]) -> list[int]:
    """Change the timetable to these pairs; those that found no slot."""
    wanted = set(pairs) | working.fixed
    for pair in working.scheduled():
        if pair not in wanted:
            working.remove(pair)
    return colour(working, by_tightness(working, [pair for pair in pairs if working.slot_of[pair] < 0]))


def filled(timetable: Timetable) -> Timetable:
    """A copy with every pair that still fits: for the people below their minimum, then the worthiest."""
    full = timetable.copy()
    problem = full.problem
    left = [
        pair
        for pair, slot in enumerate(full.slot_of)
        if slot < 0 and not full.full(problem.buyer[pair]) and not full.full(problem.supplier[pair])
    ]
    fruitless = 0
    for pair in sorted(left, key=lambda pair: (-urgency(full, pair), -problem.value[pair], pair)):
        if problem.bonus:
            _add_where_best(full, pair)
        elif sum(full.load) < sum(problem.pool) or problem.desk[pair] != POOL:
            done = squeeze(full, pair) if fruitless < PATIENCE else insert(full, pair)
            fruitless = 0 if done else fruitless + 1
    return full


def _add_where_best(timetable: Timetable, pair: int) -> None:
    """Add without moving anybody: where slots differ in worth, a chain could cost more than it brings."""
    problem = timetable.problem
    both = timetable.free(problem.buyer[pair]) & timetable.free(problem.supplier[pair])
    slots = [
        slot for slot in bits(both) if timetable.table_left(pair, slot) and timetable.breaks_kept(pair, slot)
    ]
    best = max(slots, key=lambda slot: problem.worth(pair, slot), default=None)
    full = timetable.full(problem.buyer[pair]) or timetable.full(problem.supplier[pair])
    if best is not None and not full and problem.worth(pair, best) > 0:
        timetable.place(pair, best)


def urgency(timetable: Timetable, pair: int) -> int:
    """How many of the two are alone (counted twice) or below their minimum, where the objective cares."""
    problem = timetable.problem
    count = 0
    for person in (problem.buyer[pair], problem.supplier[pair]):
        had = timetable.degree[person]
        count += 2 * (problem.everyone and had == 0) + (problem.coverage and had < problem.need[person])
    return count
