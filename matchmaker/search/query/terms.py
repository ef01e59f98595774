"""The words typed in the box, taken apart: plain words, "phrases", prefix*, -excluded.

No query language beyond these four: every other sign is a blank, so that no text can be a syntax error.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TypeVar

from matchmaker.search.french import Word, normalise, words

# What a person types is shorter; what is pasted is a need, and needs go to the matcher.
LONGEST_TEXT = 300
MOST_TERMS = 12
# A prefix of one letter matches half the lexicon and tells nothing.
SHORTEST_PREFIX = 2

_T = TypeVar("_T")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_OPERATORS = frozenset({"AND", "OR", "NOT", "ET", "OU", "SAUF"})
_QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"'})
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Terms:
    """Words as folded by `french.fold`; a phrase and an exclusion hold (word, offset) so that gaps are kept.

    `words` keeps the order typed, each once. All words, phrases and prefixes must be met (until relaxed).
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[tuple[str, int], ...], ...] = ()
    prefixes: tuple[str, ...] = ()
    excluded: tuple[tuple[tuple[str, int], ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases or self.prefixes)

    @property
    def count(self) -> int:
        return len(self.words) + len(self.phrases) + len(self.prefixes) + len(self.excluded)


def clean_text(text: str) -> str:
    """The text to keep in the box: composed form, no control or format characters, single blanks."""
    kept = "".join(" " if unicodedata.category(c) in _DROPPED else c for c in text)
    return " ".join(normalise(kept).split())


def read_terms(text: str) -> tuple[Terms, bool]:
    """The terms of a cleaned text, and whether some were dropped because there were too many."""
    found = _Found()
    for piece in _PIECE.finditer(text.translate(_QUOTES)):
        if piece["phrase"] is not None:
            found.phrase(piece["phrase"], excluded=bool(piece["minus"]))
        elif piece["word"] not in _OPERATORS:
            found.word(piece["word"], excluded=bool(piece["minus"]))
    return found.terms(), found.overflow


class _Found:
    """Gathers terms in the order typed, each once, up to the limit."""

    def __init__(self) -> None:
        self._words: dict[str, None] = {}
        self._phrases: dict[tuple[tuple[str, int], ...], None] = {}
        self._prefixes: dict[str, None] = {}
        self._excluded: dict[tuple[tuple[str, int], ...], None] = {}
        self.overflow = False

    def word(self, piece: str, *, excluded: bool) -> None:
        """One run without blanks: « aide-soignant » is two words, « l’eau » one, « peint* » a prefix."""
        parts = list(words(piece))
        if excluded:
            self._keep(self._excluded, _sequence(parts))
        elif parts and piece.endswith("*") and len(parts[-1].plain) >= SHORTEST_PREFIX:
            self._plain(parts[:-1])
            self._keep(self._prefixes, parts[-1].plain)
        else:
            self._plain(parts)

    def phrase(self, text: str, *, excluded: bool) -> None:
        parts = list(words(text))
        if excluded:
            self._keep(self._excluded, _sequence(parts))
        elif len(_sequence(parts)) > 1:
            self._keep(self._phrases, _sequence(parts))
        else:
            self._plain(parts)

    def _plain(self, parts: list[Word]) -> None:
        for part in parts:
            if part.stem:
                self._keep(self._words, part.plain)

    def _keep(self, where: dict[_T, None], term: _T) -> None:
        if not term or term in where:
            return
        if self.terms().count >= MOST_TERMS:
            self.overflow = True
        else:
            where[term] = None

    def terms(self) -> Terms:
        return Terms(tuple(self._words), tuple(self._phrases), tuple(self._prefixes), tuple(self._excluded))


def _sequence(parts: list[Word]) -> tuple[tuple[str, int], ...]:
    """Words that bear meaning with their distance from the first of them; grammatical words leave a gap."""
    kept = [part for part in parts if part.stem]
    return tuple((part.plain, part.position - kept[0].position) for part in kept)
