"""The words of a planning problem, as frozen values (file contract `b2b-schedule/1`).

Participants are named by their ids, slots by their position in time (0, 1, 2…). Whoever builds an
`Instance` without a file may ask `consistency.accept` what is wrong with it; `solve` does.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

FORMAT = "b2b-schedule/1"

Role = Literal["buyer", "supplier"]
Mode = Literal["value", "coverage_then_value", "everyone_then_coverage_then_value"]
Policy = Literal["keep", "penalty"]

MODES: tuple[Mode, ...] = ("value", "coverage_then_value", "everyone_then_coverage_then_value")
POLICIES: tuple[Policy, ...] = ("keep", "penalty")


@dataclass(frozen=True, slots=True)
class Slot:
    """A time of the day, the same for all; `tables` are numbered from 0."""

    id: int
    start: str
    end: str
    block: int
    tables: int


@dataclass(frozen=True, slots=True)
class Participant:
    id: str
    role: Role
    available: tuple[int, ...]
    max_meetings: int
    min_meetings: int = 0
    home_table: int | None = None


@dataclass(frozen=True, slots=True)
class Workshop:
    id: str
    slots: tuple[int, ...]
    capacity: int
    enrolled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may meet, and what their meeting is worth (a positive integer)."""

    buyer: str
    supplier: str
    value: int


@dataclass(frozen=True, slots=True)
class Lock:
    """A meeting the organiser has promised, at a slot; the table is free."""

    buyer: str
    supplier: str
    slot: int


@dataclass(frozen=True, slots=True)
class Meeting:
    buyer: str
    supplier: str
    slot: int
    table: int


@dataclass(frozen=True, slots=True)
class Rules:
    """`max_consecutive`: most adjacent meetings of one participant inside a block, None for no limit."""

    max_consecutive: int | None = None
    break_windows: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Objective:
    """`gap_tolerance`: share of the value that may be given for fewer idle gaps."""

    mode: Mode = "everyone_then_coverage_then_value"
    gap_tolerance: float = 0.0


@dataclass(frozen=True, slots=True)
class Absence:
    id: str
    from_slot: int


@dataclass(frozen=True, slots=True)
class Replan:
    """The plan in force, and what has happened since; slots before `frozen_before` are past."""

    previous: tuple[Meeting, ...]
    frozen_before: int = 0
    absent: tuple[Absence, ...] = ()
    policy: Policy = "keep"
    move_penalty: int = 100


@dataclass(frozen=True, slots=True)
class Instance:
    slots: tuple[Slot, ...]
    participants: tuple[Participant, ...]
    pairs: tuple[Pair, ...]
    workshops: tuple[Workshop, ...] = ()
    locked: tuple[Lock, ...] = ()
    rules: Rules = field(default_factory=Rules)
    objective: Objective = field(default_factory=Objective)
    replan: Replan | None = None
    name: str = ""
    family: str = ""
    seed: int | None = None


def flat(one: Any) -> dict[str, Any]:
    """The fields of one of these values as they stand, without looking into them."""
    return {name: getattr(one, name) for name in one.__slots__}
