"""CPV codes suggested to who writes, by the version in force: it has learned from offers and contracts."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

from matchmaker.errors import Unavailable
from matchmaker.matching.cpv_suggestions import CpvSuggester, nomenclature_suggester
from matchmaker.matching.suggester import CpvClassifier
from matchmaker.sourcing import index


def codes(text: str, limit: int) -> tuple[str, ...]:
    """8-digit codes, best first. Before anything was learned, from the nomenclature's labels."""
    held = index.index()
    if held.pointer() is not None:
        with suppress(Unavailable):  # being made anew: the labels serve meanwhile
            return _learned(held.current().classifier_, text, limit)
    return tuple(one.code for one in nomenclature_suggester().suggest(text, limit))


@lru_cache(maxsize=1024)
def _learned(classifier: CpvClassifier, text: str, limit: int) -> tuple[str, ...]:
    return tuple(one.code for one in _suggester(classifier).suggest(text, limit))


@lru_cache(maxsize=2)
def _suggester(classifier: CpvClassifier) -> CpvSuggester:
    return CpvSuggester.of(classifier)
