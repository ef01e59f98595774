"""Which rule keeps a meeting out of a slot: for locks, and for an organiser about to move somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .instance import Instance, Meeting
from .problem import NOWHERE, compile_instance
from .timetable import Timetable

Rule = Literal["met", "workshop", "unavailable", "busy", "cap", "home tables", "no table", "break rule"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`person` is whom the rule concerns, '' when it concerns the slot; `number` a slot or a count."""

    rule: Rule
    person: str = ""
    number: int = 0

    def __str__(self) -> str:
        return {
            "met": f"they already meet in slot {self.number}",
            "workshop": f"{self.person!r} is in a workshop",
            "unavailable": f"{self.person!r} is not available",
            "busy": f"{self.person!r} has another meeting settled there",
            "cap": f"{self.person!r} already has {self.number} meetings, its max_meetings",
            "home tables": "each has a home table of its own",
            "no table": "no table is left",
            "break rule": "it breaks max_consecutive or break_windows",
        }[self.rule]


def obstacle(timetable: Timetable, pair: int, slot: int) -> Obstacle | None:
    """The first rule in the way as things stand; None when the meeting fits."""
    problem, bit = timetable.problem, 1 << slot
    if timetable.slot_of[pair] >= 0:
        return Obstacle("met", number=timetable.slot_of[pair])
    for person in (problem.buyer[pair], problem.supplier[pair]):
        name = problem.people[person]
        if problem.workshop[person] & bit:
            return Obstacle("workshop", name)
        if not problem.reach[person] & bit:
            return Obstacle("unavailable", name)
        if timetable.busy[person] & bit:
            return Obstacle("busy", name)
        if timetable.full(person):
            return Obstacle("cap", name, problem.cap[person])
    if problem.desk[pair] == NOWHERE:
        return Obstacle("home tables")
    if not timetable.table_left(pair, slot):
        return Obstacle("no table")
    return None if timetable.breaks_kept(pair, slot) else Obstacle("break rule")


def possible_slots(
    instance: Instance, meetings: Sequence[Meeting], buyer: str, supplier: str
) -> dict[int, Obstacle | None]:
    """By slot what keeps this pair from meeting there beside all other meetings of a plan.

    The instance and the plan must be sound, the pair listed; raises `KeyError` otherwise.
    """
    problem = compile_instance(instance)
    timetable = Timetable(problem)
    asked = problem.rank[buyer, supplier]
    for meeting in meetings:
        pair = problem.rank[meeting.buyer, meeting.supplier]
        if pair != asked:
            timetable.place(pair, meeting.slot)
    return {slot: obstacle(timetable, asked, slot) for slot in range(problem.slots)}
