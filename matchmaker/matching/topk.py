"""The best rows of a query over postings, exactly, at the cost of what it touches.

A short query touches few rows: its postings are sorted and summed. When one of its terms is in many rows,
that term is first left aside and looked up only in the rows that it could still bring among the best.
A long query fills an accumulator, whose best are sought by groups: partitioning an array of mostly zeros is
what costs. (There, leaving terms aside halves the postings read but takes half as long again: measured.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.postings import Postings
from matchmaker.matching.terms import Floats as Weights32
from matchmaker.matching.terms import Keys

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
FEW = 0.05  # share of rows below which sorting the postings beats an accumulator
COMMON = 0.05  # share of rows that makes a term worth leaving aside
RESCORED = 4  # rows looked up first, in multiples of k
LARGE = 200_000  # rows from which a first look in float32 pays for a second at the best
NEARLY = 1e-4  # share of a score that float32 may miss: 60 terms lose some 4e-6 at worst
MOST_LOOKED_UP = 5_000  # rows beyond which summing all again is cheaper
GROUP = 64  # rows whose best is sought together
ROUNDING = 1e-12  # above any difference between two orders of addition


def best_rows(postings: Postings, keys: Keys, weights: Weights32, k: int) -> tuple[Rows, Floats]:
    """At most ``k`` rows with a score above 0 and their scores, best first, ties by row."""
    columns, weight = postings.weighed(keys, weights)
    counts = postings.counts(columns)
    if counts.sum() < FEW * postings.size:
        return _first(*_sums_of_few(postings, columns, weight), k)
    common = counts > COMMON * postings.size
    if counts[~common].sum() < FEW * postings.size:
        found = _without_common(postings, columns, weight, common, k)
        if found is not None:
            return found
    if postings.size >= LARGE:
        return _by_first_look(postings, columns, weight, k)
    return best_of(postings.product(columns, weight), k)


def best_of(scores: Floats, k: int) -> tuple[Rows, Floats]:
    """The same from the score of every row."""
    rows = np.flatnonzero(scores >= max(_kth_at_least(scores, k), np.finfo(np.float64).tiny))
    return _first(rows, scores[rows], k)


def _by_first_look(postings: Postings, columns: Rows, weight: Floats, k: int) -> tuple[Rows, Floats]:
    """A first look in float32 leaves few rows, which are then summed exactly."""
    near = postings.product(columns, weight.astype(np.float32))
    least = _kth_at_least(near, k) * (1 - NEARLY)
    rows = np.flatnonzero(near >= least) if least > 0 else np.flatnonzero(near)
    if len(rows) > MOST_LOOKED_UP:
        return best_of(postings.product(columns, weight), k)
    return _first(rows, _looked_up(postings, rows, columns, weight), k)


def _without_common(
    postings: Postings, columns: Rows, weight: Floats, common: NDArray[np.bool_], k: int
) -> tuple[Rows, Floats] | None:
    """None when the common terms alone could make one of the best.

    No row rises by more than ``lifted``, so only those within it of the k-th score have to be looked up;
    the first ones looked up raise the k-th score known, hence leave fewer of the others.
    """
    rows, partial = _sums_of_few(postings, columns[~common], weight[~common])
    if len(rows) < k:
        return None
    left = columns[common], weight[common]
    lifted = float((weight[common] * _ceilings(postings, columns[common])).sum()) + ROUNDING
    first = np.argpartition(-partial, min(RESCORED * k, len(rows) - 1))[: RESCORED * k]
    known = partial[first] + _looked_up(postings, rows[first], *left)
    floor = float(np.partition(known, len(known) - k)[len(known) - k]) - lifted
    if floor <= 0:
        return None
    near = np.flatnonzero(partial >= floor)
    return _first(rows[near], partial[near] + _looked_up(postings, rows[near], *left), k)


def _kth_at_least(scores: Floats | Weights32, k: int) -> float:
    """A lower bound of the k-th score: the k-th of the best of groups. 0 for few rows."""
    groups = len(scores) // GROUP
    if groups <= k:
        return 0.0
    best = scores[: groups * GROUP].reshape(GROUP, groups).max(axis=0)
    return float(np.partition(best, groups - k)[groups - k])


def _sums_of_few(postings: Postings, columns: Rows, weight: Floats) -> tuple[Rows, Floats]:
    """Touched rows in order, and Σ weight × value of each."""
    counts = postings.counts(columns)
    ends = np.cumsum(counts)
    at = np.arange(int(counts.sum())) + np.repeat(postings.start[columns] - (ends - counts), counts)
    rows = postings.rows[at]
    order = np.argsort(rows, kind="stable")
    sorted_rows = rows[order].astype(np.int64)
    new = np.flatnonzero(np.diff(sorted_rows, prepend=-1))
    products = (np.repeat(weight, counts) * postings.values[at])[order]
    return sorted_rows[new], np.add.reduceat(products, new) if len(new) else np.zeros(0)


def _ceilings(postings: Postings, columns: Rows) -> Floats:
    """The greatest value in each column."""
    return np.array([postings.values[postings.start[c] : postings.start[c + 1]].max() for c in columns])


def _looked_up(postings: Postings, rows: Rows, columns: Rows, weight: Floats) -> Floats:
    """Σ weight × value of some columns for some rows: rows of a column are sorted."""
    total = np.zeros(len(rows))
    wanted = rows.astype(np.int32)
    for column, factor in zip(columns, weight, strict=True):
        begin, end = postings.start[column], postings.start[column + 1]
        held = postings.rows[begin:end]
        at = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
        total += np.where(held[at] == wanted, factor * postings.values[begin:end][at], 0.0)
    return total


def _first(rows: Rows, scores: Floats, k: int) -> tuple[Rows, Floats]:
    if len(rows) > k:
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        kept = np.flatnonzero(scores >= least)
        rows, scores = rows[kept], scores[kept]
    order = np.lexsort((rows, -scores))[:k]
    return rows[order], scores[order]
