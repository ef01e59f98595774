"""What a term weighs: its rarity times what it tells about the trade.

Learned once by ``fit`` (scikit-learn's counts and idf), then frozen until the next refit, so that a new
supplier never moves the others. A term never seen then weighs as one of document frequency 0.
Terms are stored as 64-bit keys in sorted arrays: looked up without a dictionary, opened by memory map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

Keys = NDArray[np.uint64]
Floats = NDArray[np.float32]
Analyzer = Callable[[str], list[str]]
# A word seen twice says little about its trade: this many sightings count half for the general mix.
PRIOR_SIGHTINGS = 2.0
# Share of the plain idf kept by words that tell nothing of the trade ("construction", names of places).
UNINFORMED_SHARE = 0.3


@lru_cache(maxsize=500_000)
def term_key(term: str) -> int:
    """64 stable bits of the term: two of a million terms collide once in 30 million corpora."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def term_keys(terms: Iterable[str]) -> Keys:
    return np.fromiter((term_key(term) for term in terms), dtype=np.uint64)


def term_counts(texts: Sequence[str], analyzer: Analyzer) -> tuple[sparse.csr_matrix, NDArray[np.object_]]:
    """Counts of each term in each text, and the terms, sorted."""
    vectorizer = CountVectorizer(analyzer=analyzer, dtype=np.float32)
    try:
        counts = vectorizer.fit_transform(texts)
    except ValueError:  # scikit-learn's word for "no term at all in these texts"
        return sparse.csr_matrix((len(texts), 0), dtype=np.float32), np.empty(0, dtype=object)
    return counts, vectorizer.get_feature_names_out()


@dataclass(frozen=True)
class TermTable:
    """Frozen weights: ``keys`` sorted, ``weights`` beside them, ``default`` for terms never seen."""

    keys: Keys
    weights: Floats
    default: float

    def of(self, keys: Keys) -> Floats:
        if not len(self.keys):
            return np.full(len(keys), self.default, dtype=np.float32)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found = self.keys[at] == keys
        return np.where(found, self.weights[at], np.float32(self.default)).astype(np.float32)


def learn_table(
    texts: Sequence[str],
    codes: Sequence[tuple[str, ...]],
    analyzer: Analyzer,
    *,
    sharpness: float,
    level: int,
) -> TermTable:
    """Weights of the terms of ``texts``. ``codes``: the CPV codes of each text, () where unknown.

    weight = idf × (information / median information + UNINFORMED_SHARE) ** sharpness, where information is
    the Kullback-Leibler divergence between the CPV groups (``level`` digits) of the texts with the term and
    of all texts. Without codes it is the idf alone.
    """
    counts, names = term_counts(texts, analyzer)
    if not len(names):
        return TermTable(np.empty(0, np.uint64), np.empty(0, np.float32), 1.0)
    rarity = np.asarray(TfidfTransformer(norm=None).fit(counts).idf_, dtype=np.float64)
    factor = _information(counts, codes, level)
    weights = rarity if factor is None else rarity * (factor + UNINFORMED_SHARE) ** sharpness
    keys = term_keys(names)
    order = np.argsort(keys)
    default = float(np.log(1 + len(texts)) + 1)
    return TermTable(keys[order], weights[order].astype(np.float32), default)


def _information(
    counts: sparse.csr_matrix, codes: Sequence[tuple[str, ...]], level: int
) -> NDArray[np.float64] | None:
    """Each term's information about the CPV group, in units of the median; None when no words have one."""
    groups = sorted({code[:level] for several in codes for code in several})
    if len(groups) < 2:
        return None
    column = {group: at for at, group in enumerate(groups)}
    cells = [
        (row, column[code[:level]], 1 / len(several)) for row, several in enumerate(codes) for code in several
    ]
    rows, columns, shares = (np.array(part) for part in zip(*cells, strict=True))
    membership = sparse.csr_matrix((shares, (rows, columns)), shape=(len(codes), len(groups)))
    known = np.asarray(membership.sum(axis=1)).ravel() > 0
    seen = counts[known].copy()
    seen.data[:] = 1.0
    together = sparse.csr_matrix(seen.T @ membership[known])
    return _divergence(together) if together.nnz else None


def _divergence(together: sparse.csr_matrix) -> NDArray[np.float64]:
    """KL(groups of the term ‖ groups of all), smoothed by PRIOR_SIGHTINGS, divided by the median."""
    pairs = together.tocoo()
    sightings = np.asarray(together.sum(axis=1)).ravel()
    mix = np.asarray(together.sum(axis=0)).ravel()
    mix = mix / mix.sum()
    total = sightings + PRIOR_SIGHTINGS
    chance = (pairs.data + PRIOR_SIGHTINGS * mix[pairs.col]) / total[pairs.row]
    size = len(sightings)
    met = np.bincount(pairs.row, weights=chance * np.log(chance / mix[pairs.col]), minlength=size)
    unmet = 1 - np.bincount(pairs.row, weights=mix[pairs.col], minlength=size)
    shrink = PRIOR_SIGHTINGS / total
    information = np.maximum(met + unmet * shrink * np.log(shrink), 0)
    positive = information[information > 0]
    return np.asarray(information / np.median(positive)) if len(positive) else np.ones(size)
