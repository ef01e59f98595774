"""A need as numbers: weighted terms and n-grams, and what each CPV code is worth to it."""

from __future__ import annotations

from collections.abc import Mapping
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
PREDICTED_LEVELS: Mapping[int, float] = {2: 0.4, 3: 0.3, 4: 0.3}


@dataclass(frozen=True)
class Query:
    """``terms`` are stems in the order of ``word_keys``; both vectors have length 1 (or are empty)."""

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
    if need.text.strip():
        return need.text
    found = (cpv.get((significant_code(code) or "").ljust(8, "0")) for code in need.cpv)
    return " ".join(one.label_fr for one in found if one is not None)


def build_query(
    need: Need, words: TermTable, grams: TermTable, chances: Mapping[int, Mapping[str, float]]
) -> Query:
    text = query_text(need)
    terms, word_keys, word_weights = unit_vector(repetition(stems(text)), words)
    _, gram_keys, gram_weights = unit_vector(gram_repetition(text), grams)
    given = need.zone if need.zone is not None and not need.zone.is_empty else None
    return Query(
        need=need,
        text=text,
        terms=terms,
        word_keys=word_keys,
        word_weights=word_weights,
        gram_keys=gram_keys,
        gram_weights=gram_weights,
        codes=tuple(dict.fromkeys(code for code in map(significant_code, need.cpv) if code)),
        zone=given or zone_read(text),
        zone_is_read=given is None,
        chances=chances,
    )
