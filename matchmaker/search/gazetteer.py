"""Places as the search needs them: a point, and the tokens of the territories that contain it.

A document carries the tokens of the territories where one works, a place those of the territories it lies in;
« works here » is one token in common, or a disc that reaches the place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from matchmaker.reference import communes, zones
from matchmaker.reference.zones import Zone
from matchmaker.search.documents import Disc

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


class FrenchPlaces:
    """All communes of France, from the reference tables."""

    def place(self, code: str) -> Place | None:
        commune = communes.get(code)
        if commune is None:
            return None
        within = Zone(
            communes=(commune.code,),
            epcis=(commune.epci,) if commune.epci else (),
            arrondissements=(commune.arrondissement,) if commune.arrondissement else (),
            departments=(commune.department,),
            regions=(commune.region,),
            nationwide=True,
        )
        return Place(commune.code, commune.name, commune.lat, commune.lon, frozenset(zone_tokens(within)))


def zone_tokens(zone: Zone) -> tuple[str, ...]:
    """For `Document.zone`: "c:62041", "e:<siren>", "a:621", "d:62", "r:32", "n"."""
    named = {
        "c": zone.communes,
        "e": zone.epcis,
        "a": zone.arrondissements,
        "d": zone.departments,
        "r": zone.regions,
    }
    tokens = tuple(f"{level}:{code}" for level, codes in named.items() for code in codes)
    return (*tokens, NATIONWIDE) if zone.nationwide else tokens


def zone_discs(zone: Zone) -> tuple[Disc, ...]:
    """For `Document.discs`: the communes named, with the radius around them."""
    known = filter(None, map(communes.get, zone.communes))
    return tuple(
        Disc(commune.lat, commune.lon, zone.radius_km or 0.0)
        for commune in known
        if commune.lat is not None and commune.lon is not None
    )


def zone_departments(zone: Zone) -> tuple[str, ...]:
    """For `Document.zone_departments`: those touched; none for the whole country ("n" says it)."""
    return () if zone.nationwide else tuple(sorted(zones.departments_touched(zone)))
