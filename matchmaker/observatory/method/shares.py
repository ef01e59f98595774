"""Shares that say what they rest on: numerator, known ones, unknown ones, interval."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

LEAST_KNOWN = 10
"""Under ten known contracts no share is given."""
Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """Wilson's, at 95 %: where the share of a wider population may lie."""

    low: float
    high: float


def share(numerator: float, known: float, *, known_contracts: int | None = None) -> float | None:
    """numerator / known, or None under ten known contracts (or nothing to divide by)."""
    contracts = known if known_contracts is None else known_contracts
    if contracts < LEAST_KNOWN or known <= 0:
        return None
    return numerator / known


def wilson(successes: int, known: int) -> Interval | None:
    if known < LEAST_KNOWN:
        return None
    part, z2 = successes / known, Z_95 * Z_95
    middle = (part + z2 / (2 * known)) / (1 + z2 / known)
    half = Z_95 * math.sqrt(part * (1 - part) / known + z2 / (4 * known * known)) / (1 + z2 / known)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def any_of(statuses: Iterable[bool | None]) -> bool | None:
    """A contract has a property when one of its suppliers has; it is unknown while one that might is."""
    held = list(statuses)
    if True in held:
        return True
    return False if held and None not in held else None


def split(amount: float, statuses: Iterable[bool | None]) -> tuple[float, float]:
    """(amount of those who have it, amount of those who are known), split equally between co-contractors."""
    held = list(statuses)
    each = amount / len(held) if held else 0.0
    return each * held.count(True), each * (len(held) - held.count(None))


def concentration(amounts: Iterable[float]) -> tuple[float | None, float | None]:
    """(share of the five largest, Herfindahl–Hirschman index 0..1) of what each supplier received."""
    held = sorted((one for one in amounts if one > 0), reverse=True)
    total = math.fsum(held)
    if not total:
        return None, None
    return math.fsum(held[:5]) / total, math.fsum((one / total) ** 2 for one in held)
