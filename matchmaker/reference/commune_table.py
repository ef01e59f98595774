"""The 34,969 communes as columns: what `communes` and `zones` read. Rows are sorted by INSEE code.

Objects are made on demand: making 34,969 of them would take longer than reading the file.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.reference import tables
from matchmaker.reference.lazy import once

EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG)

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class CommuneTable:
    """Columns of equal length; `degrees` is (n, 2) latitude, longitude, NaN where unknown."""

    columns: dict[str, list[str]]
    row_of: dict[str, int]
    population: npt.NDArray[np.int32]
    degrees: Floats

    @property
    def codes(self) -> list[str]:
        return self.columns["code"]

    def __len__(self) -> int:
        return len(self.codes)


@once
def table() -> CommuneTable:
    columns = tables.read("communes")
    row_of = {code: row for row, code in enumerate(columns["code"])}
    population = np.array(columns["population"], dtype=np.int32)
    degrees = np.array([columns["lat"], columns["lon"]], dtype=np.float64).T.copy()
    return CommuneTable(columns, row_of, population, degrees)


@once
def municipal() -> dict[str, str]:
    """Municipal arrondissements of Paris, Lyon and Marseille -> their commune."""
    columns = tables.read("municipal_arrondissements")
    return dict(zip(columns["code"], columns["commune"], strict=True))


def row(code: str) -> int | None:
    """Row of a commune; a municipal arrondissement has its commune's."""
    rows = table().row_of
    return rows.get(code, rows.get(municipal().get(code, "")))


@once
def unit_vectors() -> Floats:
    """(n, 3) points on the unit sphere, NaN where unknown: distances become dot products."""
    points = vectors(table().degrees)
    points.flags.writeable = False
    return points


def vectors(degrees: Floats) -> Floats:
    lat, lon = np.radians(degrees).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _groups(column: str) -> dict[str, Rows]:
    held: dict[str, list[int]] = {}
    for position, code in enumerate(table().columns[column]):
        if code:
            held.setdefault(code, []).append(position)
    return {code: np.array(rows, dtype=np.int32) for code, rows in held.items()}


@once
def department_rows() -> dict[str, Rows]:
    return _groups("department")


@once
def region_rows() -> dict[str, Rows]:
    return _groups("region")


@once
def epci_rows() -> dict[str, Rows]:
    return _groups("epci")


@once
def arrondissement_rows() -> dict[str, Rows]:
    return _groups("arrondissement")
