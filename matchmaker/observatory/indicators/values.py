"""What a figure is: a value, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.method.shares import Interval

Totals = Mapping[str, float | int | None]
"""Counts and sums over the contracts of a filter; the names are those of `measures.MEASURES`."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """`value` is None when it rests on too little. `unknown`: contracts whose status is not known.

    Units: contracts, buyers, suppliers, lines, EUR, share (0..1), offers, days, index.
    """

    key: str
    value: float | int | None
    numerator: float | int | None
    denominator: float | int | None
    unknown: int | None
    unit: str
    definition: str
    interval: Interval | None = None

    def as_dict(self) -> dict[str, object]:
        """As `flask observatory indicators` prints it."""
        names = ("key", "value", "numerator", "denominator", "unknown", "unit", "definition")
        return {name: getattr(self, name) for name in names}


class Source(Protocol):
    """Where totals come from: the store, or plain lists in a test."""

    def totals(self, filters: Filters, as_of: date) -> Totals: ...
