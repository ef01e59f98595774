"""Where the words asked stand in the texts of a hit, as fragments; the template escapes and marks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matchmaker.search.corpus import Passages
from matchmaker.search.engine import Fragment
from matchmaker.search.french import Word, stem, words
from matchmaker.search.query.terms import Terms

# Two lines of a card.
EXCERPT_LENGTH = 240
# Words shown before the first match, so that it does not start the line.
LEAD_IN = 60
ELLIPSIS = "…"


class Marker:
    """Knows the words asked: stems of words and phrases, and prefixes."""

    def __init__(self, terms: Terms) -> None:
        asked = (*terms.words, *(word for phrase in terms.phrases for word, _ in phrase))
        self._stems = frozenset(filter(None, map(stem, asked)))
        self._prefixes = terms.prefixes

    def matches(self, text: str) -> list[Word]:
        if not self._stems and not self._prefixes:
            return []
        return [word for word in words(text) if self._is_asked(word)]

    def _is_asked(self, word: Word) -> bool:
        return word.stem in self._stems or (bool(self._prefixes) and word.plain.startswith(self._prefixes))


def title(passages: Passages, marker: Marker) -> tuple[Fragment, ...]:
    return fragments(passages.title, marker.matches(passages.title))


def excerpt(passages: Passages, marker: Marker) -> tuple[Fragment, ...]:
    """The stretch of the body with most different words asked, else of a keyword, else the body's start."""
    for text in (passages.text, *passages.keywords):
        if found := marker.matches(text):
            start, end = best_window(text, found)
            return _cut(text, found, start, end)
    return _cut(passages.text, [], 0, _word_end(passages.text, EXCERPT_LENGTH))


def fragments(text: str, found: Iterable[Word]) -> tuple[Fragment, ...]:
    pieces: list[Fragment] = []
    last = 0
    for word in found:
        pieces += [Fragment(text[last : word.start]), Fragment(text[word.start : word.end], is_match=True)]
        last = word.end
    pieces.append(Fragment(text[last:]))
    return tuple(piece for piece in pieces if piece.text)


def best_window(text: str, found: Sequence[Word]) -> tuple[int, int]:
    """Start and end, at word limits, of the window holding most different stems; the first of equals."""
    best, most = found[0], 0
    for index, word in enumerate(found):
        within = {w.stem for w in found[index : index + 50] if w.end <= word.start + EXCERPT_LENGTH - LEAD_IN}
        if len(within) > most:
            best, most = word, len(within)
    start = _word_start(text, max(0, best.start - LEAD_IN))
    return start, max(best.end, _word_end(text, start + EXCERPT_LENGTH))


def _cut(text: str, found: Iterable[Word], start: int, end: int) -> tuple[Fragment, ...]:
    inside = [_moved(word, -start) for word in found if start <= word.start and word.end <= end]
    pieces = fragments(text[start:end], inside)
    before = (Fragment(ELLIPSIS),) if start else ()
    after = (Fragment(ELLIPSIS),) if end < len(text) else ()
    return (*before, *pieces, *after)


def _moved(word: Word, by: int) -> Word:
    return Word(word.plain, word.stem, word.position, word.start + by, word.end + by)


def _word_start(text: str, at: int) -> int:
    """The first word beginning at or after this character."""
    if at == 0:
        return 0
    blank = text.find(" ", at - 1, at + LEAD_IN)
    return blank + 1 if blank >= 0 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", at - LEAD_IN, at)
    return blank if blank > 0 else at
