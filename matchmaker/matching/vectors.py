"""One text as a sparse unit vector: the same numbers as in the postings, without a vectorizer's overhead."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from matchmaker.matching.terms import Floats, Keys, TermTable, term_keys
from matchmaker.matching.text import ngrams, words


def repetition(terms: Iterable[str]) -> dict[str, float]:
    """1 + log(count) of each term, in alphabetical order."""
    return {term: 1 + math.log(count) for term, count in sorted(Counter(terms).items())}


def gram_repetition(text: str) -> dict[str, float]:
    """The same for the n-grams of a text: those of its words, each word counted as above."""
    total: Counter[str] = Counter()
    for word, weight in repetition(words(text)).items():
        for gram in ngrams(word):
            total[gram] += weight  # type: ignore[assignment]  # typeshed wants whole counts
    return dict(sorted(total.items()))


def unit_vector(counted: Mapping[str, float], table: TermTable) -> tuple[tuple[str, ...], Keys, Floats]:
    """Terms, keys and weights of length 1; all empty for a text without terms."""
    keys = term_keys(counted)
    weights = np.fromiter(counted.values(), dtype=np.float64, count=len(counted)) * table.of(keys)
    length = float(np.sqrt((weights**2).sum()))
    return tuple(counted), keys, (weights / length if length else weights).astype(np.float32)
