"""What no plan can beat, as far as it is known."""

from copy import copy
from dataclasses import dataclass, replace

from .problem import Problem
from .selection import Network, Selection, Weights
from .timetable import Timetable

UNKNOWN = 1 << 62
FRACTIONS = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)
"""Prices of a missing meeting, in the largest worth, at which the flow's bound is tried."""


@dataclass(slots=True)
class Proof:
    """`alone` and `short` are lower bounds, `worth` an upper one, settled meetings included.

    `short` holds for plans with as few alone as can be, `short_anyway` for all plans.
    """

    alone: int
    short: int
    short_anyway: int
    worth: int

    def least_short(self, problem: Problem, best: Timetable) -> int:
        if problem.everyone and best.alone > self.alone:
            return self.short_anyway
        return self.short

    def lacks_nothing(self, problem: Problem, best: Timetable) -> bool:
        """Whether nobody more can meet, and no minimum be served better."""
        if problem.everyone and best.alone > self.alone:
            return False
        return not problem.coverage or best.short <= self.least_short(problem, best)


def flow_proof(network: Network, selection: Selection) -> Proof:
    """The bounds that the choice of pairs gives; counts are asked apart where weights were cut."""
    problem = network.problem
    if not problem.coverage:
        least = least_shortfall(network)
        return Proof(0, least, least, selection.worth)
    counts = network.solve(network.counting(), blind=True) if network.cut else selection
    anyway = counts.shortfall
    if problem.everyone:
        anyway = network.solve(Weights(0, 1), blind=True).shortfall
    return Proof(counts.without, counts.shortfall, anyway, UNKNOWN)


def least_shortfall(network: Network) -> int:
    """The shortfall no plan can avoid, where the objective does not ask for minima."""
    if not any(network.problem.need):
        return 0
    asking = copy(network)
    asking.problem = replace(network.problem, coverage=True)
    return asking.solve(Weights(0, 1), blind=True).shortfall


def worth_bound(network: Network, selection: Selection, best: Timetable) -> int:
    """Upper bound on the worth of plans with at most the best plan's people alone and missing meetings."""
    bound = selection.bound(best.short, best.alone)
    if (best.short, best.alone) == (selection.shortfall, selection.without):
        return bound
    most = int(network.worth.max(initial=0))
    for fraction in FRACTIONS:
        price = int(fraction * most)
        first = selection.weights.first if best.alone == selection.without else price
        weights = network.within_range(Weights(first if network.problem.everyone else 0, price))
        bound = min(bound, network.solve(weights).bound(best.short, best.alone))
    return bound
