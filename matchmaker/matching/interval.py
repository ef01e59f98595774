"""A share of few cases with its uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z = 1.959964  # 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """``yes`` of ``total``, and the 95 % interval of the share behind them, 0..1."""

    yes: int
    total: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        return self.yes / self.total if self.total else None


def wilson(yes: int, total: int) -> Share:
    """Wilson's interval: honest for small numbers, never outside 0..1; everything when nothing is known."""
    if not total:
        return Share(0, 0, 0.0, 1.0)
    share, spread = yes / total, Z * Z / total
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return Share(yes, total, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))
