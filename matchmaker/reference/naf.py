"""French activity codes: NAF rev. 2 at all levels, NAF 2025 sub-classes. Source: INSEE, Eurostat.

NAF 2025 becomes official on 1 January 2027 and no table from one to the other is given: a code means
nothing without its nomenclature, always keep both.
"""

import re
from dataclasses import dataclass
from typing import Literal, cast

from matchmaker.reference import tables
from matchmaker.reference.lazy import once
from matchmaker.reference.text import name_key
from matchmaker.reference.word_index import WordIndex

Nomenclature = Literal["rev2", "2025"]
Level = Literal["section", "division", "group", "class", "subclass"]

_DIGITS_AND_LETTER = re.compile(r"([0-9]{2})\.?([0-9]{0,2})([A-Z]?)")


@dataclass(frozen=True, slots=True)
class Naf:
    """`code` is dotted ("43.21A"). `parent`: the code above; for 2025, the NACE Rev. 2.1 class."""

    code: str
    nomenclature: Nomenclature
    level: Level
    parent: str | None
    label_fr: str
    label_en: str | None

    def label(self, language: str = "fr") -> str:
        return self.label_en if language == "en" and self.label_en else self.label_fr


def get(code: str, nomenclature: Nomenclature = "rev2") -> Naf | None:
    """By code, dot and case not mattering: "4321a" is "43.21A"."""
    return _codes().get((nomenclature, dotted(code)))


def dotted(code: str) -> str:
    """The usual spelling of a code; what is no code comes back as typed, in capitals."""
    typed = "".join(code.split()).upper()
    match = _DIGITS_AND_LETTER.fullmatch(typed)
    if match is None or not match[2]:
        return typed
    return f"{match[1]}.{match[2]}{match[3]}"


def search(words: str, *, nomenclature: Nomenclature = "rev2", limit: int = 10) -> tuple[Naf, ...]:
    """Sub-classes by the beginning of their code, or by words of their French label."""
    held, index = _searched(nomenclature)
    typed = dotted(words)
    if typed[:1].isdigit():
        return tuple(one for one in held if one.code.startswith(typed))[:limit]
    return tuple(held[row] for row in index.find(name_key(words).split())[:limit])


def all_codes(nomenclature: Nomenclature = "rev2") -> tuple[Naf, ...]:
    return tuple(one for one in _codes().values() if one.nomenclature == nomenclature)


def _searched(nomenclature: Nomenclature) -> tuple[list[Naf], WordIndex]:
    return _searched_2025() if nomenclature == "2025" else _searched_rev2()


@once
def _searched_rev2() -> tuple[list[Naf], WordIndex]:
    return _searchable("rev2")


@once
def _searched_2025() -> tuple[list[Naf], WordIndex]:
    return _searchable("2025")


def _searchable(nomenclature: Nomenclature) -> tuple[list[Naf], WordIndex]:
    held = [one for one in all_codes(nomenclature) if one.level == "subclass"]
    return held, WordIndex.of([name_key(one.label_fr) for one in held])


@once
def _codes() -> dict[tuple[str, str], Naf]:
    columns = tables.read("naf")
    found = (_naf(*values) for values in zip(*columns.values(), strict=True))
    return {(one.nomenclature, one.code): one for one in found}


def _naf(code: str, nomenclature: str, level: str, parent: str, label_fr: str, label_en: str) -> Naf:
    return Naf(
        code=code,
        nomenclature=cast(Nomenclature, nomenclature),
        level=cast(Level, level),
        parent=parent or None,
        label_fr=label_fr,
        label_en=label_en or None,
    )
