"""CPV codes from words: what contracts taught, completed by the nomenclature's labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator

from matchmaker.matching.codes import significant_code
from matchmaker.matching.labels import label_index
from matchmaker.matching.suggester import CpvClassifier

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SuggestedCode:
    """``confidence`` 0..1: how often such a suggestion has the right class (4 digits)."""

    code: str
    confidence: float


class CpvSuggester(BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """``fit`` on contracts' texts and codes; never fitted on any, it answers from the labels alone."""

    def __init__(self, sharpness: float = 6.0, label_share: float = 0.25, habit_share: float = 0.1) -> None:
        self.sharpness = sharpness
        self.label_share = label_share
        self.habit_share = habit_share

    def fit(self, texts: Sequence[str] = (), codes: Sequence[str] = ()) -> Self:
        """``codes`` of 2 to 8 digits, check digit accepted; texts whose code cannot be read are left out."""
        read = [(text, code) for text, code in zip(texts, map(significant_code, codes), strict=True) if code]
        self.classifier_ = CpvClassifier().fit([text for text, _ in read], [code for _, code in read])
        index = label_index()
        number = {code: at for at, code in enumerate(index.codes)}
        self.habits_ = np.zeros(len(index.codes))
        for code, count in Counter(code.ljust(8, "0") for _, code in read).items():
            if code in number:
                self.habits_[number[code]] = count
        self.prefixes_ = {digits: np.array([code[:digits] for code in index.codes]) for digits in (2, 3, 4)}
        return self

    def suggest(self, text: str, k: int = 10) -> list[SuggestedCode]:
        """Best first; empty when no word of the text says anything."""
        index = label_index()
        likeness = index.likeness(text)
        chances = self.classifier_.chances(text, self.sharpness)
        belief = self._belief(chances) if chances else np.zeros(len(likeness))
        worth = belief + self.label_share * likeness
        if chances:
            worth = worth + self.habit_share * belief * self._habit()
        order = np.argsort(-np.round(worth, 9), kind="stable")[:k]
        return [
            SuggestedCode(index.codes[at], round(float(min(1.0, worth[at])), 3))
            for at in order
            if worth[at] > 0.001
        ]

    def _belief(self, chances: dict[int, dict[str, float]]) -> Floats:
        """For each code, the mean belief in its division, group and class."""
        total = np.zeros(len(self.habits_))
        for digits, level in chances.items():
            names = self.prefixes_[digits]
            distinct, back = np.unique(names, return_inverse=True)
            total += np.array([level.get(str(name), 0.0) for name in distinct])[back] / len(chances)
        return total

    def _habit(self) -> Floats:
        """Share of each code among the contracts of its class."""
        distinct, back = np.unique(self.prefixes_[4], return_inverse=True)
        of_class = np.bincount(back, weights=self.habits_, minlength=len(distinct))[back]
        return np.asarray(
            np.divide(self.habits_, of_class, out=np.zeros_like(self.habits_), where=of_class > 0)
        )


@cache
def nomenclature_suggester() -> CpvSuggester:
    """The one that needs no contract, for pages; built at first use."""
    return CpvSuggester().fit()
