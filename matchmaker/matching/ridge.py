"""Ridge regression on the likeness of examples: one factorisation, as many right-hand sides as wished.

Its cost grows with the number of examples only (square in memory, cube in time), not with the classes.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import cho_factor, cho_solve

Single = NDArray[np.float32]
Solver = Callable[[Single], Single]
BLOCK = 512  # rows of the product held as a sparse matrix at once


def solver(rows: sparse.csr_matrix, penalty: NDArray[np.float64]) -> Solver:
    """Solves (likeness of the rows + diagonal of ``penalty``) × votes = wanted. ``penalty`` is positive."""
    likeness = likeness_of_rows(rows)
    diagonal = np.arange(len(likeness))
    likeness[diagonal, diagonal] += penalty.astype(np.float32)
    # Symmetric: its transpose is the column order in which it is factored in place.
    factor = cho_factor(likeness.T, lower=True, overwrite_a=True, check_finite=False)
    return lambda wanted: np.ascontiguousarray(cho_solve(factor, wanted, check_finite=False), np.float32)


def likeness_of_rows(rows: sparse.csr_matrix) -> Single:
    """rows × rowsᵀ, dense float32: 170 MB for 6,500 rows."""
    size = rows.shape[0]
    columns = sparse.csr_matrix(rows.T)
    dense = np.empty((size, size), dtype=np.float32)
    for start in range(0, size, BLOCK):
        dense[start : start + BLOCK] = (rows[start : start + BLOCK] @ columns).toarray()
    return dense
