"""The order of the results, and one page of it. Neutral: no key, name or age decides between equals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchmaker.search.columns import NO_DAY, Bools, Columns, Floats, Ints, hash_text
from matchmaker.search.filters import Reach
from matchmaker.search.query.values import Query

_FAR_FUTURE = np.int64(10**9)


def page_of_rows(
    query: Query, columns: Columns, found: Bools, scores: Floats, reach: Reach | None, today: date
) -> Ints:
    rows = np.flatnonzero(found)
    start = (query.page - 1) * query.per_page
    if start >= len(rows):
        return rows[:0].astype(np.int32)
    keys = [*_sort_keys(query, columns, rows, scores, reach, today), _ties(query, columns, rows)]
    near = _first(keys, start + query.per_page)
    # lexsort takes the most important key last.
    order = near[np.lexsort([key[near] for key in reversed(keys)])]
    return rows[order[start : start + query.per_page]].astype(np.int32)


def _first(keys: Sequence[NDArray[Any]], count: int) -> NDArray[np.intp]:
    """Positions of the ``count`` first in any order: sorting all results to show twenty is what costs.

    One key after the other, those surely among them are kept and only those tied at the edge looked at again.
    """
    kept: list[NDArray[np.intp]] = []
    tied = np.arange(len(keys[0]))
    for key in keys:
        missing = count - sum(map(len, kept))
        if missing <= 0 or len(tied) <= missing:
            break
        values = key[tied]
        edge = np.partition(values, missing - 1)[missing - 1]
        kept.append(tied[values < edge])
        tied = tied[values == edge]
    return np.concatenate([*kept, tied])


def _ties(query: Query, columns: Columns, rows: NDArray[np.intp]) -> NDArray[np.uint64]:
    """A hash of (words asked, key): another query shuffles equals anew, the same query never does."""
    words = " ".join((*query.terms.words, *query.terms.prefixes, *map(str, query.terms.phrases)))
    mixed = columns.hashes[rows] ^ np.uint64(hash_text(words))
    # The finishing steps of splitmix64: every bit of the mix moves every bit of the result.
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _sort_keys(
    query: Query,
    columns: Columns,
    rows: NDArray[np.intp],
    scores: Floats,
    reach: Reach | None,
    today: date,
) -> list[NDArray[np.float64] | NDArray[np.int64]]:
    """Most important first, ascending."""
    newest = -columns.published[rows].astype(np.int64)
    relevance = -scores[rows]
    sort = query.effective_sort
    if sort == "date":
        return [newest, relevance]
    if sort == "deadline":
        return [_deadlines(columns, rows, today), relevance]
    if sort == "distance" and reach is not None:
        away = reach.by(query.where)[rows]
        return [np.where(np.isnan(away), np.inf, away), relevance]  # the unknown last
    return [relevance]


def _deadlines(columns: Columns, rows: NDArray[np.intp], today: date) -> NDArray[np.int64]:
    """The nearest to come first, then those past, the latest first, then those without."""
    days = columns.deadline[rows].astype(np.int64)
    late = np.where(days == NO_DAY, _FAR_FUTURE * 2, _FAR_FUTURE - days)
    return np.where(days >= today.toordinal(), days, late)
