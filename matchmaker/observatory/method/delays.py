"""Payment delays: the legal limit of each family, and averages weighted by the number of payments."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

# Code de la commande publique, R2192-10 (30 days; 50 for public health) and R2192-11 (60, undertakings).
LIMITS = {"state": 30, "local": 30, "other": 30, "hospital": 50, "undertaking": 60}


@dataclass(frozen=True, slots=True)
class Delay:
    """One buyer and year. Days; `share_over_limit` 0..1. What is None was not given: it is not derived."""

    siren: str
    year: int
    category: str
    payments: int
    mean_days: float | None
    median_days: float | None = None
    p90_days: float | None = None
    share_over_limit: float | None = None


def legal_limit(family: str) -> int:
    """Days, of the buyer's own family."""
    return LIMITS.get(family, 30)


def weighted(pairs: Iterable[tuple[float | None, int]]) -> tuple[float | None, int, int]:
    """(mean weighted by payments, payments that have the figure, payments that have not)."""
    held = list(pairs)
    known = [(value, weight) for value, weight in held if value is not None]
    payments = sum(weight for _value, weight in known)
    mean = math.fsum(value * weight for value, weight in known) / payments if payments else None
    return mean, payments, sum(weight for value, weight in held if value is None)
