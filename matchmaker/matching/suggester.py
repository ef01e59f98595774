"""Which CPV codes a text is about: linear classifiers of 2, 3 and 4 digits over words and n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from matchmaker.matching.terms import Keys, term_keys
from matchmaker.matching.text import stems, text_grams
from matchmaker.reference import cpv

Floats = NDArray[np.float64]
DIGITS = (2, 3, 4)
TOLERANCE = 0.01  # finer changes no first code of the judged needs and takes half as long again
MOST_EXAMPLES = 8_000  # beyond, a fixed sample: training stays under a minute


@dataclass(frozen=True)
class Features:
    """One block of features: sorted ``keys`` and their idf, placed from ``offset`` on."""

    keys: Keys
    idf: NDArray[np.float32]
    offset: int

    def row(self, terms: Sequence[str]) -> tuple[NDArray[np.int64], Floats]:
        """Columns and values (length 1) of a text; terms never seen in training say nothing."""
        if not terms or not len(self.keys):
            return np.empty(0, np.int64), np.empty(0)
        keys, counts = np.unique(term_keys(terms), return_counts=True)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        held = self.keys[at] == keys
        values = (1 + np.log(counts[held])) * self.idf[at[held]]
        length = float(np.sqrt((values**2).sum()))
        return at[held] + self.offset, values / length if length else values


@dataclass(frozen=True)
class LevelModel:
    """One classifier: ``classes`` are code beginnings, ``table`` is (features, classes)."""

    classes: tuple[str, ...]
    table: NDArray[np.float32]
    offset: NDArray[np.float32]

    def chances(self, columns: NDArray[np.int64], values: Floats, sharpness: float) -> Floats:
        """Shares of belief over ``classes``, summing to 1."""
        scores = (values @ self.table[columns] + self.offset) * sharpness
        raised = np.exp(scores - scores.max())
        return np.asarray(raised / raised.sum(), dtype=np.float64)


class CpvClassifier(BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """``fit`` on texts and their codes; ``chances`` per level. Without two divisions nothing is learned.

    The nomenclature's labels are examples too, each worth ``label_trust`` of a contract: they bring the words
    of codes that few contracts bear.
    """

    def __init__(self, cost: float = 0.5, label_trust: float = 0.2, seed: int = 0) -> None:
        self.cost = cost
        self.label_trust = label_trust
        self.seed = seed

    def fit(self, texts: Sequence[str], codes: Sequence[str]) -> Self:
        """``codes``: one of 2 to 8 digits each. Order of the examples does not matter."""
        examples = sorted(zip(texts, codes, strict=True), key=_shuffled)[:MOST_EXAMPLES]
        examples = [(text, code) for text, code in examples if stems(text)]
        self.blocks_: tuple[Features, ...] = ()
        self.levels_: dict[int, LevelModel] = {}
        if len({code[:2] for _, code in examples}) < 2:
            return self
        union = _features().fit([text for text, _ in examples])
        order = self._keep_features(union)
        divisions = {code[:2] for _, code in examples}
        labels = [(entry.label_fr, entry.code) for entry in cpv.all_codes() if entry.code[:2] in divisions]
        rows = sparse.csr_matrix(union.transform([text for text, _ in (*examples, *labels)]))
        codes = [code for _, code in (*examples, *labels)]
        trust = np.repeat([1.0, self.label_trust], [len(examples), len(labels)])
        for digits in DIGITS:
            names = np.array([code[:digits].ljust(digits, "0") for code in codes])
            met = np.isin(names, names[: len(examples)])  # a class that no example has cannot be learned
            self.levels_[digits] = self._level(rows[met], names[met], trust[met], order)
        return self

    def chances(self, text: str, sharpness: float) -> dict[int, dict[str, float]]:
        """For each level, belief in each beginning of code; empty when no word of the text was learned."""
        parts = [
            block.row(terms)
            for block, terms in zip(self.blocks_, (stems(text), text_grams(text)), strict=False)
        ]
        if not sum(len(columns) for columns, _ in parts):
            return {}
        columns, values = (np.concatenate(several) for several in zip(*parts, strict=True))
        return {
            digits: dict(zip(level.classes, level.chances(columns, values, sharpness).tolist(), strict=True))
            for digits, level in self.levels_.items()
        }

    def _keep_features(self, union: FeatureUnion) -> NDArray[np.int64]:
        """Store both blocks by sorted key; returns the union's columns in that order."""
        order: list[NDArray[np.int64]] = []
        for _, vectorizer in union.transformer_list:
            offset = sum(len(columns) for columns in order)
            keys = term_keys(vectorizer.get_feature_names_out())
            sorting = np.argsort(keys)
            self.blocks_ += (Features(keys[sorting], vectorizer.idf_[sorting].astype(np.float32), offset),)
            order.append(sorting + offset)
        return np.concatenate(order)

    def _level(
        self, rows: sparse.csr_matrix, names: NDArray[np.str_], trust: Floats, order: NDArray[np.int64]
    ) -> LevelModel:
        model = LinearSVC(C=self.cost, tol=TOLERANCE, random_state=self.seed).fit(
            rows, names, sample_weight=trust
        )
        table = np.ascontiguousarray(model.coef_.T[order], dtype=np.float32)
        offset = np.asarray(model.intercept_, dtype=np.float32)
        if len(model.classes_) == 2:  # scikit-learn then keeps one column
            table, offset = np.hstack([-table, table]), np.concatenate([-offset, offset])
        return LevelModel(tuple(str(name) for name in model.classes_), table, offset)


def _features() -> FeatureUnion:
    words = TfidfVectorizer(analyzer=stems, sublinear_tf=True)
    grams = TfidfVectorizer(analyzer=text_grams, sublinear_tf=True)
    return FeatureUnion([("words", words), ("grams", grams)])


def _shuffled(example: tuple[str, str]) -> tuple[bytes, str, str]:
    text, code = example
    return blake2b(f"{code}\x1f{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest(), text, code
