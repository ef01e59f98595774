"""Several lines, one contract: what is kept of each, in which order, and what it is worth at the end.

Same buyer and number: the latest publication is kept and what it lacks is filled from the others. Versions
(modifications) stand in the order of their number; the last is the current one, the first dates the contract.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from matchmaker.observatory.method import amounts

Line = Mapping[str, Any]
Change = tuple[Any, Any, int | None, float | None, str | None]
KEPT_AS_THEY_ARE = ("no", "file", "line", "version", "notified", "amount", "parties", "changes", "rules")


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a contract; None: as before."""

    notified: date | str | None
    published: date | str | None
    duration: int | None
    amount: float | None


@dataclass(frozen=True, slots=True)
class Merged:
    """`fields` are those of a line; `declared` the current version's amount, `amount` the retained one."""

    fields: dict[str, Any]
    declared: float | None
    amount: float | None
    reason: str | None
    flags: tuple[str, ...]
    versions: tuple[Version, ...]
    lines: int
    duplicates: int


def merge(lines: Sequence[Line], changes_of: Callable[[str], Sequence[Change]]) -> Merged:
    """`lines` of one contract, sorted by `order`; `changes_of` reads the modifications a line carries."""
    groups = [list(group) for _version, group in groupby(lines, key=lambda line: line["version"])]
    stands = [_filled(group) for group in groups]
    fields = _filled([*reversed(stands)])
    versions: list[Version] = []
    for stand in stands:
        versions.append(_version(stand))
        fields["duration"] = stand["duration"] or fields["duration"]
        fields["parties"] = stand["parties"] or fields["parties"]
        for notified, published, duration, amount, parties in changes_of(stand["changes"] or ""):
            versions.append(Version(notified, published, duration, amount))
            fields["duration"] = duration or fields["duration"]
            fields["parties"] = parties or fields["parties"]
    fields["notified"] = first_notification(lines)
    fields["rules"] = _rules(lines)
    declared, amount, reason, flags = retained([one.amount for one in versions])
    duplicates = len(lines) - sum(_distinct(group) for group in groups)
    return Merged(fields, declared, amount, reason, flags, tuple(versions), len(lines), duplicates)


def order(line: Line) -> tuple[int, str, str, int]:
    """Version, then latest publication first (unknown last), then file and line."""
    published = line["published"]
    return line["version"], _descending(str(published) if published else "0000"), line["file"], line["line"]


def _descending(day: str) -> str:
    return "".join(chr(255 - ord(one)) for one in day)


def _filled(lines: Sequence[Line]) -> dict[str, Any]:
    """The first line, and for what it lacks the next one that has it."""
    found = dict(lines[0])
    for name in found:
        if found[name] is None:
            found[name] = next((line[name] for line in lines[1:] if line[name] is not None), None)
    if found["form"] == "table":
        found["parties"] = _together(line["parties"] for line in lines if line["form"] == "table")
    return found


def _together(parties: Any) -> str | None:
    held = dict.fromkeys(one for text in parties if text for one in text.split("\x1e"))
    return "\x1e".join(held) or None


def _version(stand: Line) -> Version:
    return Version(stand["notified"], stand["published"], stand["duration"], stand["amount"])


def _distinct(group: Sequence[Line]) -> int:
    """Lines of a table tell one supplier each: two of them are a duplicate when the supplier is the same."""
    tables = {line["parties"] for line in group if line["form"] == "table"}
    return max(1, len(tables))


def first_notification(lines: Sequence[Line]) -> Any:
    """The earliest of the first version that is dated."""
    for _version, group in groupby(lines, key=lambda line: line["version"]):
        days = [line["notified"] for line in group if line["notified"] is not None]
        if days:
            return min(days)
    return None


def _rules(lines: Sequence[Line]) -> str | None:
    held = dict.fromkeys(rule for line in lines if line["rules"] for rule in line["rules"].split(","))
    return ",".join(held) or None


def retained(
    declared: Sequence[float | None],
) -> tuple[float | None, float | None, str | None, tuple[str, ...]]:
    """(declared by the current version, retained, reason when it is not, flags)."""
    told = [one for one in declared if one is not None]
    amount, flags = amounts.current_amount(told)
    reason = amounts.unusable_reason(amount)
    return (told[-1] if told else None), (None if reason else amount), reason, flags
