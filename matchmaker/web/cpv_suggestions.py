"""CPV codes suggested from somebody's own words, for forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from flask import current_app

from matchmaker.matching.cpv_suggestions import nomenclature_suggester
from matchmaker.reference import cpv
from matchmaker.reference.cpv import Cpv

Suggester = Callable[[str, str, int], Sequence[str]]
"""(text, language, limit) -> 8-digit codes, the best first."""

EXTENSION = "cpv_suggester"  # the key under which another Suggester is registered on the application
CODES_SUGGESTED = 3
LONGEST_TEXT = 5_000


@lru_cache(maxsize=1024)
def by_nomenclature(text: str, language: str, limit: int) -> tuple[str, ...]:
    """From the labels' own words; whole words of the language asked for when these say nothing."""
    found = nomenclature_suggester().suggest(text, limit) or cpv.search(
        text[:80], limit=limit, language=language
    )
    return tuple(one.code for one in found)


def suggest(text: str, *, language: str, limit: int) -> list[Cpv]:
    """Empty when the text says nothing that a label says."""
    if not text.strip():
        return []
    suggester: Suggester = current_app.extensions.get(EXTENSION, by_nomenclature)
    codes = suggester(text[:LONGEST_TEXT], language, limit)
    return [one for one in map(cpv.get, codes) if one is not None][:limit]
