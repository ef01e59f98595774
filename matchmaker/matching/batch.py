"""Every need against every piece, the best of each: for rebuilds and reports, not for pages.

Needs are taken by blocks, so that one block's scores fit in a few megabytes whatever the number of pieces.
"""

from __future__ import annotations

import os

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

try:
    from sparse_dot_topn import sp_matmul_topn as COMPILED
except ImportError:  # an option of installations that rebuild large regions
    COMPILED = None

BLOCK_CELLS = 4_000_000  # scores of a block held at once: 32 MB

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]


def best_of_all(queries: sparse.csr_matrix, pieces: sparse.csr_matrix, k: int) -> tuple[Rows, Floats]:
    """For each query (row) the ``k`` best pieces and their scores, best first, -1 and 0 where fewer.

    Uses sparse_dot_topn on all cores where it is installed; scipy's product by blocks otherwise.
    """
    columns = sparse.csr_matrix(pieces.T)
    if COMPILED is not None:
        return _from_compiled(COMPILED(queries, columns, top_n=k, n_threads=os.cpu_count(), sort=True), k)
    return in_blocks(queries, columns, k)


def in_blocks(queries: sparse.csr_matrix, columns: sparse.csr_matrix, k: int) -> tuple[Rows, Floats]:
    """The same in pure scipy and numpy; ``columns`` is terms × pieces."""
    found = np.full((queries.shape[0], k), -1, dtype=np.int64)
    scores = np.zeros((queries.shape[0], k))
    step = max(1, BLOCK_CELLS // max(1, columns.shape[1]))
    for start in range(0, queries.shape[0], step):
        block = (queries[start : start + step] @ columns).toarray()
        _fill(block, k, found[start : start + step], scores[start : start + step])
    return found, scores


def _from_compiled(product: sparse.csr_matrix, k: int) -> tuple[Rows, Floats]:
    counts = np.diff(product.indptr)
    row = np.repeat(np.arange(product.shape[0]), counts)
    rank = np.arange(product.nnz) - np.repeat(product.indptr[:-1], counts)
    found = np.full((product.shape[0], k), -1, dtype=np.int64)
    scores = np.zeros((product.shape[0], k))
    found[row, rank], scores[row, rank] = product.indices, product.data
    return found, scores


def _fill(block: Floats, k: int, found: Rows, scores: Floats) -> None:
    width = min(k, block.shape[1])
    near = np.argpartition(-block, width - 1, axis=1)[:, :width] if width < block.shape[1] else None
    candidates = np.broadcast_to(np.arange(width), (len(block), width)) if near is None else near
    value = np.take_along_axis(block, candidates, axis=1)
    order = np.lexsort((candidates, -value), axis=1)
    value = np.take_along_axis(value, order, axis=1)
    found[:, :width] = np.where(value > 0, np.take_along_axis(candidates, order, axis=1), -1)
    scores[:, :width] = np.maximum(value, 0)
