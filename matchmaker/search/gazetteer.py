"""Places as the search needs them: a point, and the tokens of the territories that contain it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

NATIONWIDE = "n"


@dataclass(frozen=True, slots=True)
class Place:
    """A commune. `tokens`: itself, its EPCI, arrondissement, department, region, and the whole country."""

    code: str
    label: str
    lat: float | None
    lon: float | None
    tokens: frozenset[str] = frozenset()


class Gazetteer(Protocol):
    def place(self, code: str) -> Place | None: ...


class NoPlaces:
    """Knows no commune: a place is then its code alone, without distances."""

    def place(self, code: str) -> Place | None:
        return None
