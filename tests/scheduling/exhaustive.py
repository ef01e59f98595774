"""Every plan of a tiny instance, one after the other: what the planner is measured against.

Written from the file contract, without a line of the planner.
"""

from collections import Counter
from collections.abc import Iterator

from matchmaker.scheduling.instance import Instance, Meeting

Seats = dict[int, int]
"""Slot by rank of the pair."""
Score = tuple[int, int, int]


def best_score(instance: Instance) -> Score:
    """(people alone, shortfall, value) as the objective's order counts them; raises when no plan exists."""
    return max(_score(instance, seats) for seats in plans(instance))


def plans(instance: Instance) -> Iterator[Seats]:
    for seats in _assignments(instance, 0, {}):
        if _stands(instance, seats):
            yield seats


def _assignments(instance: Instance, rank: int, seats: Seats) -> Iterator[Seats]:
    if rank == len(instance.pairs):
        yield dict(seats)
        return
    yield from _assignments(instance, rank + 1, seats)
    pair = instance.pairs[rank]
    for slot in sorted(_hours(instance, pair.buyer) & _hours(instance, pair.supplier)):
        if all(
            seats[other] != slot or {pair.buyer, pair.supplier}.isdisjoint(_two(instance, other))
            for other in seats
        ):
            yield from _assignments(instance, rank + 1, {**seats, rank: slot})


def _two(instance: Instance, rank: int) -> tuple[str, str]:
    return instance.pairs[rank].buyer, instance.pairs[rank].supplier


def _hours(instance: Instance, person: str) -> set[int]:
    slots = set(next(p for p in instance.participants if p.id == person).available)
    for absence in instance.replan.absent if instance.replan else ():
        if absence.id == person:
            slots -= set(range(absence.from_slot, len(instance.slots)))
    return slots - _workshops(instance, person)


def _workshops(instance: Instance, person: str) -> set[int]:
    return {slot for workshop in instance.workshops if person in workshop.enrolled for slot in workshop.slots}


def _stands(instance: Instance, seats: Seats) -> bool:
    return (
        _caps_hold(instance, seats)
        and all(_tables_hold(instance, seats, slot.id) for slot in instance.slots)
        and all(_breaks_hold(instance, seats, person.id) for person in instance.participants)
        and _settled_hold(instance, seats)
    )


def _caps_hold(instance: Instance, seats: Seats) -> bool:
    had = _degrees(instance, seats)
    return all(had[person.id] <= person.max_meetings for person in instance.participants)


def _degrees(instance: Instance, seats: Seats) -> Counter[str]:
    return Counter(person for rank in seats for person in _two(instance, rank))


def _tables_hold(instance: Instance, seats: Seats, slot: int) -> bool:
    tables = instance.slots[slot].tables
    home = {person.id: person.home_table for person in instance.participants}
    free = [table for table in range(tables) if table not in home.values()]
    taken: set[int] = set()
    for rank in (rank for rank, when in seats.items() if when == slot):
        own = {home[person] for person in _two(instance, rank)} - {None}
        if len(own) > 1 or (not own and not free):
            return False
        table = own.pop() if own else free.pop()
        if table is None or table in taken or table >= tables:
            return False
        taken.add(table)
    return True


def _breaks_hold(instance: Instance, seats: Seats, person: str) -> bool:
    met = {slot for rank, slot in seats.items() if person in _two(instance, rank)}
    most = instance.rules.max_consecutive
    block = [slot.block for slot in instance.slots]
    for start in range(len(block) - most if most else 0):
        run = range(start, start + most + 1)  # type: ignore[operator]
        if met.issuperset(run) and block[run[0]] == block[run[-1]]:
            return False
    busy = met | _workshops(instance, person)
    return not any(met & set(window) and busy.issuperset(window) for window in instance.rules.break_windows)


def _settled_hold(instance: Instance, seats: Seats) -> bool:
    rank = {(pair.buyer, pair.supplier): index for index, pair in enumerate(instance.pairs)}
    for lock in instance.locked:
        present = all(lock.slot in _hours(instance, person) for person in (lock.buyer, lock.supplier))
        if present and seats.get(rank[lock.buyer, lock.supplier]) != lock.slot:
            return False
    if not instance.replan:
        return True
    replan = instance.replan
    must = {
        rank[m.buyer, m.supplier]: m.slot
        for m in replan.previous
        if (m.slot < replan.frozen_before or replan.policy == "keep") and _both_there(instance, m)
    }
    new_in_past = {r for r, slot in seats.items() if slot < replan.frozen_before and r not in must}
    return not new_in_past and must.items() <= seats.items()


def _both_there(instance: Instance, meeting: Meeting) -> bool:
    return all(meeting.slot in _hours(instance, person) for person in (meeting.buyer, meeting.supplier))


def _score(instance: Instance, seats: Seats) -> Score:
    had = _degrees(instance, seats)
    mode = instance.objective.mode
    alone = sum(not had[person.id] for person in instance.participants)
    short = sum(max(0, person.min_meetings - had[person.id]) for person in instance.participants)
    value = sum(instance.pairs[rank].value for rank in seats) - _penalties(instance, seats)
    everyone = mode == "everyone_then_coverage_then_value"
    return (-alone if everyone else 0, -short if mode != "value" else 0, value)


def _penalties(instance: Instance, seats: Seats) -> int:
    replan = instance.replan
    if not replan or replan.policy != "penalty":
        return 0
    rank = {(pair.buyer, pair.supplier): index for index, pair in enumerate(instance.pairs)}
    changed = 0
    for meeting in replan.previous:
        now = seats.get(rank[meeting.buyer, meeting.supplier])
        moved = now is not None and now != meeting.slot
        changed += moved or (now is None and _both_there(instance, meeting))
    return changed * replan.move_penalty


def score_of(instance: Instance, meetings: tuple[Meeting, ...]) -> Score:
    rank = {(pair.buyer, pair.supplier): index for index, pair in enumerate(instance.pairs)}
    return _score(instance, {rank[m.buyer, m.supplier]: m.slot for m in meetings})
