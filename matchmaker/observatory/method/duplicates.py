"""Lines that may be one contract under two numbers: told to a reader, never merged by themselves."""

from __future__ import annotations

from datetime import date

from matchmaker.reference.text import fold

DAYS_APART = 3
LEAST_LIKENESS = 0.8


def likeness(one: str, other: str) -> float:
    """Share of the words that two objects have in common (Jaccard, without accents)."""
    words, others = set(fold(one).split()), set(fold(other).split())
    both = words | others
    return len(words & others) / len(both) if both else 0.0


def may_be_one(
    days: tuple[date | None, date | None], suppliers_equal: bool, objects: tuple[str, str]
) -> bool:
    """For two contracts of one buyer, CPV class and amount that come from two sources."""
    if not suppliers_equal or days[0] is None or days[1] is None:
        return False
    near = abs((days[0] - days[1]).days) <= DAYS_APART
    return near and likeness(*objects) >= LEAST_LIKENESS
