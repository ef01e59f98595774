"""One way of folding text for every look-up, so that "Étaples" and "etaples" are the same word."""

import re
import unicodedata

_SPELLED_OUT = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‘": "'", "ʼ": "'"})
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
_ABBREVIATIONS = {"st": "saint", "ste": "sainte"}


def fold(text: str) -> str:
    """Lower case, accents off, ligatures spelled out, one kind of apostrophe, single spaces."""
    lowered = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return " ".join(bare.translate(_SPELLED_OUT).split())


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, cut at anything but letters and digits."""
    return tuple(_NOT_A_WORD.sub(" ", fold(text)).split())


def name_key(text: str) -> str:
    """A place name as it is searched: no hyphen nor apostrophe, "st" and "ste" written in full."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words(text))


def typographic(text: str) -> str:
    """The text with the apostrophe of print; the tables keep the official straight one."""
    return text.replace("'", "’")


def first_of_month(text: str) -> str:
    """French writes the first day as an ordinal: `1er juin`."""
    return re.sub(r"\b1 (?=[a-zéû]{3})", "1er ", text)
