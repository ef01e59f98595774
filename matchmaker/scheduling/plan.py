"""A finished plan, as the file contract writes it."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from .instance import Meeting, flat

Stopped = Literal["optimal", "steps", "time"]


@dataclass(frozen=True, slots=True)
class Unscheduled:
    buyer: str
    supplier: str
    reason: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A change of kept meetings that the organiser may propose: never made without a word.

    `gain` is in value, `disturbed` lists those who would lose or move a meeting that stands.
    """

    gain: int
    disturbed: tuple[str, ...]
    dropped: tuple[Meeting, ...]
    added: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """`bound` is an upper bound on the value of any plan whose shortfall is no larger than this one's;
    `shortfall_bound` a lower bound on the shortfall of any plan that respects the objective's order.
    """

    meetings: tuple[Meeting, ...]
    value: int
    bound: int
    shortfall: int
    shortfall_bound: int
    without_meeting: tuple[str, ...]
    unscheduled: tuple[Unscheduled, ...]
    stopped: Stopped
    offers: tuple[Offer, ...] = ()

    @property
    def gap(self) -> float:
        return (self.bound - self.value) / self.bound if self.bound else 0.0

    def as_json(self) -> dict[str, Any]:
        data = flat(self) | {"offers": [asdict(offer) for offer in self.offers]}
        data["meetings"] = [flat(meeting) for meeting in self.meetings]
        data["unscheduled"] = [flat(pair) for pair in self.unscheduled]
        data["gap"] = self.gap
        if not self.offers:
            del data["offers"]
        return data
