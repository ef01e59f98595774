"""Communes of France: by code, postal code, name prefix, nearest. Source: INSEE, La Poste, DGCL, IGN."""

import math
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.reference import commune_table, tables
from matchmaker.reference.commune_table import EARTH_RADIUS_KM, Rows, table
from matchmaker.reference.lazy import once
from matchmaker.reference.text import name_key

AFTER_ANY_PREFIX = "\U0010ffff"  # sorts after every text that starts with the prefix


@dataclass(frozen=True, slots=True)
class Commune:
    """`lat` and `lon` (WGS 84) are a point of the commune, None for 94 overseas ones."""

    code: str
    name: str
    postal_codes: tuple[str, ...]
    department: str
    region: str
    arrondissement: str | None
    epci: str | None
    siren: str | None
    population: int
    lat: float | None
    lon: float | None


def get(code: str) -> Commune | None:
    """By INSEE code; a municipal arrondissement (75101) gives its commune (Paris)."""
    row = commune_table.row(code)
    return None if row is None else _commune(row)


def by_postal_code(postal_code: str) -> tuple[Commune, ...]:
    """The communes a postal code serves, most populous first."""
    found = _postal_index().between(postal_code, postal_code + "\0")
    return tuple(_commune(row) for row in _by_population(found))


def search(
    prefix: str, *, limit: int = 10, department: str | None = None, region: str | None = None
) -> tuple[Commune, ...]:
    """Communes whose name, or postal code, starts with `prefix`; exact name first, then by population.

    Accents, hyphens, "st" for "saint" and a leading article ("havre" for "Le Havre") do not matter.
    """
    typed = prefix.strip()
    if typed[:1].isdigit():
        found, exact = _postal_index().starting("".join(typed.split())), _NO_ROWS
    else:
        found, exact = _named(typed)
    found = _kept(found, department, region)
    ranked = [*_by_population(np.intersect1d(exact, found)), *_by_population(found, limit)]
    return tuple(_commune(row) for row in list(dict.fromkeys(ranked))[:limit])


def nearest(lat: float, lon: float, *, limit: int = 5) -> tuple[tuple[Commune, float], ...]:
    """The communes whose centre is nearest to a point (WGS 84 degrees), with the distance in km."""
    point = commune_table.vectors(np.array([[lat, lon]], dtype=np.float64))[0]
    chords = np.linalg.norm(commune_table.unit_vectors() - point, axis=1)
    chords[np.isnan(chords)] = np.inf
    rows = np.argsort(chords, kind="stable")[:limit]
    kilometres = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chords[rows] / 2, 1.0))
    return tuple((_commune(int(row)), float(km)) for row, km in zip(rows, kilometres, strict=True))


def distance_km(a: Commune, b: Commune) -> float | None:
    """Great-circle distance between the centres; None when one is unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return haversine_km(a.lat, a.lon, b.lat, b.lon)


def haversine_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance between two points in degrees."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_lat, half_lon = (phi_b - phi_a) / 2, math.radians(lon_b - lon_a) / 2
    square = math.sin(half_lat) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, square)))


@once
def coordinates() -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    """Code -> row, and (n, 2) latitude, longitude in radians, NaN where unknown."""
    radians = np.radians(table().degrees).astype(np.float32)
    radians.flags.writeable = False
    return table().row_of, radians


_NO_ROWS: Rows = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class _PrefixIndex:
    """Sorted keys and, at the same place, the row of the commune that bears each."""

    keys: list[str]
    rows: Rows

    def between(self, low: str, high: str) -> Rows:
        """The rows whose key is at least `low` and under `high`; a row may come twice."""
        return self.rows[bisect_left(self.keys, low) : bisect_left(self.keys, high)]

    def starting(self, prefix: str) -> Rows:
        return self.between(prefix, prefix + AFTER_ANY_PREFIX)


@once
def _name_index() -> _PrefixIndex:
    columns = tables.read("commune_names")
    row_of = table().row_of
    rows = np.fromiter((row_of[code] for code in columns["code"]), dtype=np.int32)
    return _PrefixIndex(columns["key"], rows)


@once
def _postal_index() -> _PrefixIndex:
    pairs = sorted(
        (postal_code, row)
        for row, joined in enumerate(table().columns["postal_codes"])
        for postal_code in joined.split("|")
        if postal_code
    )
    return _PrefixIndex([key for key, _ in pairs], np.array([row for _, row in pairs], dtype=np.int32))


def _named(typed: str) -> tuple[Rows, Rows]:
    """Rows whose name starts with what was typed, and those whose name is just that.

    A last word "st" may be "saint" or the beginning of "Strasbourg": both are looked for.
    """
    key = name_key(typed)
    index = _name_index()
    if not key:
        return _NO_ROWS, _NO_ROWS
    found = index.starting(key)
    if key.split()[-1] in ("saint", "sainte") and typed.lower().endswith(("st", "ste")):
        found = np.concatenate([found, index.starting(" ".join([*key.split()[:-1], "st"]))])
    return found, _bearing(key, index.between(key, key + "\0"))


def _bearing(key: str, rows: Rows) -> Rows:
    """Rows whose whole name is the key: "saint" is not the whole of "Le Saint"."""
    names = table().columns["name"]
    return np.array([row for row in rows if name_key(names[row]) == key], dtype=np.int32)


def _kept(rows: Rows, department: str | None, region: str | None) -> Rows:
    for code, groups in ((department, commune_table.department_rows), (region, commune_table.region_rows)):
        if code is not None:
            rows = rows[np.isin(rows, groups().get(code, _NO_ROWS))]
    return rows


def _by_population(rows: Rows, limit: int | None = None) -> list[int]:
    """Distinct rows, most populous first (by code when equal)."""
    distinct = np.unique(rows)
    order = np.argsort(-table().population[distinct], kind="stable")[:limit]
    return [int(row) for row in distinct[order]]


def _commune(row: int) -> Commune:
    held = {name: values[row] for name, values in table().columns.items()}
    known = held["lat"] != "nan"
    return Commune(
        code=held["code"],
        name=held["name"],
        postal_codes=tuple(held["postal_codes"].split("|")) if held["postal_codes"] else (),
        department=held["department"],
        region=held["region"],
        arrondissement=held["arrondissement"] or None,
        epci=held["epci"] or None,
        siren=held["siren"] or None,
        population=int(held["population"]),
        lat=float(held["lat"]) if known else None,
        lon=float(held["lon"]) if known else None,
    )
