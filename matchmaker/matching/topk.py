"""The best rows of a query over postings, exactly, at the cost of what it touches.

A short query touches few rows: its postings are sorted and summed. A long one fills an accumulator. Either
way the choice of the best looks at touched rows only: partitioning an array of mostly zeros is what costs.
Terms in many rows are set apart first: they are read in full only while they could still bring a new row in.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.postings import Postings
from matchmaker.matching.terms import Floats as Weights32
from matchmaker.matching.terms import Keys

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
FEW = 0.02  # share of rows below which sorting the postings beats an accumulator
COMMON = 0.1  # share of rows that makes a term common
RESCORED = 4  # candidates rescored with the common terms, in multiples of k


def best_rows(postings: Postings, keys: Keys, weights: Weights32, k: int) -> tuple[Rows, Floats]:
    """At most ``k`` rows with a score above 0 and their scores, best first, ties by row."""
    held, columns = postings.places(keys)
    weight = np.asarray(weights, dtype=np.float64)[held]
    counts = postings.start[columns + 1] - postings.start[columns]
    common = counts > COMMON * postings.size
    if not common.any():
        return _best(*_sums(postings, columns, weight, counts), k)
    return _best_with_common(postings, columns, weight, counts, common, k)


def _best_with_common(
    postings: Postings, columns: Rows, weight: Floats, counts: Rows, common: NDArray[np.bool_], k: int
) -> tuple[Rows, Floats]:
    """Rescore the best rows of the rare terms; stop when the common ones cannot lift another above them."""
    rare = ~common
    rows, partial = _sums(postings, columns[rare], weight[rare], counts[rare])
    if len(rows) > RESCORED * k:
        chosen = np.argpartition(-partial, RESCORED * k)[: RESCORED * k]
        rest = np.delete(partial, chosen).max()
        lifted = float((weight[common] * _ceilings(postings, columns[common])).sum())
        scores = partial[chosen] + _looked_up(postings, rows[chosen], columns[common], weight[common])
        best = _best(rows[chosen], scores, k)
        if best[1][-1] > max(rest, 0.0) + lifted:
            return best
    return _best(*_sums(postings, columns, weight, counts), k)


def _sums(postings: Postings, columns: Rows, weight: Floats, counts: Rows) -> tuple[Rows, Floats]:
    """Touched rows in order, and Σ weight × value of each."""
    total = int(counts.sum())
    if total < FEW * postings.size:
        return _sums_of_few(postings, columns, weight, counts, total)
    sums = np.zeros(postings.size)
    for column, factor in zip(columns, weight, strict=True):
        begin, end = postings.start[column], postings.start[column + 1]
        sums[postings.rows[begin:end]] += factor * postings.values[begin:end]
    rows = np.flatnonzero(sums)
    return rows, sums[rows]


def _sums_of_few(
    postings: Postings, columns: Rows, weight: Floats, counts: Rows, total: int
) -> tuple[Rows, Floats]:
    ends = np.cumsum(counts)
    at = np.arange(total) + np.repeat(postings.start[columns] - (ends - counts), counts)
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
    for column, factor in zip(columns, weight, strict=True):
        begin, end = postings.start[column], postings.start[column + 1]
        held = postings.rows[begin:end]
        at = np.minimum(np.searchsorted(held, rows), len(held) - 1)
        total += np.where(held[at] == rows, factor * postings.values[begin:end][at], 0.0)
    return total


def _best(rows: Rows, scores: Floats, k: int) -> tuple[Rows, Floats]:
    if len(rows) > k:
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        kept = np.flatnonzero(scores >= least)
        rows, scores = rows[kept], scores[kept]
    order = np.lexsort((rows, -scores))[:k]
    return rows[order], scores[order]
