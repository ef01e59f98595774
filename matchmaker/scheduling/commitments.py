"""Meetings that are settled before planning: promises (locks), the past, and kept meetings.

An absence outweighs all three: a lock on an absent participant is void, and a past meeting that an
absence contradicts did not take place.
"""

from collections.abc import Iterator

from .instance import Instance, Meeting
from .obstacles import obstacle
from .problem import Problem
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
    previous = [(pair, meeting.slot) for pair, meeting in previous_pairs(instance, problem) if pair >= 0]
    past = instance.replan.frozen_before if instance.replan else 0
    future = [(pair, slot) for pair, slot in previous if slot >= past]
    for pair, slot in sorted(future, key=lambda item: (-problem.value[item[0]], item[0])):
        if obstacle(timetable, pair, slot) is None:
            timetable.place(pair, slot)


def promise_faults(instance: Instance, problem: Problem) -> list[tuple[str, str]]:
    """Locks and past meetings that no plan can hold, each with the rule it breaks."""
    timetable = Timetable(problem)
    past = instance.replan.frozen_before if instance.replan else 0
    found = []
    for pair, slot, place in _promises(instance, problem):
        reason = "not a pair that may meet" if pair < 0 else _words(timetable, pair, slot)
        if place.startswith("locked") and slot < past:
            reason = "that slot is past and they did not meet in it"
        if reason:
            found.append((place, f"{_named(instance, place, pair)} cannot meet in slot {slot}: {reason}"))
        else:
            timetable.place(pair, slot)
    return found + list(_past_table_faults(instance, problem))


def _words(timetable: Timetable, pair: int, slot: int) -> str:
    found = obstacle(timetable, pair, slot)
    return str(found) if found else ""


def _named(instance: Instance, place: str, pair: int) -> str:
    if pair < 0:
        return "the two"
    return f"{instance.pairs[pair].buyer!r} and {instance.pairs[pair].supplier!r}"


def previous_pairs(instance: Instance, problem: Problem) -> list[tuple[int, Meeting]]:
    """Meetings of the plan in force with the rank of their pair, -1 when it is no longer listed."""
    previous = instance.replan.previous if instance.replan else ()
    return [(problem.rank.get((meeting.buyer, meeting.supplier), -1), meeting) for meeting in previous]


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
    for index, (pair, meeting) in enumerate(previous_pairs(instance, problem)):
        if meeting.slot < before and present(meeting, gone):
            past.add((pair, meeting.slot))
            yield pair, meeting.slot, f"replan.previous[{index}]"
    for index, lock in enumerate(instance.locked):
        pair = problem.rank[lock.buyer, lock.supplier]
        void = absent((lock.buyer, lock.supplier), lock.slot, gone)
        if not void and (pair, lock.slot) not in past:
            yield pair, lock.slot, f"locked[{index}]"


def _past_table_faults(instance: Instance, problem: Problem) -> Iterator[tuple[str, str]]:
    """Past meetings keep their table: it must exist, be the owner's, and be theirs alone."""
    home = {person.id: person.home_table for person in instance.participants}
    owned = {table for table in home.values() if table is not None}
    taken: dict[tuple[int, int], int] = {}
    gone = gone_from(instance)
    for index, (_, meeting) in enumerate(previous_pairs(instance, problem)):
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
