"""How many meetings one person could still have, against every set of slots."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.scheduling.commitments import settle
from matchmaker.scheduling.generator import make_instance
from matchmaker.scheduling.instance import Instance
from matchmaker.scheduling.problem import Problem, compile_instance
from matchmaker.scheduling.room import rooms
from matchmaker.scheduling.timetable import Timetable

from .strategies import instances, locked


def most(problem: Problem, timetable: Timetable, person: int) -> int:
    free = [slot for slot in range(problem.slots) if timetable.free(person) >> slot & 1]
    spare = problem.cap[person] - timetable.degree[person]
    for count in range(min(spare, len(free)), 0, -1):
        for chosen in combinations(free, count):
            meetings = timetable.busy[person] | sum(1 << slot for slot in chosen)
            if problem.allows(person, meetings):
                return count
    return 0


@settings(deadline=None, max_examples=200)
@given(st.one_of(instances(), locked()))
def test_room_is_what_the_best_set_of_slots_gives(instance: Instance) -> None:
    problem = compile_instance(instance)
    timetable = settle(instance, problem)

    assert rooms(timetable) == [most(problem, timetable, person) for person in range(len(problem.people))]


def test_lunch_and_runs_cost_meetings_of_those_who_are_there_all_day() -> None:
    instance = make_instance("full", 40, 1)
    problem = compile_instance(instance)
    timetable = Timetable(problem)

    whole_day = [p for p, slots in enumerate(problem.open) if slots.bit_count() == problem.slots]
    freely = [min(problem.cap[p], problem.slots) for p in whole_day]

    assert [rooms(timetable)[p] for p in whole_day] == [min(cap, 10) for cap in freely]
