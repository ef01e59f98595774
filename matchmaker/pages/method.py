"""The worked example of the public page: invented firms, the real core, and weights that readers move.

Nothing here is kept: the moved weights live in the address of the reader's page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.values import Evidence, Need, Suggestion, Supplier
from matchmaker.matching.weights import CRITERIA, Weights
from matchmaker.reference.zones import Zone
from matchmaker.sourcing import wording
from matchmaker.sourcing.wording import Part

ARRAS, LENS, CREIL = (Zone(communes=(code,), radius_km=20) for code in ("62041", "62498", "60175"))
NEED = Need(
    id="example",
    text="Entretien des espaces verts de trois écoles\n"
    "Tonte des pelouses, taille des haies et ramassage des feuilles, de mars à novembre.",
    cpv=("77310000",),
    zone=Zone(communes=("62041",)),
)


def _firm(name: str, text: str, cpv: str, zone: Zone) -> Supplier:
    codes = (cpv,) if cpv else ()
    return Supplier(name, (Evidence(text, "offer", codes, zone=zone),), name=name)


# Invented, each strong on another criterion, so that moving a weight moves somebody.
FIRMS = (
    _firm(
        "A",
        "Entretien des espaces verts : tonte des pelouses, taille des haies, ramassage des feuilles",
        "77310000",
        CREIL,
    ),
    _firm("B", "Jardinage : tondre, tailler, planter, pour particuliers et collectivités", "77310000", ARRAS),
    _firm("C", "Tonte de pelouses et taille de haies autour des écoles", "", LENS),
    _firm("D", "Abattage et élagage d’arbres, broyage de branches", "77211400", ARRAS),
    _firm(
        "E",
        "Création et entretien d’espaces verts, dans toute la France",
        "77300000",
        Zone(nationwide=True),
    ),
    _firm("F", "Nettoyage des locaux des écoles et entretien des vitres", "90911300", ARRAS),
)
TEXTS = {one.id: one.evidence[0].text for one in FIRMS}


@dataclass(frozen=True, slots=True)
class Line:
    """One firm of the example. `before`: rank under the weights in force; `rank`: under the reader's."""

    name: str
    text: str
    rank: int
    before: int
    score: float
    parts: Sequence[Part]


def moved(weights: Weights, wished: Mapping[str, int]) -> Weights:
    """The weights with other maxima, brought to a sum of 100. Raises ValueError when all are 0."""
    total = sum(wished.values())
    if not total:
        raise ValueError("all weights are 0")
    return replace(weights, maximum={name: 100 * wished[name] / total for name in CRITERIA})


def example(current: SupplierMatcher, weights: Weights) -> list[Line]:
    """The example ranked under `weights`, with the words weighed by the version in force."""
    matcher = current.reindexed(FIRMS)
    before = {one.supplier_id: at for at, one in enumerate(_ranked(matcher, current.weights_), 1)}
    return [
        Line(
            str(one.supplier_id),
            TEXTS[one.supplier_id],
            rank,
            before.get(one.supplier_id, 0),
            one.score,
            wording.parts(one),
        )
        for rank, one in enumerate(_ranked(matcher, weights), 1)
    ]


def _ranked(matcher: SupplierMatcher, weights: Weights) -> list[Suggestion]:
    matcher.weights_ = weights
    return matcher.suggest(NEED, len(FIRMS))
