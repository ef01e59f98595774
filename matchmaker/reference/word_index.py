"""Find labels by the beginning of their words: a small in-memory index for nomenclatures.

This is for fields that complete a code as one types; free search is the search area's.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_FRENCH = ("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "par")
_FRENCH_TOO = ("pour", "sur", "un", "une")
_ENGLISH = ("and", "for", "in", "of", "on", "or", "the", "to", "with")
EMPTY_WORDS = frozenset(_FRENCH + _FRENCH_TOO + _ENGLISH)
STEM_FROM = 4  # shorter words keep their last letter: "gaz" is no plural


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Sorted vocabulary, and for each word the rows whose label has it."""

    vocabulary: list[str]
    rows: list[list[int]]
    sizes: list[int]

    @classmethod
    def of(cls, keys: Sequence[str]) -> "WordIndex":
        """`keys`: one folded label per row, words apart by one space."""
        held: dict[str, list[int]] = {}
        for row, key in enumerate(keys):
            for word in dict.fromkeys(key.split(" ")):
                held.setdefault(word, []).append(row)
        vocabulary = sorted(held)
        return cls(vocabulary, [held[word] for word in vocabulary], [key.count(" ") + 1 for key in keys])

    def find(self, typed: Sequence[str]) -> list[int]:
        """Rows bearing the most of the words typed; whole words first, then rare words, then short labels."""
        asked = [word for word in dict.fromkeys(typed) if word not in EMPTY_WORDS]
        met: Counter[int] = Counter()
        whole: Counter[int] = Counter()
        rarity: dict[int, float] = {}
        for word in asked:
            whole_rows, all_rows = self._rows_of(word)
            met.update(all_rows)
            whole.update(whole_rows)
            rarity.update((row, rarity.get(row, 0.0) + 1 / len(all_rows)) for row in all_rows)
        most = max(met.values(), default=0)
        best = [row for row, count in met.items() if count == most]
        return sorted(best, key=lambda row: (-whole[row], -rarity[row], self.sizes[row], row))

    def _rows_of(self, word: str) -> tuple[set[int], set[int]]:
        """Rows with the word itself (or its other number), and with a word that starts with its stem."""
        stem = word.rstrip("sx") if len(word) >= STEM_FROM else word
        whole: set[int] = set()
        started: set[int] = set()
        for place in range(bisect_left(self.vocabulary, stem), len(self.vocabulary)):
            known = self.vocabulary[place]
            if not known.startswith(stem):
                break
            started.update(self.rows[place])
            if known.rstrip("sx") == stem or known == word:
                whole.update(self.rows[place])
        return whole, started
