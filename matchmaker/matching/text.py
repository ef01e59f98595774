"""From a text to its terms: folded, stemmed French words, with their place in the text.

Real contract objects are dirty: HTML tags and entities, letters lost to a wrong encoding (U+FFFD),
typographic apostrophes. Words are read through all that, and offsets always point into the raw text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from threading import Lock

import snowballstemmer

from matchmaker.matching.lexicon import repaired

LOST = "�"
# Entities are often escaped twice ("&amp;eacute;").
MARKUP = re.compile(
    r"<[a-zA-Z/!][^<>]{0,60}>|&(?:amp;){0,2}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});?"
)
WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\ufffd])+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
# Words of no weight whatever the corpus; the tables of term weights take care of all others.
STOP_WORDS = frozenset(
    """
    a au aux avec ce ces cet cette dans de des du d l la le les en et est il ils elle je ne n on ou par pas
    pour qu que qui s sa se ses son sur un une y sont etre dont entre sous ainsi leur leurs nous vous notre
    nos votre vos afin comme plus tout tous toute toutes the of and for to in
    """.split()  # noqa: SIM905 - a list of one word a line would hide the list
)
_stemmer = snowballstemmer.stemmer("french")
_stemming = Lock()


@dataclass(frozen=True, slots=True)
class Token:
    """``word`` is folded; ``stem`` is what the index holds; the span is in the raw text."""

    word: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """Lower case, no accent, ligatures opened, lost letters guessed."""
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(LIGATURES))
    folded = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return repaired(folded) if LOST in folded else folded


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The French stem of a folded word. The stemmer keeps state between calls, hence the lock."""
    if len(word) < 4 or word.isdigit():
        return word
    with _stemming:
        found: str = _stemmer.stemWord(word)
    return found


def _unmarked(text: str) -> tuple[str, list[int] | None]:
    """The text without tags and entities, and the offset in ``text`` of each of its letters (None: same)."""
    if "<" not in text and "&" not in text:
        return text, None
    letters: list[str] = []
    offsets: list[int] = []
    at = 0
    for mark in MARKUP.finditer(text):
        letters.append(text[at : mark.start()])
        offsets.extend(range(at, mark.start()))
        shown = " " if mark.group()[0] == "<" else html.unescape(html.unescape(mark.group()))
        letters.append(shown)
        offsets.extend([mark.start()] * len(shown))
        at = mark.end()
    letters.append(text[at:])
    offsets.extend(range(at, len(text) + 1))
    return "".join(letters), offsets


def tokens(text: str) -> Iterator[Token]:
    """The words that count, in order, with their stems and their spans in ``text``."""
    plain, offsets = _unmarked(text)
    for found in WORD.finditer(plain):
        word = fold_word(found.group())
        if not word or word in STOP_WORDS or (len(word) == 1 and not word.isdigit()):
            continue
        start, end = found.span()
        if offsets is not None:
            start, end = offsets[start], offsets[end - 1] + 1
        yield Token(word, stem(word), start, end)


def words(text: str) -> list[str]:
    """Folded words, for character n-grams and learning."""
    return [token.word for token in tokens(text)]


def stems(text: str) -> list[str]:
    """Stems of the words that count: the terms of the index."""
    return [token.stem for token in tokens(text)]


@lru_cache(maxsize=200_000)
def ngrams(word: str, longest: int = 5) -> tuple[str, ...]:
    """Characters 3 to ``longest`` of one word between spaces, as scikit-learn's ``char_wb`` cuts them."""
    padded = f" {word} "
    grams: list[str] = []
    for size in range(3, longest + 1):
        if size >= len(padded):
            grams.append(padded)
            break
        grams.extend(padded[at : at + size] for at in range(len(padded) - size + 1))
    return tuple(grams)


def text_grams(text: str) -> list[str]:
    """All n-grams of a text."""
    return [gram for word in words(text) for gram in ngrams(word)]


def long_grams(text: str) -> list[str]:
    """Those of 3 to 6 characters: a classifier gains by them, the index would only grow."""
    return [gram for word in words(text) for gram in ngrams(word, 6)]


def stems_and_pairs(text: str) -> list[str]:
    """Stems, and each two that follow one another: "gros oeuvre", "contrôle technique"."""
    found = stems(text)
    return found + [f"{first} {second}" for first, second in pairwise(found)]
