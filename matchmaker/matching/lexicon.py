"""Letters lost to a wrong encoding ("r�novation"), guessed from the words of the nomenclatures."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import product

from matchmaker.reference import cpv
from matchmaker.reference.text import fold

LOST = "�"
# What an accented letter was, most frequent first in French; the last two: a letter lost whole, and œ.
GUESSES = ("e", "a", "c", "o", "i", "u", "", "oe")
MOST_LOST = 3


@cache
def known_words() -> Counter[str]:
    """How often each word stands in the CPV labels: a fixed lexicon, the same in every installation."""
    counts: Counter[str] = Counter()
    for entry in cpv.all_codes():
        counts.update(re.findall(r"[a-z]+", fold(entry.label_fr)))
    return counts


def repaired(word: str) -> str:
    """The most frequent known word that fits the folded ``word``; each lost letter an "e" when none does."""
    lost = word.count(LOST)
    if lost > MOST_LOST:
        return word.replace(LOST, "e")
    lexicon = known_words()
    fits = [filled for filled in _fillings(word, lost) if filled in lexicon]
    return max(fits, key=lambda filled: lexicon[filled], default=word.replace(LOST, "e"))


def _fillings(word: str, lost: int) -> list[str]:
    pieces = word.split(LOST)
    return [
        "".join(part for pair in zip(pieces, (*letters, ""), strict=True) for part in pair)
        for letters in product(GUESSES, repeat=lost)
    ]
