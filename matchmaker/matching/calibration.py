"""From scores to chances: the one temperature under which held-out texts were least surprising."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matchmaker.matching.labels import label_index
from matchmaker.matching.suggester import (
    CpvClassifier,
    Example,
    Floats,
    class_likeness,
    class_names,
    softmax,
)
from matchmaker.matching.text import stems

LEAST_EXAMPLES = 300  # below, the temperature found on the judged set serves
MOST_LEARNED = 3_000  # examples of the trial classifier: fewer than in the real one, so not overconfident
MOST_HELD_OUT = 400
OPENING = 3  # words: texts that begin alike are often of one buyer and stay on one side
WARMTHS = tuple(float(warmth) for warmth in np.geomspace(2.0, 30.0, 24))


def warmth_of(examples: Sequence[Example]) -> float | None:
    """Inverse temperature of ``class_scores``, learned from half of the openings; None for too few."""
    if len(examples) < LEAST_EXAMPLES:
        return None
    held, kept = _parted(examples)
    trial = CpvClassifier().learn(kept[:MOST_LEARNED])
    classes = {name: at for at, name in enumerate(class_names())}
    judged = [
        (_class_scores(trial, text), classes[code[:4].ljust(4, "0")])
        for text, code, _ in held[:MOST_HELD_OUT]
        if code[:4].ljust(4, "0") in classes
    ]
    return min(WARMTHS, key=lambda warmth: _surprise(judged, warmth)) if judged else None


def _class_scores(trial: CpvClassifier, text: str) -> Floats:
    return trial.class_scores(trial.scores(text), class_likeness(label_index().likeness(text)))


def _parted(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """One opening in five is held out; ``examples`` stand in an order of no meaning."""
    openings: dict[tuple[str, ...], int] = {}
    parts: tuple[list[Example], list[Example]] = ([], [])
    for example in examples:
        opening = tuple(stems(example[0])[:OPENING])
        number = openings.setdefault(opening, len(openings))
        parts[number % 5 > 0].append(example)
    return parts


def _surprise(judged: Sequence[tuple[Floats, int]], warmth: float) -> float:
    """Mean negative log-likelihood of the right class."""
    chances = [softmax(scores * warmth)[at] for scores, at in judged]
    return float(-np.mean(np.log(np.maximum(chances, 1e-12))))
