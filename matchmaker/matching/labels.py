"""The nomenclature's own words: each CPV code as a text of its label and those above it, indexed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.postings import Postings
from matchmaker.matching.segment import word_postings
from matchmaker.matching.spelling import Spelling, build_spelling
from matchmaker.matching.terms import TermTable, learn_table
from matchmaker.matching.text import stems, text_grams
from matchmaker.matching.vectors import gram_repetition, repetition, unit_vector
from matchmaker.reference import cpv

Floats = NDArray[np.float64]
SPELLING_SHARE = 0.5


@dataclass(frozen=True)
class LabelIndex:
    """``codes[i]`` (8 digits) bears the ``i``-th text."""

    codes: tuple[str, ...]
    word_weights: TermTable
    gram_weights: TermTable
    words: Postings
    spelling: Spelling

    def likeness(self, text: str) -> Floats:
        """Cosine 0..1 of the text with each code's label: words and parts of words, half and half."""
        _, keys, weights = unit_vector(repetition(stems(text)), self.word_weights)
        _, gram_keys, gram_weights = unit_vector(gram_repetition(text), self.gram_weights)
        words = self.words.gather(keys, weights)
        spelling = self.spelling.of_all(self.spelling.of_words(gram_keys, gram_weights))
        return np.asarray((1 - SPELLING_SHARE) * words + SPELLING_SHARE * spelling)


@cache
def label_index() -> LabelIndex:
    """Built at first use, shared by the process."""
    entries = cpv.all_codes()
    texts = [_told(entry) for entry in entries]
    codes = [(entry.code,) for entry in entries]
    words = learn_table(texts, codes, stems, sharpness=0.0, level=2)
    grams = learn_table(texts, codes, text_grams, sharpness=0.0, level=2)
    return LabelIndex(
        tuple(entry.code for entry in entries),
        words,
        grams,
        word_postings(texts, words),
        build_spelling(texts, grams),
    )


def _told(entry: cpv.Cpv) -> str:
    """The label twice, its parent's once: a code is first of all itself."""
    parent = cpv.get(entry.parent) if entry.parent else None
    return " ".join([entry.label_fr, entry.label_fr, parent.label_fr if parent else ""])
