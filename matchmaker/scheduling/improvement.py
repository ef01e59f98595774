"""Large neighbourhood search: take a few buyers' meetings out, put the best possible ones back.

Each sub-problem is small enough for an exact solution, and is chosen where the flow's prices say that
value was lost: around pairs it wanted and the slots could not hold.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from random import Random

from .budget import Budget
from .exact import chosen, maximise
from .model import Floats, Model, build
from .selection import Selection
from .timetable import Timetable

COLUMNS = 1200
"""Columns a sub-problem is grown to: a few hundredths of a second each."""
NODES = 200
REACH = 0.1
"""Pairs whose use costs, at the flow's prices, less than this share of the largest value are looked at:
fewer pairs a buyer, so that a sub-problem of the same size holds more buyers."""
PATIENCE = 60
"""Sub-problems in a row without gain after which they are made twice as large, and pairs twice as many."""
WIDEST = 8 * COLUMNS
"""Size beyond which the search gives up."""


class Neighbourhoods:
    """Picks the buyers to plan anew, and the pairs worth considering for them."""

    def __init__(self, timetable: Timetable, selection: Selection, random: Random) -> None:
        self.timetable, self.selection, self.random = timetable, selection, random
        problem = timetable.problem
        self.reach = REACH * max(problem.value, default=0)
        self.pairs_of: list[list[int]] = [[] for _ in problem.people]
        for pair in selection.regret:
            self.pairs_of[problem.buyer[pair]].append(pair)
            self.pairs_of[problem.supplier[pair]].append(pair)
        for pairs in self.pairs_of:
            pairs.sort(key=lambda pair: (selection.regret[pair], pair))

    def near(self, person: int) -> list[int]:
        """The pairs of somebody worth looking at, the most promising first."""
        regret, pairs = self.selection.regret, self.pairs_of[person]
        return pairs[: bisect_right(pairs, self.reach, key=lambda pair: regret[pair])]

    def seeds(self) -> list[int]:
        """Pairs of people who lack meetings; else those the flow wanted and that do not meet; else any."""
        timetable = self.timetable
        lacking = [pair for person in self._lacking() for pair in self.pairs_of[person][:10]]
        missed = [pair for pair in lacking if timetable.slot_of[pair] < 0]
        missed = missed or [pair for pair in self.selection.pairs if timetable.slot_of[pair] < 0]
        return missed or [pair for pair in timetable.scheduled() if pair not in timetable.fixed]

    def _lacking(self) -> list[int]:
        problem, degree = self.timetable.problem, self.timetable.degree
        if not problem.coverage:
            return []
        return [
            person
            for person, had in enumerate(degree)
            if had < problem.need[person] or (problem.everyone and not had)
        ]

    def buyers(self, seed: int, columns: int) -> list[int]:
        """The seed's buyer, those who meet its supplier, then those who compete for the same people."""
        problem = self.timetable.problem
        queue = [problem.buyer[seed], *self._meeting(problem.supplier[seed])]
        found: dict[int, None] = {}
        size = 0
        while queue and size < columns:
            buyer = queue.pop(0)
            if buyer in found:
                continue
            found[buyer] = None
            size += self._weight(buyer)
            rivals = [
                rival
                for pair in self.near(buyer)[: 2 * problem.cap[buyer]]
                for rival in self._meeting(problem.supplier[pair])
            ]
            self.random.shuffle(rivals)
            queue += rivals[:4]
        return list(found)

    def _weight(self, buyer: int) -> int:
        return len(self.near(buyer)) * self.timetable.problem.open[buyer].bit_count() // 3

    def _meeting(self, supplier: int) -> list[int]:
        at, buyer = self.timetable.at[supplier], self.timetable.problem.buyer
        return [buyer[pair] for pair in at if pair >= 0]


def improve(places: Neighbourhoods, budget: Budget, steps: int, done: Callable[[], bool]) -> None:
    """Raise the timetable's score until `done`, for so many steps or until nothing is found any more."""
    if steps <= 0:
        return
    idle, width, reach = 0, COLUMNS, places.reach
    last = budget.spent + steps
    while budget.spent < last and budget.left() and width <= WIDEST and not done():
        seeds = places.seeds()
        if not seeds:
            return
        budget.spend()
        buyers = places.buyers(places.random.choice(seeds), width)
        gained = replan_buyers(places, buyers, budget)
        idle = 0 if gained else idle + 1
        if idle > PATIENCE:
            idle, width, places.reach = 0, width * 2, places.reach * 2
    places.reach = reach


def replan_buyers(places: Neighbourhoods, buyers: Sequence[int], budget: Budget) -> bool:
    """Plan these buyers' meetings anew around all others; keep the better; whether it is better."""
    timetable = places.timetable
    before = timetable.score()
    old = [
        (pair, timetable.slot_of[pair])
        for buyer in buyers
        for pair in timetable.at[buyer]
        if pair >= 0 and pair not in timetable.fixed
    ]
    for pair, _ in old:
        timetable.remove(pair)
    candidates = {pair for buyer in buyers for pair in places.near(buyer) if timetable.slot_of[pair] < 0}
    candidates.update(pair for pair, _ in old)
    model = build(timetable, sorted(candidates))
    found = maximise(model, weighted(model), NODES, budget.remaining_seconds())
    new = [] if found.x is None else chosen(model, found.x)
    for pair, slot in new:
        timetable.place(pair, slot)
    after = timetable.score()
    if after < before:
        for pair, _ in new:
            timetable.remove(pair)
        for pair, slot in old:
            timetable.place(pair, slot)
    return after > before


def weighted(model: Model) -> Floats:
    """One objective in which a missing meeting outweighs a few values, a person alone some more.

    Near enough to the order of the objective here: every change is judged exactly before it is kept.
    """
    most = float(model.worth.max(initial=1))
    return model.row(model.worth.astype(float), -8 * most, -64 * most)
