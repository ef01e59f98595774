"""Many at once: the same call from many threads, started together, on real connections."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def together(count: int, act: Callable[[int], Result]) -> list[Result]:
    """What `act(0)` … `act(count - 1)` gave, all begun at the same moment. Raises what one of them raised."""
    barrier = threading.Barrier(count)

    def one(number: int) -> Result:
        barrier.wait(timeout=30)
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))
