"""A need as numbers: weighted terms and n-grams, and what each CPV code is worth to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matchmaker.matching.codes import CodeTable, Floats, significant_code
from matchmaker.matching.place_names import zone_read
from matchmaker.matching.terms import Floats as Weights32
from matchmaker.matching.terms import Keys, TermTable
from matchmaker.matching.text import stems, tokens
from matchmaker.matching.values import Need
from matchmaker.matching.vectors import gram_repetition, repetition, unit_vector
from matchmaker.matching.weights import Weights
from matchmaker.reference import cpv
from matchmaker.reference.zones import Zone

FAINT = 0.02  # a predicted closeness below this is noise: it must not make a candidate
WORKS = "45"  # the one division of works
PREDICTED_LEVELS: Mapping[int, float] = {2: 0.4, 3: 0.3, 4: 0.3}


@dataclass(frozen=True)
class Query:
    """``terms`` are stems in the order of ``word_keys``; both vectors have length 1 (or are empty).

    ``place_part``: what place counts for this need, 1 for works.
    """

    need: Need
    text: str
    terms: tuple[str, ...]
    word_keys: Keys
    word_weights: Weights32
    gram_keys: Keys
    gram_weights: Weights32
    codes: tuple[str, ...]
    zone: Zone | None
    zone_is_read: bool
    place_part: float
    chances: Mapping[int, Mapping[str, float]]

    @cached_property
    def spelt(self) -> Mapping[str, str]:
        """Each stem as the buyer first spells it."""
        found: dict[str, str] = {}
        for token in tokens(self.text):
            found.setdefault(token.stem, self.text[token.start : token.end])
        return found

    def code_values(self, table: CodeTable, weights: Weights) -> Floats:
        """Closeness 0..1 of each code held: to the buyer's codes, and to those the text lets expect."""
        expected = self._expected(table)
        if not self.codes:
            return expected * weights.predicted_alone
        given = np.zeros(len(table.names))
        for code in self.codes:
            given = np.maximum(given, table.closeness(code, weights.cpv_levels))
        return np.asarray((given + expected * weights.predicted_share) / (1 + weights.predicted_share))

    def _expected(self, table: CodeTable) -> Floats:
        expected = np.zeros(len(table.names))
        for digits, part in PREDICTED_LEVELS.items():
            chances = self.chances.get(digits, {})
            expected += part * np.array(
                [chances.get(name[:digits].ljust(digits, "0"), 0.0) for name in table.names]
            )
        expected[expected < FAINT] = 0
        return expected


def query_text(need: Need) -> str:
    """The need's words; the labels of its codes when it has none."""
    return need.text if need.text.strip() else labels_of(need.cpv)


def labels_of(codes: Iterable[str]) -> str:
    """French labels of the codes that the nomenclature knows, as one text."""
    found = (cpv.get((significant_code(code) or "").ljust(8, "0")) for code in codes)
    return " ".join(one.label_fr for one in found if one is not None)


def build_query(
    need: Need,
    words: TermTable,
    grams: TermTable,
    chances: Mapping[int, Mapping[str, float]],
    weights: Weights,
) -> Query:
    text = query_text(need)
    terms, word_keys, word_weights = unit_vector(repetition(stems(text)), words)
    _, gram_keys, gram_weights = unit_vector(_spelt(text, need.cpv, weights.label_part), grams)
    given = need.zone if need.zone is not None and not need.zone.is_empty else None
    codes = tuple(dict.fromkeys(code for code in map(significant_code, need.cpv) if code))
    return Query(
        need=need,
        text=text,
        terms=terms,
        word_keys=word_keys,
        word_weights=word_weights,
        gram_keys=gram_keys,
        gram_weights=gram_weights,
        codes=codes,
        zone=given or zone_read(text),
        zone_is_read=given is None,
        place_part=weights.place_other + (1 - weights.place_other) * _works(codes, chances),
        chances=chances,
    )


def _spelt(text: str, codes: Sequence[str], part: float) -> dict[str, float]:
    """n-grams of the text, and fainter those of its codes' labels: the trade's own words, often unsaid."""
    counted = gram_repetition(text)
    for gram, count in gram_repetition(labels_of(codes)).items():
        counted[gram] = max(counted.get(gram, 0.0), part * count)
    return dict(sorted(counted.items()))


def _works(codes: Sequence[str], chances: Mapping[int, Mapping[str, float]]) -> float:
    """How far the need is one of works, 0..1: told by its codes, else expected; all of it when unknown."""
    if codes:
        return sum(code.startswith(WORKS) for code in codes) / len(codes)
    return chances.get(2, {WORKS: 1.0}).get(WORKS, 0.0)
