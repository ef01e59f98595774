"""How the long commands show that they advance, without knowing what shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

# Called with so many bytes or rows done since the last call.
Step = Callable[[int], None]
# A label and the whole length give a Step for the time of a phase.
Phase = Callable[[str, int], AbstractContextManager[Step]]


@contextmanager
def silent(_label: str, _length: int) -> Iterator[Step]:
    yield lambda _done: None
