"""Choosing who meets, slots aside: a minimum-cost flow from buyers to suppliers.

Dropping the slots leaves a b-matching with a total, whose optimum a flow finds exactly. It is an upper
bound for every plan, and the best plan itself whenever its pairs can be given slots.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from .errors import SchedulingError
from .problem import NOWHERE, POOL, Problem
from .room import rooms
from .timetable import Timetable

Ints = npt.NDArray[np.int64]

SOURCE, SINK, POOL_GATE = 0, 1, 2
GATES = 3
COST_CEILING = 1 << 62
"""OR-tools scales costs by the number of nodes in 64 bits."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a first meeting of somebody, and a meeting towards a minimum, count beside value."""

    first: int
    minimum: int


@dataclass(frozen=True, slots=True)
class Selection:
    """`pairs` to add to the settled ones; totals include the settled meetings.

    `regret` by candidate pair: what the total would lose, at the flow's prices, by using the pair (0 or
    less for chosen ones). Empty unless prices were asked for.
    """

    pairs: list[int]
    worth: int
    shortfall: int
    without: int
    weights: Weights
    regret: dict[int, int]

    def bound(self, shortfall: int, without: int) -> int:
        """Upper bound on the worth of plans with at most this shortfall and so many without meeting."""
        lost = self.weights.minimum * (shortfall - self.shortfall)
        return self.worth + lost + self.weights.first * (without - self.without)


class Network:
    """The flow of a problem around the settled meetings; solved again for other weights."""

    def __init__(self, timetable: Timetable) -> None:
        problem = timetable.problem
        self.problem, self.timetable = problem, timetable
        self.room = rooms(timetable)
        usable = [
            pair
            for pair, slot in enumerate(timetable.slot_of)
            if slot < 0
            and self.room[problem.buyer[pair]]
            and self.room[problem.supplier[pair]]
            and timetable.free(problem.buyer[pair]) & timetable.free(problem.supplier[pair])
            and problem.desk[pair] != NOWHERE
        ]
        self.pairs = np.array(usable, dtype=np.int64)
        self.worth = np.array([_best_worth(problem, pair) for pair in usable], dtype=np.int64)
        self.buyer, self.supplier = (side[self.pairs] for side in problem.sides)
        self.pool_left = sum(
            max(0, tables - load) for tables, load in zip(_open_pool(problem), timetable.load, strict=True)
        )
        self.gate = self._pool_side()
        self.cut = False

    def _pool_side(self) -> str:
        """On which side pool pairs can be counted by a row of the network; '' when on neither."""
        desk = self.problem.desks[self.pairs]
        pooled = desk == POOL
        for side, people in (("buyer", self.buyer), ("supplier", self.supplier)):
            homed = np.zeros(len(self.problem.people), dtype=bool)
            homed[people[~pooled]] = True
            if not homed[people[pooled]].any():
                self.homed = homed
                return side
        return ""

    def lexicographic(self) -> Weights:
        """Weights under which one seat outweighs all values, and one person all seats."""
        minimum = 1 + int(self.worth.clip(min=0).sum()) if self.problem.coverage else 0
        seats = sum(self.problem.need) + 1
        first = minimum * (seats + 1) if self.problem.everyone else 0
        weights = self.within_range(Weights(first, minimum))
        self.cut = weights != Weights(first, minimum)
        return weights

    def counting(self) -> Weights:
        """Weights for counting seats and people alone, values aside."""
        return Weights(sum(self.problem.need) + 1 if self.problem.everyone else 0, 1)

    def _all_worth(self) -> int:
        return sum(int(worth) for worth in self.worth if worth > 0)

    def within_range(self, weights: Weights) -> Weights:
        """Weights that fit in 64 bits; a bound stays a bound with smaller ones."""
        most = COST_CEILING // (4 * (GATES + len(self.problem.people)))
        minimum = min(weights.minimum, most // 4)
        return Weights(min(weights.first, most - minimum), minimum)

    def solve(
        self, weights: Weights, prices: bool = False, barred: Sequence[int] = (), blind: bool = False
    ) -> Selection:
        """The best choice without the `barred` pairs; `blind` to values."""
        worth = np.zeros_like(self.worth) if blind else self.worth
        tail, head, capacity, cost = self._arcs(weights, worth)
        if barred:
            capacity[: len(self.pairs)][np.isin(self.pairs, barred)] = 0
        flow = _min_cost_flow(tail, head, capacity, cost, self._supply())
        chosen = flow[: len(self.pairs)] > 0
        regret: dict[int, int] = {}
        if prices:
            price = _prices(tail, head, capacity, cost, flow, GATES + len(self.room))
            reduced = cost + price[tail] - price[head]
            regret = dict(zip(self.pairs.tolist(), reduced[: len(self.pairs)].tolist(), strict=True))
        return self._selection(self.pairs[chosen].tolist(), int(worth[chosen].sum()), weights, regret)

    def _supply(self) -> int:
        """As much as the narrower side can take."""
        buyers: set[int] = set(self.buyer.tolist())
        suppliers: set[int] = set(self.supplier.tolist())
        return min(sum(self.room[person] for person in side) for side in (buyers, suppliers))

    def _arcs(self, weights: Weights, worth: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """Pairs first, then both sides of each person, the pool's gate and the bypass of unused supply."""
        rows: list[tuple[int, int, int, int]] = [(SOURCE, SINK, self._supply(), 0)]
        if self.gate == "buyer":
            rows.append((SOURCE, POOL_GATE, self.pool_left, 0))
        elif self.gate == "supplier":
            rows.append((POOL_GATE, SINK, self.pool_left, 0))
        for person in sorted(set(self.buyer.tolist())):
            start = POOL_GATE if self.gate == "buyer" and not self.homed[person] else SOURCE
            rows += [(start, GATES + person, *unit) for unit in self._units(person, weights)]
        for person in sorted(set(self.supplier.tolist())):
            end = POOL_GATE if self.gate == "supplier" and not self.homed[person] else SINK
            rows += [(GATES + person, end, *unit) for unit in self._units(person, weights)]
        rest = np.array(rows, dtype=np.int64).reshape(-1, 4)
        return (
            np.concatenate([self.buyer + GATES, rest[:, 0]]),
            np.concatenate([self.supplier + GATES, rest[:, 1]]),
            np.concatenate([np.ones(len(self.pairs), dtype=np.int64), rest[:, 2]]),
            np.concatenate([-worth, rest[:, 3]]),
        )

    def _units(self, person: int, weights: Weights) -> list[tuple[int, int]]:
        """(capacity, cost) of somebody's next meetings: a first one and those of the minimum count more."""
        room, had = self.room[person], self.timetable.degree[person]
        wanted = max(0, self.problem.need[person] - had) if self.problem.coverage else 0
        first = weights.first if had == 0 and self.problem.everyone else 0
        units: list[tuple[int, int]] = []
        if first:
            units.append((1, -first - (weights.minimum if wanted else 0)))
        missing = min(room, wanted) - (1 if first and wanted else 0)
        if missing > 0 and weights.minimum:
            units.append((missing, -weights.minimum))
        used = sum(capacity for capacity, _ in units)
        return [*units, (room - used, 0)] if room > used else units

    def _selection(self, pairs: list[int], worth: int, weights: Weights, regret: dict[int, int]) -> Selection:
        degree = self.timetable.degree[:]
        for pair in pairs:
            degree[self.problem.buyer[pair]] += 1
            degree[self.problem.supplier[pair]] += 1
        short = sum(max(0, need - had) for need, had in zip(self.problem.need, degree, strict=True))
        return Selection(
            pairs, worth + self.timetable.total, short, sum(had == 0 for had in degree), weights, regret
        )


def _best_worth(problem: Problem, pair: int) -> int:
    if not problem.bonus:
        return problem.value[pair]
    slots = problem.common(pair)
    return max(problem.worth(pair, slot) for slot in range(problem.slots) if slots >> slot & 1)


def _open_pool(problem: Problem) -> list[int]:
    """Tables of slots that are past are none."""
    reachable = 0
    for slots in problem.open:
        reachable |= slots
    return [tables if reachable >> slot & 1 else 0 for slot, tables in enumerate(problem.pool)]


def _min_cost_flow(tail: Ints, head: Ints, capacity: Ints, cost: Ints, supply: int) -> Ints:
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    solver.set_node_supply(SOURCE, supply)
    solver.set_node_supply(SINK, -supply)
    status = solver.solve()
    if status != SimpleMinCostFlow.OPTIMAL:
        raise SchedulingError(f"the flow has no optimum: {status}")
    return np.asarray(solver.flows(arcs), dtype=np.int64)


def _prices(tail: Ints, head: Ints, capacity: Ints, cost: Ints, flow: Ints, nodes: int) -> Ints:
    """Shortest distances in the residual network (Bellman-Ford, all arcs at once): the flow's dual prices."""
    forward, backward = flow < capacity, flow > 0
    start = np.concatenate([tail[forward], head[backward]])
    end = np.concatenate([head[forward], tail[backward]])
    length = np.concatenate([cost[forward], -cost[backward]])
    price = np.zeros(nodes, dtype=np.int64)
    for _ in range(nodes):
        before = price.copy()
        np.minimum.at(price, end, price[start] + length)
        if np.array_equal(before, price):
            break
    return price
