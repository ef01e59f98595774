"""CPV codes suggested from somebody's own words, for forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import current_app

from matchmaker.reference import cpv
from matchmaker.reference.cpv import Cpv

Suggester = Callable[[str, int], Sequence[str]]
"""(text, limit) -> 8-digit codes, the best first."""

EXTENSION = "cpv_suggester"  # the key under which `sourcing` registers one on the application
CODES_SUGGESTED = 3
LONGEST_TEXT = 5_000


def suggest(text: str, *, language: str, limit: int) -> list[Cpv]:
    """Empty when the text says nothing that a label says."""
    if not text.strip():
        return []
    suggester: Suggester = current_app.extensions[EXTENSION]
    codes = suggester(text[:LONGEST_TEXT], limit)
    if not codes:  # whole words of the language asked for
        return list(cpv.search(text[:80], limit=limit, language=language))
    return [one for one in map(cpv.get, codes) if one is not None][:limit]
