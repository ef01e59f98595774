"""Which CPV codes a text is about: linear classifiers of 2, 3 and 4 digits over words and n-grams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from matchmaker.matching.text import stems, text_grams

Floats = NDArray[np.float64]
DIGITS = (2, 3, 4)
MOST_EXAMPLES = 20_000  # beyond, a fixed sample: training stays under a minute
RAREST_GRAM = 2


class LevelModel:
    """One classifier: ``classes`` are code beginnings, ``table`` is (features, classes) in float32."""

    def __init__(
        self, classes: Sequence[str], table: NDArray[np.float32], offset: NDArray[np.float32]
    ) -> None:
        self.classes = tuple(classes)
        self.table = table
        self.offset = offset
        self.number: Mapping[str, int] = {name: at for at, name in enumerate(self.classes)}

    def chances(self, row: sparse.csr_matrix, sharpness: float) -> Floats:
        """Shares of belief over ``classes``, summing to 1."""
        scores = (row.data @ self.table[row.indices] + self.offset) * sharpness
        raised = np.exp(scores - scores.max())
        return np.asarray(raised / raised.sum(), dtype=np.float64)


class CpvClassifier(BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """``fit`` on texts and their codes; ``chances`` per level. Unfitted levels (one class) are absent."""

    def __init__(self, cost: float = 0.5, seed: int = 0) -> None:
        self.cost = cost
        self.seed = seed

    def fit(self, texts: Sequence[str], codes: Sequence[str]) -> Self:
        """``codes``: one of 2 to 8 digits each. Order of the examples does not matter."""
        examples = sorted(zip(texts, codes, strict=True), key=_shuffled)[:MOST_EXAMPLES]
        self.levels_: dict[int, LevelModel] = {}
        self.features_ = FeatureUnion(
            [
                ("words", TfidfVectorizer(analyzer=stems, sublinear_tf=True, dtype=np.float32)),
                (
                    "grams",
                    TfidfVectorizer(
                        analyzer=text_grams, sublinear_tf=True, min_df=RAREST_GRAM, dtype=np.float32
                    ),
                ),
            ]
        )
        if len({code[:2] for _, code in examples}) < 2 or not any(stems(text) for text, _ in examples):
            return self
        rows = sparse.csr_matrix(self.features_.fit_transform([text for text, _ in examples]))
        for digits in DIGITS:
            self._fit_level(digits, rows, [code[:digits].ljust(digits, "0") for _, code in examples])
        return self

    def _fit_level(self, digits: int, rows: sparse.csr_matrix, names: list[str]) -> None:
        model = LinearSVC(C=self.cost, random_state=self.seed).fit(rows, names)
        table = np.ascontiguousarray(model.coef_.T, dtype=np.float32)
        offset = np.asarray(model.intercept_, dtype=np.float32)
        if len(model.classes_) == 2:  # scikit-learn then keeps one column
            table, offset = np.hstack([-table, table]), np.concatenate([-offset, offset])
        self.levels_[digits] = LevelModel([str(name) for name in model.classes_], table, offset)

    def chances(self, text: str, sharpness: float) -> dict[int, dict[str, float]]:
        """For each level, belief in each beginning of code; empty when nothing was learned."""
        if not self.levels_:
            return {}
        row = sparse.csr_matrix(self.features_.transform([text]))
        if not row.nnz:
            return {}
        return {
            digits: dict(zip(level.classes, level.chances(row, sharpness).tolist(), strict=True))
            for digits, level in self.levels_.items()
        }


def _shuffled(example: tuple[str, str]) -> tuple[bytes, str, str]:
    text, code = example
    return blake2b(f"{code}\x1f{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest(), text, code
