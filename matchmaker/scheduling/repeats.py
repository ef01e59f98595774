"""Keys that stand twice in one JSON object: parsers keep the last one, and the reader never learns of it."""

from collections.abc import Iterator
from typing import Any

from .fields import Report


class Repeats:
    """``read`` builds the objects of a file; ``found`` holds, by identity, those with a key said twice."""

    def __init__(self) -> None:
        self.found: dict[int, tuple[dict[str, Any], list[str]]] = {}

    def read(self, items: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(items)
        if len(made) < len(items):
            names = [key for key, _ in items]
            self.found[id(made)] = made, sorted({key for key in names if names.count(key) > 1})
        return made

    def lines(self, root: dict[str, Any]) -> list[str]:
        """One a key, with its place in the file; what is lost behind a repeated key has none."""
        report = Report()
        for place, keys in self._places(root, ""):
            for key in keys:
                report.fault(f"{place}.{key}" if place else key, "stands twice in one object")
        return report.lines()

    def _places(self, held: object, place: str) -> Iterator[tuple[str, list[str]]]:
        if isinstance(held, dict):
            if id(held) in self.found:
                yield place, self.found[id(held)][1]
            for key, value in held.items():
                yield from self._places(value, f"{place}.{key}" if place else key)
        elif isinstance(held, list):
            for index, value in enumerate(held):
                if isinstance(value, (dict, list)):
                    yield from self._places(value, f"{place}[{index}]")
