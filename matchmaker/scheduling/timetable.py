"""The board on which a plan is made: who sits with whom in which slot, without table numbers yet."""

from .problem import NOWHERE, POOL, Problem

Shift = tuple[list[int], int, int]
"""Meetings that changed places with each other between two slots."""


class Timetable:
    """Meetings of a problem's pairs in slots; keeps each hard rule except those of `force`.

    `at[person][slot]` is a pair or -1; `slot_of[pair]` a slot or -1; `busy[person]` a mask.
    Fixed pairs (promises, past, kept meetings) are never moved.
    """

    def __init__(self, problem: Problem) -> None:
        people = len(problem.people)
        self.problem = problem
        self.at = [[-1] * problem.slots for _ in range(people)]
        self.slot_of = [-1] * len(problem.value)
        self.busy = [0] * people
        self.degree = [0] * people
        self.load = [0] * problem.slots
        self.desks: set[tuple[int, int]] = set()
        self.fixed: set[int] = set()
        self.shifts: list[Shift] = []
        self.total = 0
        self.short = sum(problem.need)
        self.alone = people
        self._allowed: dict[tuple[int, int], bool] = {}

    def copy(self) -> "Timetable":
        twin = Timetable(self.problem)
        twin.at = [row[:] for row in self.at]
        twin.slot_of, twin.busy, twin.degree = self.slot_of[:], self.busy[:], self.degree[:]
        twin.load, twin.desks, twin.fixed = self.load[:], set(self.desks), set(self.fixed)
        twin.total, twin.short, twin.alone = self.total, self.short, self.alone
        twin._allowed = self._allowed
        return twin

    def free(self, person: int) -> int:
        """Slots that this person may still be given."""
        return self.problem.open[person] & ~self.busy[person]

    def full(self, person: int) -> bool:
        return self.degree[person] >= self.problem.cap[person]

    def allows(self, person: int, meetings: int) -> bool:
        """`Problem.allows`, remembered: few sets of slots occur, often."""
        if not self.problem.ruled:
            return True
        key = (meetings, self.problem.workshop[person])
        known = self._allowed.get(key)
        if known is None:
            known = self._allowed[key] = self.problem.allows(person, meetings)
        return known

    def table_left(self, pair: int, slot: int) -> bool:
        desk = self.problem.desk[pair]
        if desk == POOL:
            return self.load[slot] < self.problem.pool[slot]
        return desk != NOWHERE and (desk, slot) not in self.desks

    def breaks_kept(self, pair: int, slot: int) -> bool:
        """Whether both would still have their breaks and runs with this meeting added."""
        bit = 1 << slot
        return all(
            self.allows(person, self.busy[person] | bit)
            for person in (self.problem.buyer[pair], self.problem.supplier[pair])
        )

    def place(self, pair: int, slot: int) -> None:
        """The caller has checked that the meeting may be there."""
        problem = self.problem
        for person in (problem.buyer[pair], problem.supplier[pair]):
            self.at[person][slot] = pair
            self.busy[person] |= 1 << slot
            self.alone -= self.degree[person] == 0
            self.short -= self.degree[person] < problem.need[person]
            self.degree[person] += 1
        self.slot_of[pair] = slot
        self.total += problem.worth(pair, slot)
        self._seat(pair, slot, 1)

    def remove(self, pair: int) -> None:
        problem, slot = self.problem, self.slot_of[pair]
        for person in (problem.buyer[pair], problem.supplier[pair]):
            self.at[person][slot] = -1
            self.busy[person] &= ~(1 << slot)
            self.degree[person] -= 1
            self.alone += self.degree[person] == 0
            self.short += self.degree[person] < problem.need[person]
        self.slot_of[pair] = -1
        self.total -= problem.worth(pair, slot)
        self._seat(pair, slot, -1)

    def _seat(self, pair: int, slot: int, change: int) -> None:
        desk = self.problem.desk[pair]
        if desk == POOL:
            self.load[slot] += change
        elif desk in self.problem.shared and change > 0:
            self.desks.add((desk, slot))
        elif desk in self.problem.shared:
            self.desks.discard((desk, slot))

    def scheduled(self) -> list[int]:
        return [pair for pair, slot in enumerate(self.slot_of) if slot >= 0]

    def value(self) -> int:
        return sum(self.problem.value[pair] for pair, slot in enumerate(self.slot_of) if slot >= 0)

    def score(self) -> tuple[int, int, int]:
        """The larger, the better, in the objective's order: `total` is worth, `short` the shortfall,
        `alone` how many have no meeting."""
        problem = self.problem
        return (
            -self.alone if problem.everyone else 0,
            -self.short if problem.coverage else 0,
            self.total,
        )
