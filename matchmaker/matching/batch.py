"""Every need against every piece, the best of each: for rebuilds and reports, not for pages.

Needs are shared out among threads, one accumulator of all pieces each: scipy's products and numpy's long
loops let the other threads run. Memory: the postings once, and some megabytes a thread.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.matching.postings import Postings
from matchmaker.matching.topk import best_rows

AT_ONCE = 64  # needs handed to a thread together

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]


def best_of_all(
    queries: sparse.csr_matrix, postings: Postings, k: int, threads: int | None = None
) -> tuple[Rows, Floats]:
    """For each query (row; column ``i`` is ``postings.keys[i]``) the ``k`` best pieces and their scores.

    Best first, ties by piece, -1 and 0 where fewer. ``threads``: as many as there are processors unless said.
    """
    found = np.full((queries.shape[0], k), -1, dtype=np.int64)
    scores = np.zeros((queries.shape[0], k))

    def fill(rows: range) -> None:
        for row in rows:
            span = slice(queries.indptr[row], queries.indptr[row + 1])
            keys = postings.keys[queries.indices[span]]
            best, worth = best_rows(postings, keys, queries.data[span], k)
            found[row, : len(best)], scores[row, : len(best)] = best, worth

    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        list(pool.map(fill, _shares(queries.shape[0])))
    return found, scores


def _shares(size: int) -> Iterator[range]:
    return (range(start, min(size, start + AT_ONCE)) for start in range(0, size, AT_ONCE))
