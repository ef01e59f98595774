"""Where an offer works, where a need is carried out; whether two such zones meet, and how far apart they are.

A zone is the set of communes it covers, on all of France: listed ones, those of its EPCI,
arrondissements, departments and regions, and those whose centre lies within `radius_km` of a listed one.
Two zones meet when they share a commune, or when their circles overlap. A commune counts as its centre.
To compare one zone with thousands, see `footprints`.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from matchmaker.reference import commune_table, geometry, territories
from matchmaker.reference.commune_table import Floats, Rows, table

MAX_RADIUS_KM = 1_000.0  # beyond, the zone is the whole country: say so with `nationwide`
REMEMBERED_ZONES = 4_096  # covers kept in memory; a bit set is 4.4 KB

PLACES = ("communes", "epcis", "arrondissements", "departments", "regions")


class ZoneError(ValueError):
    """What is wrong in a zone read from outside: the `key`, the `value` and a `reason`.

    Reasons: "type", "unknown_key", "unknown_code", "out_of_range", "radius_without_commune".
    """

    def __init__(self, key: str, value: object, reason: str) -> None:
        super().__init__(f"{key}: {reason} ({value!r})")
        self.key = key
        self.value = value
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Zone:
    """Codes of places (SIREN for EPCI); `radius_km` is measured around each of `communes`."""

    communes: tuple[str, ...] = ()
    epcis: tuple[str, ...] = ()
    arrondissements: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    radius_km: float | None = None
    nationwide: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing named: such a zone meets nothing. A radius alone names no place."""
        return not (self.nationwide or any(getattr(self, key) for key in PLACES))

    @classmethod
    def from_json(cls, data: Mapping[str, object] | None) -> "Zone":
        """Read and check; codes come out sorted, without doubles. Raises ZoneError."""
        data = data or {}
        for key in data:
            if key not in _KEYS:
                raise ZoneError(str(key), data[key], "unknown_key")
        places = {key: _codes(key, data.get(key)) for key in PLACES}
        radius = _radius(data.get("radius_km"))
        if radius is not None and not places["communes"]:
            raise ZoneError("radius_km", radius, "radius_without_commune")
        return cls(**places, radius_km=radius, nationwide=_flag("nationwide", data.get("nationwide")))

    def to_json(self) -> dict[str, object]:
        """Only what is filled in; `from_json` reads it back."""
        held: dict[str, object] = {key: list(getattr(self, key)) for key in PLACES if getattr(self, key)}
        if self.radius_km is not None:
            held["radius_km"] = self.radius_km
        if self.nationwide:
            held["nationwide"] = True
        return held


_KEYS = frozenset(field.name for field in fields(Zone))


def intersects(a: Zone, b: Zone) -> bool:
    """Whether some place belongs to both. Nationwide meets all but an empty zone."""
    if a.is_empty or b.is_empty:
        return False
    if a.nationwide or b.nationwide:
        return True
    return bool(bits(a) & bits(b)) or _circles_overlap(a, b)


def distance_km(a: Zone, b: Zone) -> float | None:
    """Between the nearest known points of two zones: 0 when they meet, None when nothing is known."""
    if intersects(a, b):
        return 0.0
    return geometry.gap_km(points(a), points(b))


def cover(zone: Zone) -> Rows:
    """Sorted rows (see `communes.coordinates`) of the communes covered; read-only, shared."""
    return _cover(zone)


def bits(zone: Zone) -> int:
    """The cover as one integer, bit n for row n: `bits(a) & bits(b)` is the shared communes."""
    return _bits(zone)


def points(zone: Zone) -> Floats:
    """(n, 3) unit vectors of the covered communes whose place is known."""
    vectors = commune_table.unit_vectors()[cover(zone)]
    return vectors[~np.isnan(vectors[:, 0])]


def circles(zone: Zone) -> Floats:
    """(n, 3) unit vectors of the centres around which `radius_km` counts; none without a radius."""
    if zone.radius_km is None:
        return np.empty((0, 3))
    vectors = commune_table.unit_vectors()[_rows_of_communes(zone)]
    return vectors[~np.isnan(vectors[:, 0])]


def km_to(zone: Zone, rows: npt.NDArray[np.integer]) -> Floats:
    """Distance from each commune row to the zone: 0 inside, NaN where unknown. Repeated rows cost nothing."""
    distinct, back = np.unique(rows, return_inverse=True)
    kilometres = np.zeros(len(distinct))
    outside = ~np.isin(distinct, cover(zone))
    vectors = commune_table.unit_vectors()[distinct[outside]]
    kilometres[outside] = geometry.nearest_km(vectors, points(zone))
    return kilometres[back]


def departments_touched(zone: Zone) -> frozenset[str]:
    """Departments with at least one covered commune."""
    names, numbers = _department_numbers()
    met = np.bincount(numbers[cover(zone)], minlength=len(names))
    return frozenset(names[met > 0].tolist())


@functools.cache
def _department_numbers() -> tuple[npt.NDArray[np.str_], Rows]:
    """The departments' codes, and for each commune row the position of its own."""
    names, numbers = np.unique(np.array(table().columns["department"]), return_inverse=True)
    return names, numbers.astype(np.int32)


def describe(zone: Zone, language: str = "fr") -> str:
    """ "Arras et 30 km autour", "Pas-de-Calais, Nord", "France entière"; empty text for an empty zone."""
    from matchmaker.reference import zone_text  # it reads this module's Zone

    return zone_text.describe(zone, language)


@functools.lru_cache(maxsize=REMEMBERED_ZONES)
def _cover(zone: Zone) -> Rows:
    if zone.nationwide:
        rows = np.arange(len(table()), dtype=np.int32)
    else:
        parts = [_rows_of_communes(zone), _within_radius(zone), *_rows_of_territories(zone)]
        rows = np.unique(np.concatenate(parts))
    rows.flags.writeable = False
    return rows


@functools.lru_cache(maxsize=REMEMBERED_ZONES)
def _bits(zone: Zone) -> int:
    mask = np.zeros(len(table()), dtype=np.bool_)
    mask[cover(zone)] = True
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


def _rows_of_communes(zone: Zone) -> Rows:
    found = (commune_table.row(code) for code in zone.communes)
    return np.array([row for row in found if row is not None], dtype=np.int32)


def _rows_of_territories(zone: Zone) -> list[Rows]:
    wanted = (
        (zone.epcis, commune_table.epci_rows),
        (zone.arrondissements, commune_table.arrondissement_rows),
        (zone.departments, commune_table.department_rows),
        (zone.regions, commune_table.region_rows),
    )
    return [groups()[code] for codes, groups in wanted if codes for code in codes if code in groups()]


def _within_radius(zone: Zone) -> Rows:
    parts = [_around(centre, zone.radius_km or 0.0) for centre in circles(zone)]
    return np.concatenate([np.empty(0, dtype=np.int32), *parts])


def _around(centre: Floats, radius_km: float) -> Rows:
    """Rows within the radius, sought only among those whose height above the equator allows it."""
    order, heights = _by_height()
    reach = geometry.chord(radius_km) + 1e-9
    low, high = np.searchsorted(heights, [centre[2] - reach, centre[2] + reach])
    slab = order[low:high]
    near = geometry.within_km(commune_table.unit_vectors()[slab], centre[None, :], radius_km)
    return slab[near]


@functools.cache
def _by_height() -> tuple[Rows, Floats]:
    """Commune rows from south to north, those of unknown place left out, and their third coordinate."""
    heights = commune_table.unit_vectors()[:, 2]
    order = np.argsort(heights, kind="stable")[: int(np.count_nonzero(~np.isnan(heights)))]
    return order.astype(np.int32), heights[order]


def _circles_overlap(a: Zone, b: Zone) -> bool:
    """Two circles may overlap where no commune has its centre."""
    gap = geometry.gap_km(circles(a), circles(b))
    return gap is not None and gap <= (a.radius_km or 0.0) + (b.radius_km or 0.0)


def _codes(key: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise ZoneError(key, value, "type")
    return tuple(sorted({_known(key, code) for code in value}))


def _known(key: str, code: object) -> str:
    """The code if there is such a place; a municipal arrondissement becomes its commune."""
    if not isinstance(code, str):
        raise ZoneError(key, code, "type")
    if key == "communes":
        row = commune_table.row(code)
        known = None if row is None else table().codes[row]
    else:
        known = code if _LOOK_UPS[key](code) is not None else None
    if known is None:
        raise ZoneError(key, code, "unknown_code")
    return known


_LOOK_UPS = {
    "epcis": territories.epci,
    "arrondissements": territories.arrondissement,
    "departments": territories.department,
    "regions": territories.region,
}


def _radius(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ZoneError("radius_km", value, "type")
    if not 0 < value <= MAX_RADIUS_KM:  # false for NaN too
        raise ZoneError("radius_km", value, "out_of_range")
    return float(value)


def _flag(key: str, value: object) -> bool:
    if value is None:
        return False
    if not isinstance(value, bool):
        raise ZoneError(key, value, "type")
    return value
