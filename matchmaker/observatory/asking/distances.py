"""How far from their buyers the winners are, as the crow flies between the centres of communes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matchmaker.observatory.asking.where import marches
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.method.shares import LEAST_KNOWN
from matchmaker.observatory.store.opened import Opened
from matchmaker.reference import communes

EARTH_KM = 6371.0
NEAR_KM = 50


@dataclass(frozen=True, slots=True)
class Distances:
    """Of the pairs of a contract and a holder. `median`, `p90` in km and `near`, the pairs within 50 km: None
    under ten known; `unknown`: pairs of which one seat is not known."""

    known: int
    unknown: int
    median: float | None
    p90: float | None
    near: int | None


def distances(store: Opened, filters: Filters) -> Distances:
    where, values = marches(filters)
    rows = store.rows(
        "SELECT buyers.commune, firms.commune, count(*)"
        f" FROM (SELECT no, buyer FROM contracts WHERE {where}) AS held JOIN awards USING (no)"
        " JOIN buyers USING (buyer) LEFT JOIN firms ON firms.supplier = awards.supplier GROUP BY ALL",
        values,
    )
    row_of, radians = communes.coordinates()
    pairs = [
        (row_of[one], row_of[other], count) for one, other, count in rows if {one, other} <= row_of.keys()
    ]
    total = sum(row[2] for row in rows)
    return _of(np.array(pairs, dtype=np.int64).reshape(-1, 3), radians.astype(np.float64), total)


def _of(pairs: np.ndarray, radians: np.ndarray, total: int) -> Distances:
    one, other = radians[pairs[:, 0]], radians[pairs[:, 1]]
    half = (one - other) / 2
    chord = np.sin(half[:, 0]) ** 2 + np.cos(one[:, 0]) * np.cos(other[:, 0]) * np.sin(half[:, 1]) ** 2
    km = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    placed = ~np.isnan(km)
    km, counts = km[placed], pairs[placed, 2]
    known = int(counts.sum())
    if known < LEAST_KNOWN:
        return Distances(known, total - known, None, None, None)
    order = np.argsort(km, kind="stable")
    reached = np.cumsum(counts[order])
    median, p90 = (float(km[order][np.searchsorted(reached, part * known)]) for part in (0.5, 0.9))
    return Distances(known, total - known, median, p90, int(counts[km <= NEAR_KM].sum()))
