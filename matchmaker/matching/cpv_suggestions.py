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
LEAST_WORTH = 0.01
CERTAIN = 0.75  # right class among the judged needs where the suggester had no doubt at all


@dataclass(frozen=True, slots=True)
class SuggestedCode:
    """``confidence`` 0..1: how often such a suggestion has the right class (4 digits)."""

    code: str
    confidence: float


class CpvSuggester(BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """``fit`` on contracts' texts and codes; never fitted on any, it answers from the labels alone."""

    def __init__(self, sharpness: float = 6.0, label_share: float = 0.1, habit_share: float = 0.2) -> None:
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
        # Distinct beginnings of each length, and which of them each code has.
        self.beginnings_ = {
            digits: np.unique([code[:digits] for code in index.codes], return_inverse=True)
            for digits in (2, 3, 4)
        }
        self.usual_ = self._usual()
        return self

    def suggest(self, text: str, k: int = 10) -> list[SuggestedCode]:
        """Best first; empty when no word of the text says anything."""
        index = label_index()
        likeness = index.likeness(text)
        chances = self.classifier_.chances(text, self.sharpness)
        belief = self._belief(chances) if chances else np.zeros(len(likeness))
        usual = 1 - self.habit_share * (1 - self.usual_)
        worth = belief * usual + self.label_share * likeness if chances else likeness
        order = np.argsort(-np.round(worth, 9), kind="stable")[:k]
        return [
            SuggestedCode(index.codes[at], _confidence(float(worth[at]), learned=bool(chances)))
            for at in order
            if worth[at] > LEAST_WORTH
        ]

    def _belief(self, chances: dict[int, dict[str, float]]) -> Floats:
        """For each code, the mean belief in its division, group and class."""
        total = np.zeros(len(self.habits_))
        for digits, level in chances.items():
            distinct, back = self.beginnings_[digits]
            total += np.array([level.get(str(name), 0.0) for name in distinct])[back] / len(chances)
        return total

    def _usual(self) -> Floats:
        """How usual each code is among the contracts of its class: 1 for the most usual of each class."""
        distinct, back = self.beginnings_[4]
        most = np.zeros(len(distinct))
        np.maximum.at(most, back, self.habits_)
        return np.where(most[back] > 0, self.habits_ / np.maximum(most[back], 1), 1.0)


def _confidence(worth: float, *, learned: bool) -> float:
    """From worth to the share of such suggestions that had the right class among the judged needs."""
    kept = min(1.0, worth)
    return round(CERTAIN * (kept**2 if learned else kept), 3)


@cache
def nomenclature_suggester() -> CpvSuggester:
    """The one that needs no contract, for pages; built at first use."""
    return CpvSuggester().fit()
