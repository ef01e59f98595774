"""Facet counts: for each value, how many results its choice would give, the other filters kept."""

from __future__ import annotations

from datetime import date

import numpy as np

from matchmaker.search.columns import NO_DAY, Bools
from matchmaker.search.corpus import Corpus
from matchmaker.search.engine import Facet, FacetValue
from matchmaker.search.filters import Masks, Reach, intersection, nationwide
from matchmaker.search.query.values import RADII_KM, WHERES, Query

# More values than this are not read; the chosen ones are always listed.
MOST_VALUES = 30
# Published in the last n days, as the page proposes it.
RECENT_DAYS = (7, 30, 90, 365)

# Share of the rows below which looking each up is cheaper than reading the facet of all.
FEW = 0.1

_LISTED = ("kind", "division", "size", "ess", "reserved", "status")
_FILTER_OF = {"division": "cpv"}


def facets(
    query: Query, corpus: Corpus, matched: Bools, masks: Masks, reach: Reach | None, today: date
) -> tuple[Facet, ...]:
    """`matched` are the rows holding the words; `masks` the filters in use."""
    pools = _Pools(matched, masks)
    listed = [_listed(name, query, corpus, pools) for name in _LISTED]
    listed.append(_departments(query, corpus, pools))
    if reach is not None:
        near = pools.without("place")
        listed += [_radii(query, near, reach), _wheres(query, near, reach)]
    return (*listed, _recent(query, corpus, pools, today))


class _Pools:
    """Rows left when one facet's own filter is taken away; most facets share the same."""

    def __init__(self, matched: Bools, masks: Masks) -> None:
        self._matched, self._masks = matched, masks
        self._all = intersection((matched, *masks.values()), len(matched))

    def without(self, name: str) -> Bools:
        if name not in self._masks:
            return self._all
        others = (mask for other, mask in self._masks.items() if other != name)
        return intersection((self._matched, *others), len(self._matched))


def _listed(name: str, query: Query, corpus: Corpus, pools: _Pools) -> Facet:
    field = _FILTER_OF.get(name, name)
    chosen = getattr(query, field)
    if name == "division":
        chosen = tuple(sorted({code[:2] for code in chosen}))
    return Facet(name, _ordered(_counts(name, corpus, pools.without(field)), chosen))


def _counts(name: str, corpus: Corpus, pool: Bools) -> dict[str, int]:
    tokens, values = corpus.columns.tokens[name], corpus.books[name].values
    rows = np.flatnonzero(pool)
    few = len(rows) < FEW * len(pool)
    counts = np.bincount(tokens.codes_of(rows) if few else tokens.codes[pool[tokens.rows]])
    return {values[code]: int(counts[code]) for code in np.flatnonzero(counts)}


def _ordered(counts: dict[str, int], chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
    every = {**dict.fromkeys(chosen, 0), **counts}
    ranked = sorted(every.items(), key=lambda item: (-item[1], item[0]))
    kept = [item for place, item in enumerate(ranked) if place < MOST_VALUES or item[0] in chosen]
    return tuple(FacetValue(value, count, value in chosen) for value, count in kept)


def _departments(query: Query, corpus: Corpus, pools: _Pools) -> Facet:
    """By the seat, the territory worked in, or either, as `where` says; the nationwide work everywhere."""
    pool = pools.without("department")
    everywhere = nationwide(corpus)
    if query.where == "seat":
        counts = _counts("department", corpus, pool)
    elif query.where == "works":
        counts = _counts("zone_department", corpus, pool & ~everywhere)
    else:
        counts = _counts("any_department", corpus, pool & ~everywhere)
        counts.update({value: counts.get(value, 0) for value in _counts("department", corpus, pool)})
    if query.where != "seat":
        more = int((pool & everywhere).sum())
        counts = {value: count + more for value, count in counts.items()}
    return Facet("department", _ordered(counts, query.department))


def _radii(query: Query, near: Bools, reach: Reach) -> Facet:
    away = reach.by(query.where)[near]
    offered = sorted({*RADII_KM, query.radius_km})
    return Facet(
        "radius",
        tuple(FacetValue(str(km), int((away <= km).sum()), km == query.radius_km) for km in offered),
    )


def _wheres(query: Query, near: Bools, reach: Reach) -> Facet:
    return Facet(
        "where",
        tuple(
            FacetValue(where, int((reach.by(where)[near] <= query.radius_km).sum()), where == query.where)
            for where in WHERES
        ),
    )


def _recent(query: Query, corpus: Corpus, pools: _Pools, today: date) -> Facet:
    days = corpus.columns.published[pools.without("dates")]
    days = days[days != NO_DAY]
    values = []
    for back in RECENT_DAYS:
        since = date.fromordinal(today.toordinal() - back)
        chosen = query.since == since and query.until is None
        values.append(FacetValue(since.isoformat(), int((days >= since.toordinal()).sum()), chosen))
    return Facet("since", tuple(values))
