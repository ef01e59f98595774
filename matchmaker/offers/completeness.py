"""What an offer still leaves out, told as the points of a match that it would bring: never a place in a list.

All figures come from the weights that the matcher runs with, so they change when those change.
"""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.matching.weights import Weights, shipped_weights

TEXT_CRITERIA = ("words", "spelling")


@dataclass(frozen=True, slots=True)
class Facts:
    """What an offer holds, as far as matching and buyers look at it."""

    text: bool = False
    cpv: bool = False
    zone: bool = False
    nationwide: bool = False
    references: int = 0
    labels: bool = False
    capacity: bool = False
    available: bool = True


@dataclass(frozen=True, slots=True)
class Gain:
    """`part`: text, cpv, zone, narrower, reference, labels or capacity. `points` out of 100, at most; 0 for
    what buyers read and the matcher does not count.
    """

    part: str
    points: int


def reachable(facts: Facts, weights: Weights | None = None) -> int:
    """The most points that a need could give to this offer as it stands, out of 100."""
    weights = weights or shipped_weights()
    if not (facts.text or facts.cpv):
        return 0  # place alone proposes nobody
    pieces = facts.references + 1
    held = [weights.most(name, pieces) for name in TEXT_CRITERIA if facts.text]
    held += [weights.most("cpv", pieces)] if facts.cpv else []
    return round(sum(held) + (_place(facts, weights) if facts.zone else 0.0))


def missing(facts: Facts, weights: Weights | None = None) -> tuple[Gain, ...]:
    """The greatest gain first; what only helps buyers to choose comes last."""
    weights = weights or shipped_weights()
    gains, pieces = [], facts.references + 1
    if not facts.text:
        gains.append(Gain("text", round(sum(weights.most(name, pieces) for name in TEXT_CRITERIA))))
    if not facts.cpv:
        gains.append(Gain("cpv", round(weights.most("cpv", pieces))))
    if not facts.zone:
        gains.append(Gain("zone", round(weights.maximum["place"])))
    elif facts.nationwide and (closer := weights.maximum["place"] - _place(facts, weights)) > 0:
        gains.append(Gain("narrower", round(closer)))
    if facts.references + 1 < len(weights.decay):
        gains.append(Gain("reference", _next_piece(facts, weights)))
    ordered = sorted(gains, key=lambda gain: -gain.points)
    for_buyers = [Gain(part, 0) for part in ("labels", "capacity") if not getattr(facts, part)]
    return (*ordered, *for_buyers)


def _place(facts: Facts, weights: Weights) -> float:
    """Whoever says "everywhere" counts for less near any given place than whoever names it."""
    nearness = weights.nationwide if facts.nationwide else 1.0
    return weights.maximum["place"] * nearness


def _next_piece(facts: Facts, weights: Weights) -> int:
    """A reference is one more piece of evidence; the best three count, each less than the one before."""
    criteria = (*TEXT_CRITERIA, "cpv") if facts.cpv else TEXT_CRITERIA
    return round(sum(_most_added(weights, name, facts.references + 1) for name in criteria))


def _most_added(weights: Weights, name: str, rank: int) -> float:
    """The most that a piece of this rank (1 is the second best) adds under the criterion's smooth ceiling.

    Pieces are at best all alike, of value v in 0..1: with shares s of the decays, v brings
    maximum·(2·v·s − (v·s)²), and one piece more brings most at v = 1 / (before + after).
    """
    whole = sum(weights.decay)
    before, after = sum(weights.decay[:rank]) / whole, sum(weights.decay[: rank + 1]) / whole
    value = min(1.0, 1 / (before + after))
    return weights.maximum[name] * (2 * value * (after - before) - value**2 * (after**2 - before**2))
