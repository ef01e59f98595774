"""How far from their buyers the winners are, as the crow flies between the centres of communes."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.observatory.asking.where import marches
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.method.shares import LEAST_KNOWN
from matchmaker.observatory.store.opened import Opened

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
    where, values = marches(store, filters)
    query = f"""
        WITH held AS (SELECT no, suppliers, km FROM contracts WHERE {where}),
        each AS (SELECT km FROM held WHERE km IS NOT NULL
                 UNION ALL SELECT shared.km FROM shared JOIN held USING (no) WHERE shared.km IS NOT NULL)
        SELECT count(*), quantile_disc(km, [0.5, 0.9]), count(*) FILTER (km <= {NEAR_KM}),
               (SELECT coalesce(sum(suppliers), 0) FROM held)
        FROM each"""
    known, both, near, pairs = store.row(query, values)
    unknown = int(pairs) - known
    if known < LEAST_KNOWN:
        return Distances(known, unknown, None, None, None)
    median, p90 = both
    return Distances(known, unknown, median, p90, near)
