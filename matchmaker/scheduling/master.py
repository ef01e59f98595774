"""The whole problem at once, in columns that matter: its linear bound, and the best plan within reach of it.

The linear programme starts with the pairs the flow's prices find worth a look; prices of its solution
then say which of the columns left out could still matter, until none could. The same prices tell which
columns no better plan can use: what is left is small enough to be solved in whole numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .budget import Budget
from .exact import Found, Relaxed, chosen, maximise, relax
from .model import Floats, build
from .timetable import Timetable

REACH = 0.15
"""Pairs whose use costs, at the flow's prices, less than this share of the largest value are in the first
linear programme."""
COLUMNS_PER_STEP = 700
LARGE = 50_000
"""Columns at which the linear programme begins to take more than its share of time."""
ROUNDS = 12
FRACTION = 1e-4
DIVE_WIDTH = 10.0
"""Margin of the columns that a dive may use around the fractions of the relaxation."""
NODE_COLUMNS = 3_000_000
SHARE = 0.15
"""Of the seconds that are left, what one search for a whole plan may take: a hard one must leave some to
the sub-problems, which nearly always find more."""
FEWEST_NODES = 50
"""Branching stops after this many columns times nodes, but not before so many nodes."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a stage maximises, under what the stages before it have settled.

    `beyond`: people alone or missing meetings that no column can mend, to be added to the model's own.
    """

    name: str
    gain: Floats
    rows: tuple[tuple[Floats, float], ...]
    beyond: int


def cost_of(columns: int) -> int:
    """Steps of a linear programme; large ones take more than their share."""
    return 1 + columns * (LARGE + columns) // (LARGE * COLUMNS_PER_STEP)


def expected_cost(settled: Timetable, regret: dict[int, int]) -> int:
    """Steps of the first linear programme, before its model is built."""
    problem = settled.problem
    reach = REACH * max(problem.value, default=0)
    return cost_of(sum(problem.common(pair).bit_count() for pair, cost in regret.items() if cost <= reach))


class Master:
    """The model around the settled meetings; `active` columns are those looked at so far."""

    def __init__(self, settled: Timetable, regret: dict[int, int]) -> None:
        self.model = build(settled, sorted(regret))
        self.settled = settled
        reach = REACH * max(settled.problem.value, default=0)
        near = np.array([regret[pair] <= reach for pair in self.model.pair.tolist()], dtype=bool)
        self.active: Mask = np.ones(len(self.model.upper), dtype=bool)
        self.active[: self.model.meetings] = near

    def cost(self) -> int:
        """Steps of one linear programme over the active columns."""
        return cost_of(int(self.active.sum()))

    def include(self, timetable: Timetable) -> None:
        """Activate the columns of a plan, so that it stays possible."""
        slot_of = np.asarray(timetable.slot_of, dtype=np.int64)
        self.active[: self.model.meetings] |= slot_of[self.model.pair] == self.model.slot

    def goal(self, name: str, most_alone: int | None, most_short: int | None) -> Goal:
        """`alone` and `short` are minimised, `worth` maximised; the limits count settled meetings in."""
        model = self.model
        gain = {
            "alone": model.row(0, 0, -1),
            "short": model.row(0, -1, 0),
            "worth": model.row(model.worth.astype(np.float64), 0, 0),
        }[name]
        rows = []
        if most_alone is not None and model.alone:
            rows.append((model.row(0, 0, 1), float(most_alone - model.lonely)))
        if most_short is not None and model.short:
            rows.append((model.row(0, 1, 0), float(most_short - model.missing)))
        beyond = {"alone": model.lonely, "short": model.missing, "worth": 0}[name]
        return Goal(name, gain, tuple(rows), beyond)

    def bound(
        self, goal: Goal, budget: Budget, seen: Callable[[Relaxed], object] = lambda relaxed: None
    ) -> Relaxed | None:
        """The linear bound of the whole model; None when steps or seconds do not suffice.

        `seen` is shown each relaxation on the way, whose solution is as good as its bound is loose.
        """
        model = self.model.with_rows(goal.rows)
        best: Relaxed | None = None
        for _ in range(ROUNDS):
            if not budget.left(self.cost()):
                return best
            budget.spend(self.cost())
            relaxed = relax(model, goal.gain, self.active, budget.remaining_seconds())
            if relaxed is None and budget.left() and not self.active.all():
                self.active[:] = True
                continue
            if relaxed is None:
                return best
            best = relaxed if best is None or relaxed.bound < best.bound else best
            seen(relaxed)
            missing = (relaxed.margin > 1e-7) & ~self.active
            if not missing.any():
                break
            self.active |= relaxed.margin > -1.0
        return best

    def solve(self, goal: Goal, relaxed: Relaxed, width: float, budget: Budget) -> Found:
        """The best plan among columns whose use costs at most `width` at the bound's prices."""
        budget.spend(self.solve_cost(relaxed, width))
        near = self._near(relaxed, width)
        return self._maximise(goal, relaxed, near, np.zeros_like(near), budget)

    def _maximise(self, goal: Goal, relaxed: Relaxed, near: Mask, sure: Mask, budget: Budget) -> Found:
        model = self.model.with_rows(goal.rows)
        slack = 0.5 / max(1.0, abs(relaxed.bound))
        nodes = max(FEWEST_NODES, NODE_COLUMNS // max(1, int(near.sum())))
        seconds, start = SHARE * budget.remaining_seconds(), budget.clock()
        found = maximise(model, goal.gain, nodes, seconds, slack, near, sure)
        budget.timed_out |= not found.proved and budget.clock() - start >= seconds
        return found

    def dive(self, goal: Goal, relaxed: Relaxed, radius: int, budget: Budget) -> Found:
        """The best plan that keeps the whole meetings of the relaxation, but for those around its fractions.

        `radius`: how many handshakes around a person with a fraction of a meeting are planned anew.
        """
        x = relaxed.x[: self.model.meetings]
        buyer, supplier = (side[self.model.pair] for side in self.settled.problem.sides)
        whole = x > 1 - FRACTION
        free = np.zeros(len(self.settled.problem.people), dtype=bool)
        torn = (x > FRACTION) & ~whole
        free[buyer[torn]] = free[supplier[torn]] = True
        for _ in range(radius):
            touched = whole & (free[buyer] | free[supplier])
            free[buyer[touched]] = free[supplier[touched]] = True
        sure, near = np.zeros_like(self.active), self._near(relaxed, DIVE_WIDTH)
        sure[: self.model.meetings] = whole & ~free[buyer] & ~free[supplier]
        near[: self.model.meetings] &= free[buyer] | free[supplier]
        budget.spend(cost_of(int(near.sum())))
        return self._maximise(goal, relaxed, near | sure, sure, budget)

    def _near(self, relaxed: Relaxed, width: float) -> Mask:
        near: Mask = relaxed.margin >= -width
        near[self.model.meetings :] = True
        return near

    def solve_cost(self, relaxed: Relaxed, width: float) -> int:
        return 1 + int(self._near(relaxed, width).sum()) // COLUMNS_PER_STEP

    def timetable(self, found: Found) -> Timetable | None:
        """The plan of a solution, settled meetings included."""
        if found.x is None:
            return None
        plan = self.settled.copy()
        for pair, slot in chosen(self.model, found.x):
            plan.place(pair, slot)
        return plan
