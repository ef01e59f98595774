"""Giving up a little value for fewer idle slots, when the instance's `gap_tolerance` says so.

A meeting is exchanged for another one of the same person, at an hour that closes a hole. Nobody is left
with fewer meetings than a minimum, or none, who had them before.
"""

from .colouring import bits
from .polish import idle
from .timetable import Timetable

ALTERNATIVES = 12
"""Other pairs looked at for each meeting, the worthiest ones."""


def trade(timetable: Timetable, allowance: int) -> int:
    """Exchange meetings as long as the value lost stays within the allowance; the value lost."""
    problem = timetable.problem
    if problem.bonus or allowance <= 0:
        return 0
    pairs_of: list[list[int]] = [[] for _ in problem.people]
    for pair in sorted(range(len(problem.value)), key=lambda pair: (-problem.value[pair], pair)):
        pairs_of[problem.buyer[pair]].append(pair)
        pairs_of[problem.supplier[pair]].append(pair)
    spent = 0
    for person in range(len(problem.people)):
        while (lost := _exchange(timetable, person, pairs_of[person], allowance - spent)) is not None:
            spent += lost
    return spent


def _exchange(timetable: Timetable, person: int, pairs: list[int], allowance: int) -> int | None:
    """Make one exchange that saves idle slots; what it costs, None when there is none to make."""
    if not idle(timetable.busy[person], timetable.problem.workshop[person]):
        return None
    value = timetable.problem.value
    mine = [pair for pair in timetable.at[person] if pair >= 0 and pair not in timetable.fixed]
    others = [pair for pair in pairs if timetable.slot_of[pair] < 0]
    for old in mine:
        for new in [pair for pair in others if value[old] - value[pair] <= allowance][:ALTERNATIVES]:
            if _exchanged(timetable, old, new):
                return max(0, value[old] - value[new])
    return None


def _exchanged(timetable: Timetable, old: int, new: int) -> bool:
    """Whether the exchange was made: it must save an idle slot and worsen no minimum."""
    problem = timetable.problem
    people = {side[pair] for pair in (old, new) for side in (problem.buyer, problem.supplier)}
    before, counts, slot = (
        _idle(timetable, people),
        (timetable.alone, timetable.short),
        timetable.slot_of[old],
    )
    timetable.remove(old)
    target = _best_slot(timetable, new, people)
    if target is not None:
        timetable.place(new, target)
        if _idle(timetable, people) < before and _no_worse(timetable, counts):
            return True
        timetable.remove(new)
    timetable.place(old, slot)
    return False


def _no_worse(timetable: Timetable, counts: tuple[int, int]) -> bool:
    return timetable.alone <= counts[0] and timetable.short <= counts[1]


def _idle(timetable: Timetable, people: set[int]) -> int:
    workshop = timetable.problem.workshop
    return sum(idle(timetable.busy[person], workshop[person]) for person in people)


def _best_slot(timetable: Timetable, pair: int, people: set[int]) -> int | None:
    """The possible slot that leaves the fewest idle ones."""
    problem = timetable.problem
    buyer, supplier = problem.buyer[pair], problem.supplier[pair]
    if timetable.full(buyer) or timetable.full(supplier):
        return None
    best: tuple[int, int] | None = None
    for slot in bits(timetable.free(buyer) & timetable.free(supplier)):
        if timetable.table_left(pair, slot) and timetable.breaks_kept(pair, slot):
            timetable.place(pair, slot)
            found = (_idle(timetable, people), slot)
            best = found if best is None else min(best, found)
            timetable.remove(pair)
    return best[1] if best else None
