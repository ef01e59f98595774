"""CPV codes suggested from the buyer's words. The matcher's suggester takes the place of the plain one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from matchmaker.reference import cpv
from matchmaker.reference.text import words

Suggester = Callable[[str, str, int], Sequence[str]]
"""(text, language, limit) -> 8-digit codes, the best first."""

SUGGESTIONS = 3
EXTENSION = "cpv_suggester"  # the key under which a better Suggester is registered on the application
SHORTEST_WORD = 4
WORDS_READ = 12
FOUND_PER_WORD = 60


def by_labels(text: str, language: str, limit: int) -> list[str]:
    """Codes whose label has the text's words: the more of them and the shorter the label, the better."""
    found: Counter[str] = Counter()
    typed = list(dict.fromkeys(word for word in words(text) if len(word) >= SHORTEST_WORD))[:WORDS_READ]
    for word in typed:
        for stem in dict.fromkeys((word, word.rstrip("sx"))):
            codes = cpv.search(stem, limit=FOUND_PER_WORD, language=language)
            found.update({one.code: 1.0 / (1 + len(codes)) + 0.2 / one.level for one in codes})
    return sorted(found, key=lambda code: (-found[code], code))[:limit]


def suggest(
    text: str, *, language: str, suggester: Suggester = by_labels, limit: int = SUGGESTIONS
) -> list[cpv.Cpv]:
    codes = suggester(text, language, limit) if text.strip() else ()
    return [one for one in map(cpv.get, codes) if one is not None][:limit]
