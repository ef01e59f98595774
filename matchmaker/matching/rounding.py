"""One decimal everywhere, and parts that sum exactly to what is shown (largest remainders)."""

from __future__ import annotations

import math
from collections.abc import Sequence


def tenths_of(parts: Sequence[float], ceiling: int = 1000) -> tuple[int, ...]:
    """Whole tenths of each part, summing to the rounded sum (at most ``ceiling`` tenths)."""
    total = min(ceiling, math.floor(round(sum(parts) * 10, 6) + 0.5))
    exact = [part * 10 for part in parts]
    floors = [math.floor(round(part, 6)) for part in exact]
    missing = total - sum(floors)
    order = sorted(range(len(parts)), key=lambda at: (floors[at] - exact[at], at))
    for at in order[: max(0, missing)]:
        floors[at] += 1
    for at in sorted(range(len(parts)), key=lambda at: (-floors[at], at)):
        over = min(max(0, sum(floors) - total), floors[at])  # only past the ceiling: the greatest give way
        floors[at] -= over
    return tuple(floors)


def shown(tenths: int) -> float:
    return tenths / 10
