"""Which CPV codes a text is about: a ridge classifier of 2, 3 and 4 digits over words, pairs and n-grams.

It is kept as its examples: a text is compared with each of them, and each says what it votes for. All levels
share one factorisation, and the nomenclature's labels are examples like the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfTransformer

from matchmaker.matching import ridge
from matchmaker.matching.labels import label_index
from matchmaker.matching.postings import Postings, weighted_counts
from matchmaker.matching.terms import term_keys
from matchmaker.matching.text import long_grams, stems, stems_and_pairs
from matchmaker.reference import cpv

Floats = NDArray[np.float64]
Analyzer = Callable[[str], list[str]]
Example = tuple[str, str, int]  # text, code, how often
ANALYZERS: tuple[Analyzer, ...] = (stems_and_pairs, long_grams)
DIGITS = (2, 3, 4)
# Different (text, code) pairs; beyond, a fixed sample: the square of their number is held while learning.
MOST_EXAMPLES = 6_500
LABEL_SHARE = 0.5  # a label's likeness beside the votes of the three levels
WARMTH = 6.5  # inverse temperature of the class scores where nothing was held out (see calibration.py)


@dataclass(frozen=True)
class Features:
    """One block of features: ``idf`` of each key, and the examples' vectors, of length 1, as postings."""

    idf: NDArray[np.float32]
    examples: Postings

    def likeness(self, terms: Sequence[str]) -> Floats | None:
        """Cosine with each example; None when no term was learned: terms never seen say nothing."""
        keys, counts = np.unique(term_keys(terms), return_counts=True)
        held, at = self.examples.places(keys)
        if not len(held):
            return None
        weights = (1 + np.log(counts[held])) * self.idf[at]
        weights /= np.sqrt((weights**2).sum())
        return self.examples.gather(keys[held], weights.astype(np.float32))


@dataclass(frozen=True)
class LevelModel:
    """``classes`` are code beginnings, ``table`` (examples, classes) what each example votes for."""

    classes: tuple[str, ...]
    table: NDArray[np.float32]
    offset: NDArray[np.float32]

    def scores(self, likeness: NDArray[np.float32]) -> Floats:
        """``einsum`` stays on its thread: BLAS shares so small a product out, then waits for a core."""
        votes = np.einsum("i,ij->j", likeness, self.table)
        return np.asarray(votes + self.offset, dtype=np.float64)


@dataclass(frozen=True)
class Habits:
    """How often each full code was met, and the ``warmth`` that turns class scores into chances."""

    codes: tuple[str, ...]
    counts: NDArray[np.float32]
    warmth: float


class CpvClassifier(BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """``fit`` on texts and their codes; ``chances`` per level. Without two divisions nothing is learned."""

    def __init__(self, penalty: float = 2.0) -> None:
        self.penalty = penalty

    def fit(self, texts: Sequence[str], codes: Sequence[str]) -> Self:
        """``codes``: one of 2 to 8 digits each. Order of the examples does not matter."""
        return self.learn(folded_examples(texts, codes))

    def learn(self, examples: Sequence[Example]) -> Self:
        """The same from examples already folded and in order."""
        self.blocks_: tuple[Features, ...] = ()
        self.levels_: dict[int, LevelModel] = {}
        self.habits_ = _habits(examples)
        divisions = {code[:2] for _, code, _ in examples}
        if len(divisions) < 2:
            return self
        labels = [(text, code, 1) for text, code in label_examples() if code[:2] in divisions]
        together = [*examples, *labels]
        matrix = self._read([text for text, _, _ in together])
        trust = 1 + np.log(np.array([times for _, _, times in together], dtype=np.float64))
        solve = ridge.solver(matrix, self.penalty / trust)
        for digits in DIGITS:
            self.levels_[digits] = _level(together, len(examples), trust, digits, solve)
        return self

    def scores(self, text: str) -> dict[int, Floats]:
        """For each level, the score of each of its classes; empty when no word of the text was learned."""
        found = [
            block.likeness(analyzer(text)) for block, analyzer in zip(self.blocks_, ANALYZERS, strict=False)
        ]
        known = [one for one in found if one is not None]
        if not known:
            return {}
        likeness = np.sum(known, axis=0).astype(np.float32)
        return {digits: level.scores(likeness) for digits, level in self.levels_.items()}

    def chances(self, text: str, sharpness: float) -> dict[int, dict[str, float]]:
        """For each level, belief in each beginning of code, summing to 1; empty as ``scores`` is."""
        return {
            digits: dict(zip(self.levels_[digits].classes, softmax(found * sharpness).tolist(), strict=True))
            for digits, found in self.scores(text).items()
        }

    def class_scores(self, scores: Mapping[int, Floats], label: Floats) -> Floats:
        """Score of every class (4 digits) of the nomenclature: votes at its three levels, and its label.

        From the ``scores`` of a text and its ``class_likeness``.
        """
        total = LABEL_SHARE * label
        for digits, found in scores.items():
            total += np.append(found, 0.0)[_places_of_classes(self.levels_[digits].classes, digits)]
        return total

    def _read(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Fill ``blocks_``; returns the examples' vectors side by side."""
        rows = []
        for analyzer in ANALYZERS:
            counts, names = weighted_counts([analyzer(text) for text in texts])
            model = TfidfTransformer(norm="l2").fit(_presence(counts))
            scaled = sparse.csr_matrix(model.transform(counts), dtype=np.float32)
            keys = term_keys(names)
            idf = np.asarray(model.idf_, dtype=np.float32)[np.argsort(keys)]
            self.blocks_ += (Features(idf, Postings.of(scaled, keys)),)
            rows.append(scaled)
        return sparse.csr_matrix(sparse.hstack(rows))


def folded_examples(texts: Sequence[str], codes: Sequence[str]) -> list[Example]:
    """Equal ones counted together, those without a word left out, in an order of no meaning."""
    counted = Counter(zip(texts, codes, strict=True))
    kept = sorted((pair for pair in counted if stems(pair[0])), key=_shuffled)[:MOST_EXAMPLES]
    return [(text, code, counted[text, code]) for text, code in kept]


def softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum())


@cache
def label_examples() -> tuple[tuple[str, str], ...]:
    """One text for each category (5 digits): the labels of all codes under it."""
    texts: dict[str, list[str]] = {}
    for entry in cpv.all_codes():
        texts.setdefault(entry.code[:5], []).append(entry.label_fr)
    return tuple((" ".join(labels), code.ljust(8, "0")) for code, labels in sorted(texts.items()))


@cache
def _classes() -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The classes of the nomenclature, and for each code of the label index its class's number."""
    names, back = np.unique([code[:4] for code in label_index().codes], return_inverse=True)
    return tuple(str(name) for name in names), np.asarray(back, dtype=np.int64)


def class_numbers() -> NDArray[np.int64]:
    """For each code of the label index, the number of its class in ``class_scores``."""
    return _classes()[1]


def class_names() -> tuple[str, ...]:
    """The classes of the nomenclature, in the order of ``class_scores``."""
    return _classes()[0]


def class_likeness(likeness: Floats) -> Floats:
    """For each class, the likeness 0..1 of its nearest label; from that of each label."""
    names, back = _classes()
    best = np.zeros(len(names))
    np.maximum.at(best, back, likeness)
    return best


@lru_cache(maxsize=12)
def _places_of_classes(beginnings: tuple[str, ...], digits: int) -> NDArray[np.int64]:
    """For each class of the nomenclature, where its beginning stands; the last place is for none."""
    at = {name: number for number, name in enumerate(beginnings)}
    return np.array([at.get(name[:digits], len(beginnings)) for name in class_names()], dtype=np.int64)


def _level(
    together: Sequence[Example], met: int, trust: Floats, digits: int, solve: ridge.Solver
) -> LevelModel:
    """A class that none of the first ``met`` examples has cannot be learned."""
    names = [code[:digits].ljust(digits, "0") for _, code, _ in together]
    classes = sorted(set(names[:met]))
    number = {name: at for at, name in enumerate(classes)}
    wanted = np.zeros((len(names), len(classes)), dtype=np.float32)
    for row, name in enumerate(names):
        if name in number:
            wanted[row, number[name]] = 1
    usual = np.average(wanted[:met], axis=0, weights=trust[:met]).astype(np.float32)
    return LevelModel(tuple(classes), solve(wanted - usual), usual)


def _habits(examples: Sequence[Example]) -> Habits:
    counted: Counter[str] = Counter()
    for _, code, times in examples:
        counted[code.ljust(8, "0")] += times
    codes = tuple(sorted(counted))
    return Habits(codes, np.array([counted[code] for code in codes], dtype=np.float32), WARMTH)


def _presence(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    present = counts.copy()
    present.data[:] = 1
    return present


def _shuffled(example: tuple[str, str]) -> tuple[bytes, str, str]:
    text, code = example
    return blake2b(f"{code}\x1f{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest(), text, code
