"""CPV codes as levels of a tree: 2 digits the division, 3 the group, 4 the class, 5 the category.

A code is kept as its significant digits: "45000000", "4500" and "45" are one division.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matchmaker.reference.cpv import shared_digits, significant

WRITTEN = re.compile(r"(\d{2,8})(?:-\d)?")
Floats = NDArray[np.float64]
LEVELS = (2, 3, 4, 5)


def significant_code(written: str) -> str | None:
    """ "45212000-5" → "45212"; None when it has not 2 to 8 digits and an optional check digit."""
    match = WRITTEN.fullmatch(written.strip())
    return significant(match[1].ljust(8, "0")) if match else None


def closeness(a: str, b: str, levels: Sequence[float]) -> float:
    """Sum of the levels both codes share: ``levels[0]`` for 2 digits … ``levels[3]`` for 5 and more.

    A code that stops early ("45") is as near as can be to itself, but not to what lies under it.
    """
    shared = shared_digits(a, b)
    if shared >= 2 and shared == len(a) == len(b):
        return sum(levels)
    return sum(levels[: max(0, min(shared, 5) - 1)])


@dataclass(frozen=True)
class CodeTable:
    """Distinct codes held; ``numbers[start[i]:start[i + 1]]`` are those of piece ``i``."""

    names: tuple[str, ...]
    start: NDArray[np.int64]
    numbers: NDArray[np.int32]

    @cached_property
    def prefixes(self) -> Mapping[int, NDArray[np.int64]]:
        """For 2 to 5 digits, each name's beginning as a number; -1 for a name that stops before."""
        return {
            digits: np.array(
                [int(name[:digits]) if len(name) >= digits else -1 for name in self.names], np.int64
            )
            for digits in LEVELS
        }

    def closeness(self, code: str, levels: Sequence[float]) -> Floats:
        """``closeness`` of each name to one significant code, at once."""
        total = np.zeros(len(self.names))
        for digits, part in zip(LEVELS, levels, strict=True):
            if len(code) >= digits:
                total += part * (self.prefixes[digits] == int(code[:digits]))
        total[[at for at, name in enumerate(self.names) if name == code]] = sum(levels)
        return total

    @classmethod
    def of(cls, held: Sequence[tuple[str, ...]]) -> CodeTable:
        """Codes that cannot be read are left out."""
        kept = [sorted({code for code in map(significant_code, codes) if code}) for codes in held]
        names = tuple(sorted({code for codes in kept for code in codes}))
        number = {code: at for at, code in enumerate(names)}
        start = np.concatenate([[0], np.cumsum([len(codes) for codes in kept])]).astype(np.int64)
        return cls(names, start, np.array([number[code] for codes in kept for code in codes], dtype=np.int32))

    def best_of_pieces(self, value: Floats) -> Floats:
        """For each piece the greatest ``value`` of its codes, 0 for a piece without code."""
        best = np.zeros(len(self.start) - 1)
        filled = np.flatnonzero(np.diff(self.start))
        if len(filled):
            best[filled] = np.maximum.reduceat(value[self.numbers], self.start[:-1][filled])
        return best
