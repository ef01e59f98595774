"""Past needs nearest in words of trade to one being written: cosine of weighted stems, nothing learned."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.coverage import is_of_trade
from matchmaker.matching.terms import Floats, Keys, TermTable
from matchmaker.matching.text import tokens
from matchmaker.matching.ties import tie_key
from matchmaker.matching.vectors import repetition, unit_vector

LEAST_LIKENESS = 0.1  # cosine: below, a common word or two
WORDS_TOLD = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A need's words, ready to be compared: worth keeping while neither it nor the version changes."""

    id: Hashable
    terms: tuple[str, ...]
    keys: Keys
    weights: Floats

    @classmethod
    def of(cls, identifier: Hashable, text: str, table: TermTable) -> Told:
        """``table``: the frozen weights of words of the matcher in force. Words of no trade are left out
        (a town's name makes no likeness), unless there is no other."""
        said = [token for token in tokens(text) if not token.stem.isdigit()]
        kept = [token for token in said if is_of_trade(token.word)] or said
        return cls(identifier, *unit_vector(repetition(token.stem for token in kept), table))


@dataclass(frozen=True, slots=True)
class Similar:
    """``likeness`` 0..1; ``words``: the heaviest that both hold, as the writer spells them."""

    id: Hashable
    likeness: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class PastNeeds:
    """``keys`` sorted, with the need (``rows``) that holds each and its weight there."""

    needs: tuple[Told, ...]
    keys: Keys
    rows: NDArray[np.int64]
    weights: Floats

    @classmethod
    def of(cls, needs: Sequence[Told]) -> PastNeeds:
        keys = np.concatenate([np.empty(0, np.uint64), *(one.keys for one in needs)])
        rows = np.repeat(np.arange(len(needs)), [len(one.keys) for one in needs])
        weights = np.concatenate([np.empty(0, np.float32), *(one.weights for one in needs)])
        order = np.argsort(keys, kind="stable")
        return cls(tuple(needs), keys[order], rows[order], weights[order])

    def nearest(self, text: str, table: TermTable, k: int = 3) -> list[Similar]:
        """Best first; ties by a hash of the text and the need."""
        asked = Told.of("", text, table)
        cosine = self._cosine(asked)
        near = np.flatnonzero(cosine >= LEAST_LIKENESS).tolist()
        order = sorted(near, key=lambda at: (-cosine[at], tie_key(text, self.needs[at].id)))[:k]
        spelt: dict[str, str] = {}
        for token in tokens(text):
            spelt.setdefault(token.stem, text[token.start : token.end])
        heavy = [spelt[asked.terms[at]] for at in np.argsort(-asked.weights, kind="stable")]
        stems_of = {word: stem for stem, word in spelt.items()}
        return [
            Similar(
                self.needs[at].id,
                float(cosine[at]),
                tuple(word for word in heavy if stems_of[word] in self.needs[at].terms)[:WORDS_TOLD],
            )
            for at in order
        ]

    def _cosine(self, asked: Told) -> NDArray[np.float64]:
        total = np.zeros(len(self.needs))
        starts, ends = (np.searchsorted(self.keys, asked.keys, side=side) for side in ("left", "right"))
        for start, end, weight in zip(starts, ends, asked.weights, strict=True):
            total[self.rows[start:end]] += float(weight) * self.weights[start:end]
        return np.asarray(np.round(total, 6))
