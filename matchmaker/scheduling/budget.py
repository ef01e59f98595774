"""How much work may be done: steps decide the plan, seconds only cut it short."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

Clock = Callable[[], float]


@dataclass(slots=True)
class Budget:
    """A step is about one small exact sub-problem. `seconds` None means no ceiling."""

    steps: int
    seconds: float | None = None
    clock: Clock = time.monotonic
    spent: int = 0
    timed_out: bool = False
    _start: float = field(init=False)

    def __post_init__(self) -> None:
        self._start = self.clock()

    def remaining_seconds(self) -> float:
        if self.seconds is None:
            return float("inf")
        return self.seconds - (self.clock() - self._start)

    def left(self, steps: int = 1) -> bool:
        """Whether this many steps are left; notes when it is the ceiling that says no."""
        if self.spent + steps > self.steps:
            return False
        if self.remaining_seconds() <= 0:
            self.timed_out = True
            return False
        return True

    def spend(self, steps: int = 1) -> None:
        self.spent += steps
