"""Likeness of spelling: cosine over characters 3 to 5, exact, at the cost of whole words.

A text's vector of character n-grams is the sum of those of its words. So the cosine with every text is
``words of the text @ (likeness of each known word to the query)``: 20 numbers a text, not 300.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.matching.postings import Postings, weighted_counts
from matchmaker.matching.terms import Floats, Keys, TermTable, term_keys
from matchmaker.matching.text import ngrams, words


@dataclass(frozen=True)
class Spelling:
    """Rows of word numbers and normalised weights (CSR parts); ``grams``: n-gram → word numbers."""

    row_start: NDArray[np.int64]
    word_numbers: NDArray[np.int32]
    word_weights: Floats
    grams: Postings

    def of_words(self, keys: Keys, weights: Floats) -> NDArray[np.float64]:
        """Likeness of each word of the segment to the query's n-grams."""
        return self.grams.gather(keys, weights)

    def nearly(self, likeness: NDArray[np.float64]) -> Floats:
        """Likeness of every text, to 1e-5: in float32 nothing has to be copied."""
        size = len(self.row_start) - 1
        if not size or not len(likeness):
            return np.zeros(size, dtype=np.float32)
        matrix = sparse.csr_matrix(
            (self.word_weights, self.word_numbers, self.row_start), shape=(size, len(likeness)), copy=False
        )
        return np.asarray(matrix @ likeness.astype(np.float32))

    def of_all(self, likeness: NDArray[np.float64]) -> NDArray[np.float64]:
        """Likeness of every text, exactly: for few texts."""
        return self.of_rows(likeness, np.arange(len(self.row_start) - 1))

    def of_rows(self, likeness: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Likeness of some texts, exactly."""
        counts = self.row_start[rows + 1] - self.row_start[rows]
        total = int(counts.sum())
        ends = np.cumsum(counts)
        at = np.arange(total) + np.repeat(self.row_start[rows] - (ends - counts), counts)
        values = self.word_weights[at] * likeness[self.word_numbers[at]]
        owner = np.repeat(np.arange(len(rows)), counts)
        return np.asarray(np.bincount(owner, weights=values, minlength=len(rows)), dtype=np.float64)


def build_spelling(texts: Sequence[str], table: TermTable) -> Spelling:
    return spelling_of([words(text) for text in texts], table)


def spelling_of(said: Sequence[Sequence[str]], table: TermTable) -> Spelling:
    """``said``: the folded words of each text, in order."""
    counts, names = weighted_counts(said)
    grams, gram_names = weighted_counts([ngrams(name) for name in names])
    keys = term_keys(gram_names)
    weighted = grams.multiply(table.of(keys)).tocsr() if len(keys) else grams
    norms = _norms(counts, weighted)
    scaled = sparse.csr_matrix(sparse.diags_array(1 / np.where(norms > 0, norms, 1)) @ counts)
    scaled.sort_indices()
    return Spelling(
        scaled.indptr.astype(np.int64),
        scaled.indices.astype(np.int32),
        scaled.data.astype(np.float32),
        Postings.of(weighted, keys),
    )


def _norms(
    counts: sparse.csr_matrix, weighted: sparse.csr_matrix, block: int = 20_000
) -> NDArray[np.float64]:
    """Length of each text's n-gram vector, by blocks: the whole product would be 15 times the index."""
    norms = np.zeros(counts.shape[0])
    for start in range(0, counts.shape[0], block):
        product = sparse.csr_matrix(counts[start : start + block] @ weighted, dtype=np.float64)
        product.sort_indices()  # one order of addition, whatever else the segment holds
        norms[start : start + block] = np.sqrt(np.asarray(product.multiply(product).sum(axis=1)).ravel())
    return norms
