"""From a query and a segment to points: per piece of evidence, then per supplier, best three decayed.

All pieces are valued at once, their spelling nearly (float32, the one criterion that touches every piece);
suppliers that can enter the list are then scored exactly. Which ones can is told by a bound of their points.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.query import Query
from matchmaker.matching.segment import Segment
from matchmaker.matching.values import EVIDENCE_KINDS
from matchmaker.matching.weights import CRITERIA, Weights

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
FIRST_BATCH = 256  # suppliers scored before asking which of the others can still enter
MARGIN = 2e-3  # points: above what spelling in float32 and rounding can hide
END_OF_TIME = 2**31 - 1  # a day after all others
EVIDENCE_CRITERIA = ("words", "spelling", "cpv")
PLACE = CRITERIA.index("place")


@dataclass(frozen=True)
class PieceValues:
    """Per piece, 0 where it does not count: words, CPV (0..1), and ``worth``, their points at most nearly.

    ``likeness`` is that of each known word, from which the exact spelling of any piece follows.
    """

    words: Floats
    cpv: Floats
    worth: Floats
    counted: NDArray[np.bool_]
    likeness: Floats

    def without(self, pieces: NDArray[np.bool_]) -> PieceValues:
        kept = ~pieces
        return PieceValues(
            self.words * kept, self.cpv * kept, self.worth * kept, self.counted & kept, self.likeness
        )

    def exactly(self, segment: Segment, pieces: Rows) -> dict[str, Floats]:
        """The criteria of evidence of some pieces, in order."""
        spelling = np.where(self.counted[pieces], segment.spelling.of_rows(self.likeness, pieces), 0.0)
        return {"words": self.words[pieces], "spelling": spelling, "cpv": self.cpv[pieces]}


@dataclass(frozen=True)
class Scored:
    """Suppliers scored in full. ``points`` is (n, criteria); ``pieces`` is (n, 3) with -1 for none."""

    rows: Rows
    points: Floats
    pieces: Rows
    place_piece: Rows

    @property
    def totals(self) -> Floats:
        """Rounded far below what is shown, so that equal evidence gives equal totals."""
        return np.asarray(np.round(np.minimum(self.points.sum(axis=1), 100), 6))


def value_pieces(segment: Segment, query: Query, weights: Weights, as_of: int) -> PieceValues:
    """All pieces against the query. ``as_of``: the ordinal day after which evidence is ignored."""
    words = segment.words.gather(query.word_keys, query.word_weights)
    likeness = segment.spelling.of_words(query.gram_keys, query.gram_weights)
    cpv = segment.codes.best_of_pieces(query.code_values(segment.codes, weights))
    counted = segment.days <= as_of
    most = weights.maximum
    worth = most["words"] * words + most["cpv"] * cpv
    worth += most["spelling"] * segment.spelling.nearly(likeness)
    return PieceValues(words * counted, cpv * counted, worth * counted, counted, likeness)


def saturated(share: Floats) -> Floats:
    """From the share 0..1 of the most that three pieces can bring to the share of the maximum it earns.

    Each further likeness adds less: one perfect piece (share 1 / 1.75) earns 82 %, three earn all. Smooth,
    so that the order among very good suppliers is not lost at a ceiling.
    """
    held = np.clip(share, 0.0, 1.0)
    return np.asarray(2 * held - held**2)


def evidence_bound(worth: Floats, weights: Weights) -> Floats:
    """Points that evidence brings at most when its best piece is worth so much.

    The three criteria of evidence are concave in shares whose weighted sum is at most ``worth``, hence
    (Jensen) never more than if all had the same share.
    """
    whole = sum(weights.maximum[name] for name in EVIDENCE_CRITERIA)
    return np.asarray(whole * saturated(np.asarray(worth) / whole)) if whole else np.zeros_like(worth)


def zone_values(segment: Segment, query: Query, weights: Weights) -> Floats:
    """Nearness 0..1 of each distinct zone of the segment, with a last 0 for "no zone" (number -1)."""
    if query.zone is None:
        return np.zeros(len(segment.places) + 1)
    near = segment.places.nearness(query.zone, scale_km=weights.place_km, nationwide=weights.nationwide)
    part = query.place_part * (weights.place_read if query.zone_is_read else 1.0)
    return np.append(near * part, 0.0)


def best_of_suppliers(segment: Segment, worth: Floats) -> Floats:
    """The greatest value among the pieces of each supplier, 0 for a supplier without evidence."""
    best = np.zeros(len(segment))
    filled = np.flatnonzero(np.diff(segment.first))
    if len(filled):
        best[filled] = np.maximum.reduceat(worth, segment.first[:-1][filled])
    return best


def bounds_beside_place(segment: Segment, values: PieceValues, weights: Weights) -> Floats:
    """For each supplier, points that words and codes cannot exceed; 0 without evidence that counts."""
    best = best_of_suppliers(segment, values.worth)
    decay = np.cumsum([0.0, *weights.decay]) / sum(weights.decay)
    held = decay[np.minimum(np.diff(segment.first), len(weights.decay))]
    return np.where(best > 0, evidence_bound(best * held, weights) + MARGIN, 0.0)


def bounds(segment: Segment, values: PieceValues, near: Floats, weights: Weights) -> Floats:
    """For each supplier, points that it cannot exceed; 0 without evidence that counts."""
    evidence = bounds_beside_place(segment, values, weights)
    nearest = best_of_suppliers(segment, near[segment.zone])
    return np.where(evidence > 0, evidence + weights.maximum["place"] * nearest, 0.0)


def score_suppliers(
    segment: Segment, rows: Rows, values: PieceValues, near: Floats, weights: Weights, as_of: int
) -> Scored:
    """Points of some suppliers, in the order of ``rows``."""
    pieces, owner = _pieces_of(segment, rows)
    exact = values.exactly(segment, pieces)
    worth = sum((weights.maximum[name] * exact[name] for name in EVIDENCE_CRITERIA), np.zeros(len(pieces)))
    best = _best_three(segment, pieces, owner, worth, len(rows))
    points = np.zeros((len(rows), len(CRITERIA)))
    decay = np.array(weights.decay)
    held = best >= 0
    for column, name in enumerate(EVIDENCE_CRITERIA):
        decayed = (np.where(held, np.append(exact[name], 0.0)[best], 0.0) * decay).sum(axis=1)
        points[:, column] = weights.maximum[name] * saturated(decayed / decay.sum())
    place, place_piece = _place(segment, pieces, owner, best, near, as_of)
    points[:, PLACE] = weights.maximum["place"] * place * _worked_share(points.sum(axis=1), weights)
    return Scored(rows, points, np.where(held, np.append(pieces, -1)[best], -1), place_piece)


def top(
    segment: Segment,
    values: PieceValues,
    near: Floats,
    weights: Weights,
    as_of: int,
    allowed: NDArray[np.bool_],
    k: int,
) -> Scored:
    """At least the ``k`` best allowed suppliers, exactly: all whose bound reaches the k-th of the first."""
    most = np.where(allowed, bounds(segment, values, near, weights), 0.0)
    possible = np.flatnonzero(most > 0)
    size = max(FIRST_BATCH, 2 * k)
    if len(possible) > size:
        first = possible[np.argpartition(-most[possible], size)[:size]]
        totals = score_suppliers(segment, first, values, near, weights, as_of).totals
        least = float(np.partition(totals, size - k)[size - k])
        possible = possible[most[possible] >= least]
    return score_suppliers(segment, possible, values, near, weights, as_of)


def _worked_share(evidence: Floats, weights: Weights) -> Floats:
    """Part of its points that place earns: being near is worth little to whom the work is strange."""
    if not weights.place_from:
        return np.asarray(evidence > 0, dtype=np.float64)
    return np.minimum(evidence / weights.place_from, 1.0)


def _pieces_of(segment: Segment, rows: Rows) -> tuple[Rows, Rows]:
    """The pieces of some suppliers one after the other, and for each its supplier's position in ``rows``."""
    counts = segment.first[rows + 1] - segment.first[rows]
    ends = np.cumsum(counts)
    pieces = np.arange(int(counts.sum())) + np.repeat(segment.first[rows] - (ends - counts), counts)
    return pieces, np.repeat(np.arange(len(rows)), counts)


def _best_three(segment: Segment, pieces: Rows, owner: Rows, worth: Floats, size: int) -> Rows:
    """The three best pieces of each supplier that count and do not repeat one another, -1 where fewer.

    ``worth`` belongs to ``pieces``; so do the positions returned.
    """
    best = np.full((size, 3), -1, dtype=np.int64)
    some = np.flatnonzero(worth > 0)
    order = some[np.lexsort((pieces[some], -worth[some], owner[some]))]
    order = order[_first_of_clones(owner[order], segment.likeness[pieces[order]])]
    who = owner[order]
    new = np.flatnonzero(np.diff(who, prepend=-1))
    rank = np.arange(len(who)) - np.repeat(new, np.diff(np.append(new, len(who))))
    kept = rank < best.shape[1]
    best[who[kept], rank[kept]] = order[kept]
    return best


def _first_of_clones(owner: Rows, likeness: NDArray[np.uint64]) -> Rows:
    """Positions of the first piece of each (supplier, likeness), in order."""
    pairs = np.lexsort((np.arange(len(owner)), likeness, owner))
    same = (np.diff(owner[pairs]) == 0) & (np.diff(likeness[pairs].view(np.int64)) == 0)
    first = np.ones(len(pairs), dtype=np.bool_)
    first[1:] = ~same
    return np.sort(pairs[first])


def _place(
    segment: Segment, pieces: Rows, owner: Rows, best: Rows, near: Floats, as_of: int
) -> tuple[Floats, Rows]:
    """Greatest nearness of each supplier and the piece that gives it.

    An offer's zone counts when the offer itself is among the best three: serving a place with another
    trade says nothing. Where a supplier worked before counts whatever the work was.
    """
    value = near[segment.zone[pieces]]
    chosen = np.zeros(len(pieces), dtype=np.bool_)
    chosen[best[best >= 0]] = True
    offers = segment.kinds[pieces] == EVIDENCE_KINDS.index("offer")
    value = np.where((segment.days[pieces] <= as_of) & (chosen | ~offers), value, 0.0)
    place = np.zeros(len(best))
    piece = np.full(len(best), -1, dtype=np.int64)
    order = np.lexsort((pieces, ~chosen, -value, owner))
    first = order[np.flatnonzero(np.diff(owner[order], prepend=-1))]
    place[owner[first]] = value[first]
    piece[owner[first]] = np.where(value[first] > 0, pieces[first], -1)
    return place, piece
