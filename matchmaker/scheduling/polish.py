"""Fewer idle slots between meetings, without giving up a meeting: whole chains change slots.

Only the two ends of a chain change their hours, so that the effect of a change is known before it is made.
"""

from .colouring import bits, chain, drift, shift
from .timetable import Timetable

TRIALS_PER_MEETING = 40
MOST_TRIALS = 40_000
"""Chains looked at: about a second's worth for the largest events."""


def idle(busy: int, workshop: int) -> int:
    """Slots between the first and the last meeting with neither meeting nor workshop."""
    if not busy:
        return 0
    first = busy & -busy
    return ((1 << busy.bit_length()) - first & ~busy & ~workshop).bit_count()


def tighten(timetable: Timetable) -> int:
    """Shift chains as long as idle slots get fewer; how many are left. Worth stays as it is."""
    problem = timetable.problem
    trials = 0 if problem.bonus else min(MOST_TRIALS, TRIALS_PER_MEETING * sum(timetable.degree) // 2)
    gained = True
    while gained and trials > 0:
        gained = False
        for person in range(len(problem.people)):
            while trials > 0:
                used = _tighten_person(timetable, person)
                trials -= max(1, abs(used))
                if used <= 0:
                    break
                gained = True
    return idle_slots(timetable)


def idle_slots(timetable: Timetable) -> int:
    workshop = timetable.problem.workshop
    return sum(idle(busy, workshop[person]) for person, busy in enumerate(timetable.busy))


def _tighten_person(timetable: Timetable, person: int) -> int:
    """Make one change that helps; the number of chains looked at, negative when none helped."""
    busy, workshop = timetable.busy[person], timetable.problem.workshop[person]
    now = idle(busy, workshop)
    looked = 0
    for here in bits(busy) if now else ():
        for there in bits(timetable.free(person)):
            gain = now - idle(busy & ~(1 << here) | 1 << there, workshop)
            if gain <= 0:
                continue
            looked += 1
            if _shift_if_better(timetable, person, here, there, gain):
                return looked
    return -looked


def _shift_if_better(timetable: Timetable, start: int, here: int, there: int, gain: int) -> bool:
    path = chain(timetable, start, here, there)
    if path is None or gain + _gain_at_end(timetable, path, start, here, there) <= 0:
        return False
    freed = drift(timetable, path, here)
    load, pool = timetable.load, timetable.problem.pool
    if load[there] + max(0, freed) > pool[there] or load[here] + max(0, -freed) > pool[here]:
        return False
    shift(timetable, path, here, there)
    return True


def _gain_at_end(timetable: Timetable, path: list[int], start: int, here: int, there: int) -> int:
    """Idle slots that the far end of the path saves."""
    problem = timetable.problem
    person = start
    for pair in path:
        person = problem.supplier[pair] if person == problem.buyer[pair] else problem.buyer[pair]
    lost = timetable.slot_of[path[-1]]
    won = there if lost == here else here
    busy, workshop = timetable.busy[person], problem.workshop[person]
    return idle(busy, workshop) - idle(busy & ~(1 << lost) | 1 << won, workshop)
