"""How good a ranking is: measures, buyer-disjoint folds, and whether a difference is more than chance."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measures:
    """Of one query, or the means of many."""

    ndcg_10: float
    recall_10: float
    recall_100: float
    reciprocal_rank: float


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean paired difference and its 95 % interval."""

    mean: float
    low: float
    high: float


def measure(ranked: Sequence[Hashable], relevant: Collection[Hashable]) -> Measures:
    """Binary relevance; ``ranked`` best first, as long as wished. Raises ValueError without relevant ids."""
    if not relevant:
        raise ValueError("a query needs at least one relevant supplier")
    ranks = [rank for rank, found in enumerate(ranked) if found in relevant]
    ideal = sum(1 / np.log2(rank + 2) for rank in range(min(10, len(relevant))))
    return Measures(
        ndcg_10=sum(float(1 / np.log2(rank + 2)) for rank in ranks if rank < 10) / float(ideal),
        recall_10=sum(rank < 10 for rank in ranks) / len(relevant),
        recall_100=sum(rank < 100 for rank in ranks) / len(relevant),
        reciprocal_rank=1 / (ranks[0] + 1) if ranks else 0.0,
    )


def mean(measures: Sequence[Measures]) -> Measures:
    table = np.array([(one.ndcg_10, one.recall_10, one.recall_100, one.reciprocal_rank) for one in measures])
    return Measures(*(float(value) for value in table.mean(axis=0)))


def fold_of(buyer: str, folds: int) -> int:
    """All contracts of a buyer fall into one fold, the same in every run."""
    return int.from_bytes(blake2b(buyer.encode(), digest_size=4).digest(), "big") % folds


def paired_bootstrap(
    first: Sequence[float],
    second: Sequence[float],
    clusters: Sequence[str],
    *,
    rounds: int = 2000,
    seed: int = 0,
) -> Difference:
    """``second`` minus ``first``, by query. Whole clusters (buyers) are drawn again, not single queries:
    the needs of one buyer resemble one another."""
    gains = np.asarray(second, dtype=np.float64) - np.asarray(first, dtype=np.float64)
    names, number = np.unique(np.asarray(clusters), return_inverse=True)
    sums = np.bincount(number, weights=gains, minlength=len(names))
    sizes = np.bincount(number, minlength=len(names))
    drawn = np.random.default_rng(seed).integers(0, len(names), size=(rounds, len(names)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return Difference(float(gains.mean()), float(low), float(high))
