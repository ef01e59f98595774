"""Giving slots to chosen pairs: edge colouring of a bipartite graph, slots being the colours.

When two have no free slot in common, an alternating path (a Kempe chain) changes two slots with each
other along a line of meetings and makes room. With everybody always available a path always exists
(König), and loads can be evened out by whole paths (de Werra): no chosen pair is lost.
"""

from collections.abc import Iterable

from .problem import POOL
from .timetable import Shift, Timetable


def bits(slots: int) -> list[int]:
    """The slots of a mask, in time order."""
    found = []
    while slots:
        low = slots & -slots
        found.append(low.bit_length() - 1)
        slots ^= low
    return found


def chain(timetable: Timetable, start: int, here: int, there: int) -> list[int] | None:
    """The meetings that change places when `start` moves its meeting from slot `here` to `there`.

    `start` has no meeting in `there`. None when somebody on the way is fixed, not available at the new
    slot, at a shared home table, or would lose a break.
    """
    if not _can_swap(timetable, start, here, there):
        return None
    return _path(timetable, start, here, there)


def _can_swap(timetable: Timetable, person: int, lost: int, won: int) -> bool:
    """Whether the end of a path may have its meeting in `won` instead of `lost`."""
    if not timetable.problem.open[person] >> won & 1:
        return False
    if not timetable.problem.ruled:
        return True
    return timetable.allows(person, timetable.busy[person] & ~(1 << lost) | 1 << won)


def drift(timetable: Timetable, path: list[int], here: int) -> int:
    """How many pool tables the path frees in `here` (and takes in the other slot)."""
    desk, slot_of = timetable.problem.desk, timetable.slot_of
    return sum(1 if slot_of[pair] == here else -1 for pair in path if desk[pair] == POOL)


def shift(timetable: Timetable, path: list[int], here: int, there: int) -> None:
    """Let the path's meetings change places between the two slots."""
    moves = [(pair, there if timetable.slot_of[pair] == here else here) for pair in path]
    for pair in path:
        timetable.remove(pair)
    for pair, slot in moves:
        timetable.place(pair, slot)
    timetable.shifts.append((path, here, there))


def insert(timetable: Timetable, pair: int, tight: bool = True) -> bool:
    """Place the pair, moving others between slots if need be, dropping none.

    Without `tight`, slots may be overfilled by one: the caller relieves them.
    """
    problem = timetable.problem
    buyer, supplier = problem.buyer[pair], problem.supplier[pair]
    if timetable.full(buyer) or timetable.full(supplier) or problem.common(pair) == 0:
        return False
    free_b, free_s = timetable.free(buyer), timetable.free(supplier)
    slot = _roomiest(timetable, pair, free_b & free_s, tight)
    if slot is not None:
        timetable.place(pair, slot)
        return True
    if problem.desk[pair] in problem.shared:
        return False
    sides = ((buyer, supplier, free_b, free_s), (supplier, buyer, free_s, free_b))
    return any(_insert_by_chain(timetable, pair, *side, tight) for side in sides)


def _roomiest(timetable: Timetable, pair: int, slots: int, tight: bool) -> int | None:
    problem = timetable.problem
    pooled = problem.desk[pair] == POOL
    best, most = None, -1 << 60
    for slot in bits(slots):
        spare = problem.pool[slot] - timetable.load[slot]
        seat = spare > 0 or not tight if pooled else timetable.table_left(pair, slot)
        if seat and spare > most and timetable.breaks_kept(pair, slot):
            best, most = slot, spare
    return best


def _insert_by_chain(
    timetable: Timetable, pair: int, one: int, other: int, free_one: int, free_other: int, tight: bool
) -> bool:
    """Free `other` in a slot that suits `one` by shifting a chain of `other`'s meeting there."""
    problem = timetable.problem
    pooled = problem.desk[pair] == POOL
    targets = free_one & problem.open[other] & timetable.busy[other]
    for here in bits(targets):
        if problem.ruled and not timetable.allows(one, timetable.busy[one] | 1 << here):
            continue
        for there in bits(free_other):
            if problem.ruled and not timetable.allows(other, timetable.busy[other] | 1 << there):
                continue
            path = _path(timetable, other, here, there)
            if path is None:
                continue
            freed = drift(timetable, path, here)
            if tight and not _fits(timetable, here, there, pooled - freed, freed):
                continue
            shift(timetable, path, here, there)
            timetable.place(pair, here)
            return True
    return False


def _path(timetable: Timetable, start: int, here: int, there: int) -> list[int] | None:
    """`chain` without asking whether the start may have the other slot."""
    problem, at = timetable.problem, timetable.at
    path: list[int] = []
    person, now, then = start, here, there
    while (pair := at[person][now]) >= 0:
        if pair in timetable.fixed or problem.desk[pair] in problem.shared:
            return None
        path.append(pair)
        buyer = problem.buyer[pair]
        person = problem.supplier[pair] if person == buyer else buyer
        now, then = then, now
    return path if _can_swap(timetable, person, then, now) else None


def _fits(timetable: Timetable, here: int, there: int, more_here: int, more_there: int) -> bool:
    load, pool = timetable.load, timetable.problem.pool
    here_fits = more_here <= 0 or load[here] + more_here <= pool[here]
    return here_fits and (more_there <= 0 or load[there] + more_there <= pool[there])


def relieve(timetable: Timetable, slot: int) -> bool:
    """Move one pool meeting's worth of load from an overfilled slot to one with a table left."""
    problem = timetable.problem
    spare = [problem.pool[other] - timetable.load[other] for other in range(problem.slots)]
    for other in sorted(range(problem.slots), key=lambda t: (-spare[t], t)):
        if other == slot or spare[other] <= 0:
            continue
        for person in range(len(problem.people)):
            if timetable.at[person][slot] < 0 or timetable.at[person][other] >= 0:
                continue
            path = chain(timetable, person, slot, other)
            if path is not None and drift(timetable, path, slot) == 1:
                shift(timetable, path, slot, other)
                return True
    return False


def colour(timetable: Timetable, pairs: Iterable[int]) -> list[int]:
    """Place as many of the pairs as possible, in their order; give back those that found no slot."""
    refused = [pair for pair in pairs if not insert(timetable, pair)]
    return [pair for pair in refused if not squeeze(timetable, pair)]


def squeeze(timetable: Timetable, pair: int) -> bool:
    """Insert past the number of tables, then even the slots out; nothing has changed when that fails."""
    problem = timetable.problem
    if insert(timetable, pair):
        return True
    if problem.desk[pair] != POOL or not _crowded(timetable):
        return False
    timetable.shifts = []
    done = insert(timetable, pair, tight=False)
    before = len(timetable.shifts)
    over = [slot for slot in range(problem.slots) if timetable.load[slot] > problem.pool[slot]]
    if done and all(relieve(timetable, slot) for slot in over):
        return True
    if done:
        _undo(timetable, timetable.shifts[before:])
        timetable.remove(pair)
        _undo(timetable, timetable.shifts[:before])
    return False


def _crowded(timetable: Timetable) -> bool:
    """Whether some slot is full while another is not."""
    spare = [tables - load for tables, load in zip(timetable.problem.pool, timetable.load, strict=True)]
    return min(spare) <= 0 < max(spare)


def _undo(timetable: Timetable, shifts: list[Shift]) -> None:
    """A shift is its own inverse."""
    for path, here, there in reversed(shifts):
        shift(timetable, path, here, there)
