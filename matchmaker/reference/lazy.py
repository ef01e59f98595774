"""Load a table at first use, once for the whole process, whichever thread asks first."""

import functools
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def once(build: Callable[[], T]) -> Callable[[], T]:
    """Wrap `build` so that it runs once; other threads asking meanwhile wait for its value."""
    lock = threading.RLock()
    made: list[T] = []

    @functools.wraps(build)
    def value() -> T:
        if not made:
            with lock:
                if not made:
                    made.append(build())
        return made[0]

    return value
