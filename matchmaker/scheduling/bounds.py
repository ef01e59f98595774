"""What no plan can beat, without making one."""

from dataclasses import dataclass

from .budget import Budget
from .commitments import settle
from .consistency import accept
from .exact import whole
from .instance import Instance
from .master import Master
from .proof import Proof, flow_proof
from .replanning import penalised, with_bonuses
from .selection import Network
from .timetable import Timetable

LINEAR = "linear programme over pairs and slots"
FLOW = "minimum-cost flow over pairs"


@dataclass(frozen=True, slots=True)
class Bound:
    """No plan has less `shortfall`; none that has no more than it has a higher `value`.

    Under a penalty for changes, `value` bounds the value less the penalties.
    """

    value: int
    shortfall: int
    method: str


def bound_of(instance: Instance, *, steps: int, seconds: float | None = None) -> Bound:
    """The linear bound where steps and seconds suffice, else the flow's. Raises `InstanceRefused`."""
    problem = accept(instance)
    if penalised(instance):
        problem = with_bonuses(instance, problem)
    settled = settle(instance, problem)
    network = Network(settled)
    selection = network.solve(network.lexicographic(), prices=True)
    proof = flow_proof(network, selection)
    proof.worth = min(proof.worth, selection.bound(proof.short, proof.alone))
    master = Master(settled, selection.regret)
    exact = _linear(master, settled, proof, Budget(steps, seconds))
    changes = len(instance.replan.previous) if instance.replan and penalised(instance) else 0
    offset = sum(problem.bonus.values()) if changes else 0
    return Bound(proof.worth - max(0, offset), proof.short, LINEAR if exact else FLOW)


def _linear(master: Master, settled: Timetable, proof: Proof, budget: Budget) -> bool:
    """Tighten the proof in the objective's order; whether the linear programme bounds the worth."""
    problem = settled.problem
    alone = short = None
    if problem.everyone:
        relaxed = master.bound(master.goal("alone", None, None), budget)
        proof.alone = max(proof.alone, master.model.lonely - whole(relaxed.bound)) if relaxed else proof.alone
        alone = proof.alone if relaxed else None
    if problem.coverage:
        relaxed = master.bound(master.goal("short", alone, None), budget)
        proof.short = (
            max(proof.short, master.model.missing - whole(relaxed.bound)) if relaxed else proof.short
        )
        short = proof.short if relaxed else None
    if problem.coverage and short is None:
        return False
    relaxed = master.bound(master.goal("worth", alone, short), budget)
    if relaxed is None:
        return False
    proof.worth = settled.total + whole(relaxed.bound)
    return True
