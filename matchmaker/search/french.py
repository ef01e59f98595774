"""How French words become index terms: pure, shared by every engine, by the query and by the highlights.

A word gives two forms: `plain` (lower case, accents off, œ as oe) for prefixes and spelling, and `stem`
(plain through the French Snowball stemmer) for the search itself. Accents go *before* the stemmer, so that
« nettoyé » typed without its accent meets the same term.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from matchmaker.reference import text

# A longer token carries no meaning to a reader and would only swell the lexicon.
LONGEST_WORD = 40

# Combining marks belong to the word they decorate, so that decomposed accents do not cut it in two.
_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
_APOSTROPHES = frozenset("'’ʼ`´")
_ELIDED = frozenset(("l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"))

# Grammatical words, accents already off. What names something in procurement stays ("sans", "hors", "bois").
_GRAMMATICAL = """
a ai ainsi alors au aucun aucune aussi autre autres aux avait avant avec avoir c car ce ceci cela
celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de des donc dont du elle
elles en encore entre es est et etaient etait etant ete etes etre eu eux fait font il ils j je
jusque l la le les leur leurs lors lui m ma mais me meme memes mes moi mon n ne ni nos notre nous on
ont ou par parce pas pendant peu peut plus pour pourquoi puis qu quand que quel quelle quelles quels
qui quoi s sa se selon sera seront ses si soi soient soit son sont suis sur t ta te tel telle telles
tels tes toi ton toujours tous tout toute toutes tres tu un une vers vos votre vous y
"""
STOP_WORDS = frozenset(_GRAMMATICAL.split())


class Word(NamedTuple):
    """`start` and `end` are offsets in characters; `stem` is empty for a grammatical word."""

    plain: str
    stem: str
    position: int
    start: int
    end: int


def normalise(value: str) -> str:
    """Composed form (NFC): the form in which texts are stored, so that offsets agree everywhere."""
    return unicodedata.normalize("NFC", value)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    # Some signs decompose into several letters, blanks or marks (½, ﷺ): only letters and digits stay.
    return "".join(letter for letter in text.fold(word) if letter.isalnum())[:LONGEST_WORD]


@lru_cache(maxsize=65536)
def stem(plain: str) -> str:
    """The index term of a folded word; empty for a grammatical word."""
    if plain in STOP_WORDS:
        return ""
    # A stemmer object keeps state while it works and may not be shared between threads; making one is cheap
    # beside the stemming itself, and the cache above it answers nearly always.
    return str(snowballstemmer.stemmer("french").stemWord(plain))


@lru_cache(maxsize=65536)
def forms(written: str) -> tuple[str, str]:
    """`plain` and `stem` of a word as it is written."""
    plain = fold(written)
    return plain, stem(plain)


def words(value: str) -> Iterator[Word]:
    """The words of a text already in composed form. Elided articles (l’, d’, qu’…) are dropped but keep their
    place, as grammatical words do, so that a phrase means the same in the query and in the text."""
    for position, found in enumerate(_WORD.finditer(value)):
        plain, term = forms(found.group())
        if plain and not _is_elided(plain, value, found.end()):
            yield Word(plain, term, position, found.start(), found.end())


def count_words(value: str) -> int:
    return sum(1 for _ in _WORD.finditer(value))


def _is_elided(plain: str, value: str, end: int) -> bool:
    return plain in _ELIDED and value[end : end + 1] in _APOSTROPHES
