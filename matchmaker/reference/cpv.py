"""CPV 2008: codes, hierarchy, labels in both languages. Source: Publications Office of the EU (eForms SDK).

Check digits come from the table: the published rule holds for 8,922 codes of 9,454 only. Six French labels
are each borne by two codes: a label is never a key.
"""

import re
from dataclasses import dataclass
from typing import Literal, cast

from matchmaker.reference import tables
from matchmaker.reference.lazy import once

Nature = Literal["works", "supplies", "services"]
CODE_DIGITS = 8
DIVISION_DIGITS = 2

_TYPED = re.compile(r"([0-9]{2,8})(?:-([0-9])|([0-9]))?")
_SEPARATORS = re.compile(r"[\s.\u00ad\u200b\u2060\ufeff]+")
_HYPHENS = re.compile(r"[\u2010-\u2015]")


@dataclass(frozen=True, slots=True)
class Cpv:
    """`code` has 8 digits, `full_code` adds the check digit; `level` 1 (division) to 7.

    `parent` is the nearest ancestor that exists, None for a division. `social_service` marks the social
    and other specific services, the only ones that can be reserved under L2113-15.
    """

    code: str
    full_code: str
    level: int
    parent: str | None
    nature: Nature
    social_service: bool
    label_fr: str
    label_en: str

    def label(self, language: str = "fr") -> str:
        return self.label_en if language == "en" else self.label_fr


class CpvError(ValueError):
    """Why a code was refused: `reason` is "format", "unknown" or "check_digit".

    `expected` is the code with its right check digit, when that alone is wrong.
    """

    def __init__(self, reason: str, text: str, expected: str | None = None) -> None:
        super().__init__(f"{reason}: {text}")
        self.reason = reason
        self.text = text
        self.expected = expected


def get(code: str) -> Cpv | None:
    """By code of 8 digits, with or without its check digit (not checked here)."""
    return _codes().get(code[:CODE_DIGITS])


def parse(text: str) -> Cpv | None:
    """What someone typed: check digit, spaces, dots and missing last zeros are accepted; None when empty.

    Raises CpvError rather than guess.
    """
    typed = _HYPHENS.sub("-", _SEPARATORS.sub("", text))
    if not typed:
        return None
    match = _TYPED.fullmatch(typed)
    if match is None:
        raise CpvError("format", text)
    found = get(match[1].ljust(CODE_DIGITS, "0"))
    if found is None:
        raise CpvError("unknown", text)
    check_digit = match[2] or match[3]
    if check_digit is not None and check_digit != found.full_code[-1]:
        raise CpvError("check_digit", text, expected=found.full_code)
    return found


def ancestors(code: str) -> tuple[Cpv, ...]:
    """From the division down to the parent; the code itself is not among them."""
    line: list[Cpv] = []
    one = get(code)
    while one is not None and one.parent is not None:
        one = get(one.parent)
        if one is not None:
            line.append(one)
    return tuple(reversed(line))


def children(code: str | None) -> tuple[Cpv, ...]:
    """The codes just under one; the divisions under None."""
    return _children().get(None if code is None else code[:CODE_DIGITS], ())


def significant(code: str) -> str:
    """The digits that say something: no check digit, no last zeros, at least the two of the division."""
    digits = code[:CODE_DIGITS].rstrip("0")
    return digits.ljust(DIVISION_DIGITS, "0")


def shared_digits(a: str, b: str) -> int:
    """How far two codes go together, 0 to 8: digits of their common prefix, last zeros left out.

    One digit in common means nothing, since the tree starts at two: it counts 0. "45000000" against
    itself gives 2, because both say no more than "construction work".
    """
    left, right = significant(a), significant(b)
    same = next((i for i, (x, y) in enumerate(zip(left, right, strict=False)) if x != y), None)
    length = min(len(left), len(right)) if same is None else same
    return length if length >= DIVISION_DIGITS else 0


def search(words: str, *, limit: int = 10, language: str = "fr") -> tuple[Cpv, ...]:
    """By the beginning of a code, or by words of the label in the language (see `cpv_search`)."""
    from matchmaker.reference import cpv_search  # it reads this module's codes

    return cpv_search.search(words, limit=limit, language=language)


def all_codes() -> tuple[Cpv, ...]:
    """The 9,454 codes of the main vocabulary, in order."""
    return tuple(_codes().values())


@dataclass(frozen=True, slots=True)
class Supplementary:
    """A code of the supplementary vocabulary ("AA01-1": metal), which qualifies a main code."""

    code: str
    label_fr: str
    label_en: str


@once
def supplementary() -> tuple[Supplementary, ...]:
    return tuple(Supplementary(**row) for row in tables.rows("cpv_supplementary"))


@once
def _codes() -> dict[str, Cpv]:
    columns = tables.read("cpv")
    return {values[0]: _cpv(*values) for values in zip(*columns.values(), strict=True)}


def _cpv(
    code: str,
    check_digit: str,
    level: str,
    parent: str,
    nature: str,
    social: str,
    label_fr: str,
    label_en: str,
) -> Cpv:
    return Cpv(
        code=code,
        full_code=f"{code}-{check_digit}",
        level=int(level),
        parent=parent or None,
        nature=cast(Nature, nature),
        social_service=social == "1",
        label_fr=label_fr,
        label_en=label_en,
    )


@once
def _children() -> dict[str | None, tuple[Cpv, ...]]:
    held: dict[str | None, list[Cpv]] = {}
    for one in all_codes():
        held.setdefault(one.parent, []).append(one)
    return {parent: tuple(ones) for parent, ones in held.items()}
