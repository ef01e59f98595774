"""Search of CPV codes for a form's field: beginning of a code, or words of a label."""

from matchmaker.reference import tables
from matchmaker.reference.cpv import Cpv, all_codes
from matchmaker.reference.lazy import once
from matchmaker.reference.text import name_key
from matchmaker.reference.word_index import WordIndex


def search(words: str, *, limit: int, language: str) -> tuple[Cpv, ...]:
    digits = "".join(words.replace(".", "").split()).split("-")[0]
    if digits.isascii() and digits.isdigit():
        return tuple(one for one in all_codes() if one.code.startswith(digits))[:limit]
    codes = all_codes()
    found = _index(language).find(name_key(words).split())
    return tuple(codes[row] for row in found[:limit])


def _index(language: str) -> WordIndex:
    return _english() if language == "en" else _french()


@once
def _french() -> WordIndex:
    return WordIndex.of(tables.read("cpv_words")["fr"])


@once
def _english() -> WordIndex:
    return WordIndex.of(tables.read("cpv_words")["en"])
