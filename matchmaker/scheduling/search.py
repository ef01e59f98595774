"""The search for the best plan: construct, prove where the problem is small enough, improve the rest."""

from collections.abc import Callable
from random import Random

from .budget import Budget
from .construction import construct
from .exact import Relaxed, whole
from .improvement import Neighbourhoods, improve
from .master import Goal, Master, expected_cost
from .proof import flow_proof, worth_bound
from .selection import Network
from .timetable import Timetable

Progress = Callable[[str], None]

RADII = (1, 2)
"""Handshakes around the fractions of the relaxation within which its plan is made whole."""
WIDTHS = (0.5, 10.0, 100.0, float("inf"))
"""Margins within which whole plans are sought; the last lets in all that a better plan could use."""
QUICK = 300
"""Steps below which the linear programme comes before sub-problems."""
COVERAGE_STEPS = 40
"""Sub-problems spent on minima before their least shortfall is asked of the linear programme."""


class Search:
    """`best` only ever improves, `proof` only ever tightens."""

    def __init__(self, settled: Timetable, budget: Budget, random: Random, progress: Progress) -> None:
        self.problem, self.settled, self.budget = settled.problem, settled, budget
        self.random, self.progress = random, progress
        self.network = Network(settled)
        self.selection = self.network.solve(self.network.lexicographic(), prices=True)
        self.proof = flow_proof(self.network, self.selection)
        self.best = settled.copy()

    def run(self, start: Timetable | None = None) -> None:
        """`start`: a plan to begin from, if there is one."""
        self.offer(start)
        self.offer(construct(self.settled, self.network, self.selection, self.budget))
        self._bound_by_flow()
        self.report("first plan")
        if not self.proof.lacks_nothing(self.problem, self.best):
            self._climb(COVERAGE_STEPS, lambda: self.proof.lacks_nothing(self.problem, self.best))
        if not self.optimal:
            self._improve_and_prove()
        self._bound_by_flow()

    def report(self, stage: str) -> None:
        bound = f", at most {self.proof.worth}" if self.proof.worth >> 62 == 0 else ""
        self.progress(f"{stage}: {sum(self.best.degree) // 2} meetings, worth {self.best.total}{bound}")

    def offer(self, plan: Timetable | None) -> bool:
        """Take the plan if it is better than the best one so far."""
        if plan is None or plan.score() <= self.best.score():
            return False
        self.best = plan
        return True

    @property
    def optimal(self) -> bool:
        proved = self.proof.lacks_nothing(self.problem, self.best)
        return proved and self.best.total >= self.proof.worth

    def _bound_by_flow(self) -> None:
        if not self.optimal:
            self.proof.worth = min(self.proof.worth, worth_bound(self.network, self.selection, self.best))

    def _climb(self, steps: int, done: Callable[[], bool]) -> None:
        places = Neighbourhoods(self.best, self.selection, self.random)
        improve(places, self.budget, steps, done)
        self.report("improved")

    def _improve_and_prove(self) -> None:
        """The linear programme first where it is quick, last where it takes minutes."""
        cost = expected_cost(self.settled, self.selection.regret)
        slow = cost > QUICK
        self._climb(self.budget.steps - self.budget.spent - cost if slow else cost // 3, lambda: self.optimal)
        if not self.optimal and self.budget.left(cost):
            self._prove(Master(self.settled, self.selection.regret))
        if not self.optimal:
            self._climb(self.budget.steps, lambda: self.optimal)

    def _prove(self, master: Master) -> None:
        master.include(self.best)
        if self.problem.everyone and self.best.alone > self.proof.alone:
            self._stage(master, master.goal("alone", None, None))
        if not self.proof.lacks_nothing(self.problem, self.best) and self.problem.coverage:
            most_alone = self.best.alone if self.best.alone == self.proof.alone else None
            self._stage(master, master.goal("short", most_alone, None))
        if not self.optimal:
            self._stage(master, master.goal("worth", self.best.alone, self.best.short))

    def _stage(self, master: Master, goal: Goal) -> None:
        """Bound what the goal can reach, then look for a whole plan there."""
        relaxed = master.bound(goal, self.budget, lambda seen: self._dive(master, goal, seen, 0))
        if relaxed is None:
            return
        self._note(goal, whole(relaxed.bound))
        self.report(f"linear bound on {goal.name}")
        for radius in RADII:
            if not self._dive(master, goal, relaxed, radius):
                break
        self.report("around the linear bound")
        for width in WIDTHS:
            gap = self._gap(goal)
            if gap <= 0 or not self.budget.left(master.solve_cost(relaxed, min(width, gap))):
                return
            found = master.solve(goal, relaxed, min(width, gap), self.budget)
            self.offer(master.timetable(found))
            if found.proved and width >= gap:
                self._settle(goal)
            if not found.proved:
                break
        self.budget.left()

    def _dive(self, master: Master, goal: Goal, relaxed: Relaxed, radius: int) -> bool:
        """Whether a wider dive is worth a try: this one was searched completely, the gap is still open."""
        if self._gap(goal) <= 0 or not self.budget.left():
            return False
        found = master.dive(goal, relaxed, radius, self.budget)
        self.offer(master.timetable(found))
        return found.proved and self._gap(goal) > 0

    def _note(self, goal: Goal, bound: int) -> None:
        """Record a bound of the model, in the proof's totals."""
        proof, lacking = self.proof, goal.beyond - bound
        if goal.name == "alone":
            proof.alone = max(proof.alone, lacking)
        elif goal.name == "short":
            proof.short = max(proof.short, lacking)
        else:
            proof.worth = min(proof.worth, self.settled.total + bound)

    def _gap(self, goal: Goal) -> int:
        best, proof = self.best, self.proof
        if goal.name == "worth":
            return proof.worth - best.total
        return best.alone - proof.alone if goal.name == "alone" else best.short - proof.short

    def _settle(self, goal: Goal) -> None:
        """Nothing better than the best plan was left to find."""
        if goal.name == "alone":
            self.proof.alone = self.best.alone
        elif goal.name == "short":
            self.proof.short = self.best.short
        else:
            self.proof.worth = self.best.total
