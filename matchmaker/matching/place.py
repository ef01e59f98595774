"""How near a need and a supplier's place are: 1 where their zones meet, then falling with the distance.

Meeting is exact (a shared commune, overlapping circles). Distance is taken between centres: a commune's own,
the chef-lieu of a department, the most populous commune of an EPCI or arrondissement; a radius is taken off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from matchmaker.reference import commune_table, geometry, territories
from matchmaker.reference.footprints import Footprints
from matchmaker.reference.zones import Zone

Floats = NDArray[np.float64]
Seen = tuple[NDArray[np.bool_], Floats]
MOST_CENTRES = 64  # a wider zone is known well enough by its biggest places


@dataclass(frozen=True, eq=False)
class Places:
    """Distinct zones held; ``nearness`` and ``distance`` answer one number for each.

    ``points`` are the centres of all zones one after the other, those of zone ``i`` from ``start[i]`` on.
    """

    footprints: Footprints
    points: Floats
    start: NDArray[np.int64]
    radii: Floats
    everywhere: NDArray[np.bool_]

    @classmethod
    def of(cls, zones: Sequence[Zone]) -> Places:
        parts = [centres(zone) for zone in zones]
        return cls(
            Footprints.of(zones),
            np.concatenate([np.empty((0, 3)), *parts]),
            np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64),
            np.array([zone.radius_km or 0.0 for zone in zones], dtype=np.float64),
            np.array([zone.nationwide for zone in zones], dtype=np.bool_),
        )

    def __len__(self) -> int:
        return len(self.radii)

    def meeting(self, zone: Zone) -> NDArray[np.bool_]:
        return self.seen_from(zone)[0]

    def distance(self, zone: Zone) -> Floats:
        """Kilometres from each zone held to this one: 0 where they meet, NaN where nothing is known."""
        return self.seen_from(zone)[1]

    def seen_from(self, zone: Zone) -> Seen:
        """``meeting`` and ``distance``. The last answer is kept: reasons ask again what the scores asked."""
        last = _LAST.get(self)
        if last is None or last[0] != zone:
            meets = self.footprints.meeting(zone) if len(self) else np.zeros(0, dtype=np.bool_)
            last = _LAST[self] = (zone, (meets, self._distance(zone, meets)))
        return last[1]

    def _distance(self, zone: Zone, meets: NDArray[np.bool_]) -> Floats:
        apart = np.full(len(self), np.nan)
        filled = np.flatnonzero(np.diff(self.start))
        if len(filled):
            nearest = np.nan_to_num(geometry.nearest_km(self.points, centres(zone)), nan=np.inf)
            reach = self.radii[filled] + (zone.radius_km or 0)
            apart[filled] = np.minimum.reduceat(nearest, self.start[:-1][filled]) - reach
        apart[np.isinf(apart)] = np.nan
        apart = np.maximum(apart, 0)
        apart[meets] = 0.0
        return np.asarray(apart, dtype=np.float64)

    def nearness(self, zone: Zone, *, scale_km: float, nationwide: float) -> Floats:
        """1 where zones meet, exp(-km / scale) elsewhere, ``nationwide`` for who works everywhere, else 0."""
        near = np.nan_to_num(np.exp(-self.distance(zone) / scale_km))
        return np.where(self.everywhere, nationwide, near)


_LAST: WeakKeyDictionary[Places, tuple[Zone, Seen]] = WeakKeyDictionary()


@lru_cache(maxsize=65_536)
def centres(zone: Zone) -> Floats:
    """(n, 3) unit vectors standing for the zone, the places it names first; none for the whole country."""
    rows = [commune_table.row(code) for code in zone.communes]
    for code in (*zone.departments, *_departments_of(zone)):
        department = territories.department(code)
        rows.append(commune_table.row(department.chef_lieu) if department else None)
    groups = (
        (zone.epcis, commune_table.epci_rows),
        (zone.arrondissements, commune_table.arrondissement_rows),
    )
    rows.extend(
        _biggest(groups_of()[code]) for codes, groups_of in groups for code in codes if code in groups_of()
    )
    known = [row for row in dict.fromkeys(rows) if row is not None][:MOST_CENTRES]
    vectors = commune_table.unit_vectors()[np.array(known, dtype=np.int64)]
    return np.asarray(vectors[~np.isnan(vectors[:, 0])], dtype=np.float64)


def _departments_of(zone: Zone) -> tuple[str, ...]:
    return tuple(code for region in zone.regions for code in territories.departments_of_region(region))


def _biggest(rows: NDArray[np.int32]) -> int:
    return int(rows[np.argmax(commune_table.table().population[rows])])


def zones_of(held: Sequence[Zone | None]) -> tuple[tuple[Zone, ...], NDArray[np.int32]]:
    """Distinct zones in order of their JSON (not of arrival), and for each piece its number or -1."""
    distinct = {zone for zone in held if zone is not None and not zone.is_empty}
    ordered = tuple(sorted(distinct, key=repr))
    number = {zone: at for at, zone in enumerate(ordered)}
    return ordered, np.array([number.get(zone, -1) if zone else -1 for zone in held], dtype=np.int32)
