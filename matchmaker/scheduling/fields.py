"""Reading JSON with a place for each fault: `pairs[17].value` rather than a traceback."""

from dataclasses import dataclass, field
from typing import Any

MOST_FAULTS = 20
"""Faults told before the rest is only counted: a file of another kind would fill screens."""


@dataclass(slots=True)
class Report:
    """Faults make the file refused, warnings are told once each."""

    faults: list[str] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)

    def fault(self, place: str, reason: str) -> None:
        self.faults.append(f"{place}: {reason}" if place else reason)

    def warn(self, text: str) -> None:
        self.warnings.setdefault(text)

    def lines(self) -> list[str]:
        hidden = len(self.faults) - MOST_FAULTS
        return self.faults[:MOST_FAULTS] + ([f"… and {hidden} more"] if hidden > 0 else [])


def is_integer(raw: object) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool)


@dataclass(slots=True)
class Node:
    """One JSON object, where it stands in the file, and where its faults go."""

    raw: dict[str, Any]
    place: str
    report: Report

    def at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def fault(self, key: str, reason: str) -> None:
        self.report.fault(self.at(key), reason)

    def has(self, key: str) -> bool:
        return self.raw.get(key) is not None

    def only(self, *known: str) -> None:
        """Warn once about each key the contract does not know."""
        shape = "".join(c for c in self.place if not c.isdigit())
        for key in self.raw:
            if key not in known:
                name = f"{shape}.{key}" if shape else key
                self.report.warn(f"{name}: unknown key, ignored")

    def missing(self, key: str) -> bool:
        if self.has(key):
            return False
        self.fault(key, "missing")
        return True

    def integer(self, key: str, minimum: int = 0, default: int | None = None) -> int:
        if default is not None and not self.has(key):
            return default
        if self.missing(key):
            return minimum
        raw = self.raw[key]
        if not is_integer(raw):
            self.fault(key, f"{raw!r} is not a whole number")
            return minimum
        if raw < minimum:
            self.fault(key, f"{raw} is below {minimum}")
            return minimum
        return int(raw)

    def text(self, key: str) -> str:
        if self.missing(key):
            return ""
        raw = self.raw[key]
        if not isinstance(raw, str) or not raw:
            self.fault(key, f"{raw!r} is not a text")
            return ""
        return raw

    def choice(self, key: str, among: tuple[str, ...], default: str) -> str:
        raw = self.raw.get(key)
        if raw is None:
            return default
        if raw not in among:
            self.fault(key, f"{raw!r} is none of {', '.join(among)}")
            return default
        return str(raw)

    def rows(self, key: str, required: bool = False) -> list[Any]:
        if not self.has(key):
            if required:
                self.fault(key, "missing")
            return []
        raw = self.raw[key]
        if not isinstance(raw, list):
            self.fault(key, "is not a list")
            return []
        return raw

    def node(self, key: str) -> "Node":
        raw = self.raw.get(key)
        if raw is not None and not isinstance(raw, dict):
            self.fault(key, "is not an object")
        return Node(raw if isinstance(raw, dict) else {}, self.at(key), self.report)

    def nodes(self, key: str, required: bool = False) -> list["Node"]:
        found = []
        for index, raw in enumerate(self.rows(key, required)):
            place = f"{self.at(key)}[{index}]"
            if isinstance(raw, dict):
                found.append(Node(raw, place, self.report))
            else:
                self.report.fault(place, "is not an object")
        return found

    def slots(self, key: str, count: int, required: bool = False) -> tuple[int, ...]:
        """Slot ids, sorted and without repeats."""
        return self.check_slots(self.rows(key, required), self.at(key), count)

    def check_slots(self, raw: object, place: str, count: int) -> tuple[int, ...]:
        if not isinstance(raw, list):
            self.report.fault(place, "is not a list of slots")
            return ()
        good = {item for item in raw if is_integer(item) and 0 <= item < count}
        for index, item in enumerate(raw):
            if not is_integer(item) or not 0 <= item < count:
                self.report.fault(f"{place}[{index}]", f"no slot {item!r}")
        return tuple(sorted(good))
