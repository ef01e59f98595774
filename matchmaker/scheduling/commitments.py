"""Meetings that are settled before planning: promises (locks), the past, and kept meetings.

An absence outweighs all three: a lock on an absent participant is void, and a past meeting that an
absence contradicts did not take place.
"""

from collections.abc import Iterator

from .instance import Instance, Meeting
from .problem import NOWHERE, Problem, compile_instance
from .timetable import Timetable

Settled = tuple[int, int, str]
"""A pair, its slot and the place in the file that settles it."""


def settle(instance: Instance, problem: Problem) -> Timetable:
    """A timetable with the settled meetings, all fixed; of kept meetings, those that still can be."""
    timetable = Timetable(problem)
    for pair, slot, _ in _promises(instance, problem):
        if obstacle(timetable, pair, slot) is None:
            timetable.place(pair, slot)
            timetable.fixed.add(pair)
    if instance.replan and instance.replan.policy == "keep":
        keep(timetable, instance, problem)
        timetable.fixed.update(timetable.scheduled())
    return timetable


def keep(timetable: Timetable, instance: Instance, problem: Problem) -> None:
    """Previous meetings that still can take place, the worthiest first where a table was lost."""
    previous = [(pair, meeting.slot) for pair, meeting in previous_pairs(instance) if pair >= 0]
    past = instance.replan.frozen_before if instance.replan else 0
    future = [(pair, slot) for pair, slot in previous if slot >= past]
    for pair, slot in sorted(future, key=lambda item: (-problem.value[item[0]], item[0])):
        if obstacle(timetable, pair, slot) is None:
            timetable.place(pair, slot)


def promise_faults(instance: Instance) -> list[tuple[str, str]]:
    """Locks and past meetings that no plan can hold, each with the rule it breaks."""
    problem = compile_instance(instance)
    timetable = Timetable(problem)
    past = instance.replan.frozen_before if instance.replan else 0
    found = []
    for pair, slot, place in _promises(instance, problem):
        reason = "not a pair that may meet" if pair < 0 else obstacle(timetable, pair, slot)
        if place.startswith("locked") and slot < past:
            reason = "that slot is past and they did not meet in it"
        if reason:
            found.append((place, f"{_named(instance, place, pair)} cannot meet in slot {slot}: {reason}"))
        else:
            timetable.place(pair, slot)
    return found + list(_past_table_faults(instance))


def _named(instance: Instance, place: str, pair: int) -> str:
    if pair < 0:
        return "the two"
    return f"{instance.pairs[pair].buyer!r} and {instance.pairs[pair].supplier!r}"


def obstacle(timetable: Timetable, pair: int, slot: int) -> str | None:
    """The rule that keeps this meeting out of the slot as things stand, in words; None when it fits."""
    problem, bit = timetable.problem, 1 << slot
    if timetable.slot_of[pair] >= 0:
        return f"they already meet in slot {timetable.slot_of[pair]}"
    for person in (problem.buyer[pair], problem.supplier[pair]):
        name = problem.people[person]
        if problem.workshop[person] & bit:
            return f"{name!r} is in a workshop"
        if not problem.reach[person] & bit:
            return f"{name!r} is not available"
        if timetable.busy[person] & bit:
            return f"{name!r} has another meeting settled there"
        if timetable.full(person):
            return f"{name!r} already has {problem.cap[person]} meetings, its max_meetings"
    return _seat_obstacle(timetable, pair, slot)


def _seat_obstacle(timetable: Timetable, pair: int, slot: int) -> str | None:
    if timetable.problem.desk[pair] == NOWHERE:
        return "each has a home table of its own"
    if not timetable.table_left(pair, slot):
        return "no table is left"
    if not timetable.breaks_kept(pair, slot):
        return "it breaks max_consecutive or break_windows"
    return None


def previous_pairs(instance: Instance) -> list[tuple[int, Meeting]]:
    """Meetings of the plan in force with the rank of their pair, -1 when it is no longer listed."""
    rank = {(pair.buyer, pair.supplier): index for index, pair in enumerate(instance.pairs)}
    previous = instance.replan.previous if instance.replan else ()
    return [(rank.get((meeting.buyer, meeting.supplier), -1), meeting) for meeting in previous]


def gone_from(instance: Instance) -> dict[str, int]:
    """From which slot on each absent participant is gone."""
    gone: dict[str, int] = {}
    for absence in instance.replan.absent if instance.replan else ():
        gone[absence.id] = min(absence.from_slot, gone.get(absence.id, absence.from_slot))
    return gone


def absent(people: tuple[str, str], slot: int, gone: dict[str, int]) -> bool:
    return any(person in gone and slot >= gone[person] for person in people)


def present(meeting: Meeting, gone: dict[str, int]) -> bool:
    return not absent((meeting.buyer, meeting.supplier), meeting.slot, gone)


def _promises(instance: Instance, problem: Problem) -> Iterator[Settled]:
    """The past first, so that a lock that repeats it is no contradiction."""
    gone = gone_from(instance)
    past: set[tuple[int, int]] = set()
    before = instance.replan.frozen_before if instance.replan else 0
    for index, (pair, meeting) in enumerate(previous_pairs(instance)):
        if meeting.slot < before and present(meeting, gone):
            past.add((pair, meeting.slot))
            yield pair, meeting.slot, f"replan.previous[{index}]"
    rank = {(pair.buyer, pair.supplier): index for index, pair in enumerate(instance.pairs)}
    for index, lock in enumerate(instance.locked):
        pair = rank[lock.buyer, lock.supplier]
        void = absent((lock.buyer, lock.supplier), lock.slot, gone)
        if not void and (pair, lock.slot) not in past:
            yield pair, lock.slot, f"locked[{index}]"


def _past_table_faults(instance: Instance) -> Iterator[tuple[str, str]]:
    """Past meetings keep their table: it must exist, be the owner's, and be theirs alone."""
    home = {person.id: person.home_table for person in instance.participants}
    owned = {table for table in home.values() if table is not None}
    taken: dict[tuple[int, int], int] = {}
    gone = gone_from(instance)
    for index, (_, meeting) in enumerate(previous_pairs(instance)):
        if not instance.replan or meeting.slot >= instance.replan.frozen_before or not present(meeting, gone):
            continue
        place, seat = f"replan.previous[{index}].table", (meeting.slot, meeting.table)
        mine = {home[person] for person in (meeting.buyer, meeting.supplier)} - {None}
        if meeting.table >= instance.slots[meeting.slot].tables:
            yield place, f"slot {meeting.slot} has no table {meeting.table}"
        elif (mine or meeting.table in owned) and mine != {meeting.table}:
            yield place, f"table {meeting.table} is not the home table"
        elif taken.setdefault(seat, index) != index:
            yield place, f"table {meeting.table} is taken by replan.previous[{taken[seat]}]"
