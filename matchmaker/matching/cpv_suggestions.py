"""CPV codes from words: what contracts taught, completed by the nomenclature's labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator

from matchmaker.matching.calibration import warmth_of
from matchmaker.matching.codes import significant_code
from matchmaker.matching.labels import label_index
from matchmaker.matching.suggester import (
    CpvClassifier,
    class_likeness,
    class_numbers,
    folded_examples,
    softmax,
)

Floats = NDArray[np.float64]
LEAST_WORTH = 0.01
LABEL_CERTAINTY = 0.75  # right class among the judged needs where a label was the text itself
# Inside a class: how much the label and habit say, in units of class scores.
LABEL_INSIDE = 0.3
HABIT_INSIDE = 0.1


@dataclass(frozen=True, slots=True)
class SuggestedCode:
    """``confidence`` 0..1: how often such a suggestion has the right class (4 digits)."""

    code: str
    confidence: float


class CpvSuggester(BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """``fit`` on contracts' texts and codes; never fitted on any, it answers from the labels alone."""

    def fit(self, texts: Sequence[str] = (), codes: Sequence[str] = ()) -> Self:
        """``codes`` of 2 to 8 digits, check digit accepted; texts whose code cannot be read are left out."""
        read = [(text, code) for text, code in zip(texts, map(significant_code, codes), strict=True) if code]
        return self._from(learned([text for text, _ in read], [code for _, code in read]))

    @classmethod
    def of(cls, classifier: CpvClassifier) -> CpvSuggester:
        """From a classifier already learned: that of the version in force."""
        return cls()._from(classifier)

    def suggest(self, text: str, k: int = 10) -> list[SuggestedCode]:
        """Best first; empty when no word of the text says anything."""
        index = label_index()
        likeness = index.likeness(text)
        said = self.classifier_.scores(text)
        if not said:
            return _best(likeness, LABEL_CERTAINTY * likeness, k)
        scores = self.classifier_.class_scores(said, class_likeness(likeness))
        back = class_numbers()
        chances = softmax(scores * self.classifier_.habits_.warmth)[back]
        worth = scores[back] + LABEL_INSIDE * likeness + HABIT_INSIDE * self.usual_
        return _best(worth, chances, k)

    def _from(self, classifier: CpvClassifier) -> Self:
        self.classifier_ = classifier
        self.usual_ = _usual(classifier)
        return self


def learned(texts: Sequence[str], codes: Sequence[str]) -> CpvClassifier:
    """A classifier with its own temperature, from significant codes."""
    examples = folded_examples(texts, codes)
    classifier = CpvClassifier().learn(examples)
    warmth = warmth_of(examples)
    if warmth is not None:
        classifier.habits_ = replace(classifier.habits_, warmth=warmth)
    return classifier


def _best(worth: Floats, confidence: Floats, k: int) -> list[SuggestedCode]:
    """In order of worth; confidence never rises along the list and the hopeless are left out."""
    codes = label_index().codes
    order = np.argsort(-np.round(worth, 9), kind="stable")[:k]
    falling = np.minimum.accumulate(confidence[order])
    return [
        SuggestedCode(codes[at], round(float(sure), 3))
        for at, sure in zip(order, falling, strict=True)
        if worth[at] > LEAST_WORTH and sure >= 0.001
    ]


def _usual(classifier: CpvClassifier) -> Floats:
    """How usual each code is among the contracts of its class: 1 for the most usual of each class."""
    codes = label_index().codes
    number = {code: at for at, code in enumerate(codes)}
    counts = np.zeros(len(codes))
    for code, count in zip(classifier.habits_.codes, classifier.habits_.counts.tolist(), strict=True):
        if code in number:
            counts[number[code]] = count
    back = class_numbers()
    most = np.zeros(back.max() + 1)
    np.maximum.at(most, back, counts)
    return np.asarray(counts / np.maximum(most[back], 1))


@cache
def nomenclature_suggester() -> CpvSuggester:
    """The one that needs no contract, for pages; built at first use."""
    return CpvSuggester().fit()
