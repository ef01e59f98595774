"""Which needs fit a supplier: the same scores, read the other way.

All needs are bounded at once from the supplier's few pieces; only those that can enter the list are scored,
by the very code that ranks suppliers, so that both pages show the same number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.matching.codes import CodeTable, Floats, significant_code
from matchmaker.matching.place import Places, zones_of
from matchmaker.matching.postings import Postings
from matchmaker.matching.query import FAINT, PREDICTED_LEVELS, Query
from matchmaker.matching.scoring import evidence_bound
from matchmaker.matching.terms import Floats as Weights32
from matchmaker.matching.terms import Keys, TermTable
from matchmaker.matching.text import stems
from matchmaker.matching.values import Evidence, Supplier
from matchmaker.matching.vectors import gram_repetition, repetition, unit_vector
from matchmaker.matching.weights import Weights

MARGIN = 1e-3  # points: above any difference of rounding between the bound and the score


@dataclass(frozen=True)
class NeedIndex:
    """Prepared queries, and their terms as postings over the needs."""

    queries: tuple[Query, ...]
    words: Postings
    grams: Postings
    codes: CodeTable
    places: Places
    zone: NDArray[np.int32]

    @classmethod
    def of(cls, queries: Sequence[Query]) -> NeedIndex:
        zones, zone = zones_of([query.zone for query in queries])
        return cls(
            tuple(queries),
            _postings([(query.word_keys, query.word_weights) for query in queries]),
            _postings([(query.gram_keys, query.gram_weights) for query in queries]),
            CodeTable.of([query.codes for query in queries]),
            Places.of(zones),
            zone,
        )

    def bounds(self, supplier: Supplier, words: TermTable, grams: TermTable, weights: Weights) -> Floats:
        """For each need, points that the supplier cannot exceed."""
        best = np.zeros(len(self.queries))
        for piece in supplier.evidence:
            best = np.maximum(best, self._worth(piece, words, grams, weights))
        decay = sum(weights.decay[: len(supplier.evidence)]) / sum(weights.decay)
        return np.where(
            best > 0, evidence_bound(best * decay, weights) + self._place(supplier, weights) + MARGIN, 0
        )

    def _place(self, supplier: Supplier, weights: Weights) -> Floats:
        """Points of place at most: nearness is the same both ways, but for who works everywhere."""
        near = np.zeros(len(self.places) + 1)
        for zone in {piece.zone for piece in supplier.evidence if piece.zone}:
            found = self.places.nearness(zone, scale_km=weights.place_km, nationwide=1.0)
            found = np.full(len(self.places), weights.nationwide) if zone.nationwide else found
            near[:-1] = np.maximum(near[:-1], found)
        return np.asarray(weights.maximum["place"] * near[self.zone])

    def _worth(self, piece: Evidence, words: TermTable, grams: TermTable, weights: Weights) -> Floats:
        _, keys, said = unit_vector(repetition(stems(piece.text)), words)
        _, gram_keys, spelt = unit_vector(gram_repetition(piece.text), grams)
        most = weights.maximum
        return np.asarray(
            most["words"] * self.words.gather(keys, said)
            + most["spelling"] * self.grams.gather(gram_keys, spelt)
            + most["cpv"] * self._codes(piece, weights)
        )

    def _codes(self, piece: Evidence, weights: Weights) -> Floats:
        """Nearness of the piece's best code, for each need."""
        best = np.zeros(len(self.queries))
        given = np.array([bool(query.codes) for query in self.queries], dtype=np.bool_)
        for code in filter(None, map(significant_code, piece.cpv)):
            asked = self.codes.best_of_pieces(self.codes.closeness(code, weights.cpv_levels))
            expected = np.array([_expected(query, code) for query in self.queries])
            share = weights.predicted_share
            both = (asked + share * expected) / (1 + share)
            best = np.maximum(best, np.where(given, both, weights.predicted_alone * expected))
        return best


def _expected(query: Query, code: str) -> float:
    belief = sum(
        part * query.chances.get(digits, {}).get(code[:digits].ljust(digits, "0"), 0.0)
        for digits, part in PREDICTED_LEVELS.items()
    )
    return belief if belief >= FAINT else 0.0


def _postings(vectors: Sequence[tuple[Keys, Weights32]]) -> Postings:
    """Rows are needs; columns all keys met."""
    keys: NDArray[np.uint64] = np.concatenate([np.empty(0, np.uint64), *(keys for keys, _ in vectors)])
    values = np.concatenate([np.empty(0, np.float32), *(weights for _, weights in vectors)])
    distinct, columns = np.unique(keys, return_inverse=True)
    start = np.concatenate([[0], np.cumsum([len(keys) for keys, _ in vectors])])
    matrix = sparse.csr_matrix((values, columns, start), shape=(len(vectors), len(distinct)))
    return Postings.of(matrix, distinct)
