"""Past needs nearest in words to one being written: cosine of weighted stems, nothing learned."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from matchmaker.matching.postings import Postings
from matchmaker.matching.segment import word_postings
from matchmaker.matching.terms import TermTable
from matchmaker.matching.text import stems, tokens
from matchmaker.matching.ties import tie_key
from matchmaker.matching.vectors import repetition, unit_vector

LEAST_LIKENESS = 0.1  # cosine: below, a common word or two
WORDS_TOLD = 4


@dataclass(frozen=True, slots=True)
class Similar:
    """``likeness`` 0..1; ``words``: the heaviest that both hold, as the writer spells them."""

    id: Hashable
    likeness: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class PastNeeds:
    ids: tuple[Hashable, ...]
    texts: tuple[str, ...]
    table: TermTable
    words: Postings

    @classmethod
    def of(cls, needs: Sequence[tuple[Hashable, str]], table: TermTable) -> PastNeeds:
        """``needs``: (id, text); ``table``: the frozen weights of words of the matcher in force."""
        texts = tuple(text for _id, text in needs)
        return cls(tuple(key for key, _text in needs), texts, table, word_postings(texts, table))

    def nearest(self, text: str, k: int = 3) -> list[Similar]:
        """Best first; ties by a hash of the text and the need."""
        terms, keys, weights = unit_vector(repetition(stems(text)), self.table)
        if not len(keys) or not self.ids:
            return []
        cosine = np.round(self.words.gather(keys, weights), 6)
        near = np.flatnonzero(cosine >= LEAST_LIKENESS).tolist()
        order = sorted(near, key=lambda at: (-cosine[at], tie_key(text, self.ids[at])))[:k]
        heavy = [terms[at] for at in np.argsort(-weights, kind="stable")]
        return [Similar(self.ids[at], float(cosine[at]), self._shared(text, heavy, at)) for at in order]

    def _shared(self, text: str, heavy: Sequence[str], at: int) -> tuple[str, ...]:
        spelt: dict[str, str] = {}
        for token in tokens(text):
            spelt.setdefault(token.stem, text[token.start : token.end])
        held = frozenset(stems(self.texts[at]))
        return tuple(spelt[stem] for stem in heavy if stem in held)[:WORDS_TOLD]
