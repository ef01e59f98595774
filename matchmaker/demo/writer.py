"""Texts that are never written twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from matchmaker.demo.prose import write

TRIES = 200
TITLE_TRIES = 25


@dataclass(slots=True)
class Writer:
    """Writes patterns; what `fresh` gives differs from everything it gave before."""

    chance: Random
    _given: set[str] = field(default_factory=set)

    def write(self, pattern: str, words: Mapping[str, str]) -> str:
        return write(pattern, self.chance, words)

    def fresh(self, attempt: Callable[[int], str]) -> str:
        """The first new result of the attempt, which is told how many failed before it.

        Raises RuntimeError when the wordings are used up.
        """
        for failed in range(TRIES):
            text = attempt(failed)
            if text not in self._given:
                self._given.add(text)
                return text
        raise RuntimeError(f"no new wording found for: {text}")

    def usually_fresh(self, attempt: Callable[[], str]) -> str:
        """As `fresh`, but a repeat is allowed when a few tries gave nothing new: for titles."""
        for _ in range(TITLE_TRIES):
            text = attempt()
            if text not in self._given:
                break
        self._given.add(text)
        return text
