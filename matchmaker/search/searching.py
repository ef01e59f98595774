"""A query over a corpus → results: match, filter, count, order, cut the page, highlight, and ways out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from matchmaker.search import counting, filters, highlights, ordering, scoring, spelling
from matchmaker.search.columns import Bools
from matchmaker.search.corpus import Corpus
from matchmaker.search.engine import Hit, Results, WayOut, WayOutKind
from matchmaker.search.filters import Masks, Reach
from matchmaker.search.gazetteer import Gazetteer
from matchmaker.search.query.values import LARGEST_RADIUS_KM, LISTS, RADII_KM, Query


@dataclass(frozen=True, slots=True)
class _Found:
    match: scoring.Match
    masks: Masks
    reach: Reach | None
    rows: Bools

    @property
    def total(self) -> int:
        return int(self.rows.sum())


def search(query: Query, corpus: Corpus, gazetteer: Gazetteer, today: date) -> Results:
    found = _find(query, corpus, gazetteer)
    shown = found if found.total else _relaxed(query, found, corpus)
    counted = counting.facets(query, corpus, shown.match.found, shown.masks, shown.reach, today)
    return Results(
        query=query,
        total=shown.total,
        hits=_hits(query, corpus, shown, today),
        facets=counted,
        relaxed=shown.match.relaxed,
        suggestion=_suggestion(query, corpus, gazetteer),
        ways_out=() if shown.total else tuple(_ways_out(query, corpus, gazetteer)),
    )


def _find(query: Query, corpus: Corpus, gazetteer: Gazetteer) -> _Found:
    place = gazetteer.place(query.place) if query.place is not None else None
    reach = filters.measure(place, corpus)
    match = scoring.match_all_words(query.terms, corpus)
    return _filtered(match, filters.masks(query, corpus, reach), reach)


def _filtered(match: scoring.Match, masks: Masks, reach: Reach | None) -> _Found:
    rows = filters.intersection((match.found, *masks.values()), len(match.found))
    return _Found(match, masks, reach, rows)


def _relaxed(query: Query, strict: _Found, corpus: Corpus) -> _Found:
    """Some of the words rather than none; a single word has nothing to be relaxed into."""
    terms = query.terms
    if terms.count - len(terms.excluded) + len(terms.phrases) < 2:
        return strict
    loose = _filtered(scoring.match_some_words(terms, corpus), strict.masks, strict.reach)
    return loose if loose.total else strict


def _hits(query: Query, corpus: Corpus, found: _Found, today: date) -> tuple[Hit, ...]:
    columns = corpus.columns
    rows = ordering.page_of_rows(query, columns, found.rows, found.match.scores, found.reach, today)
    marker = highlights.Marker(query.terms)
    return tuple(_hit(int(row), query, corpus, found, marker) for row in rows)


def _hit(row: int, query: Query, corpus: Corpus, found: _Found, marker: highlights.Marker) -> Hit:
    columns, passages = corpus.columns, corpus.passages(row)
    away = float(found.reach.by(query.where)[row]) if found.reach else np.nan
    key: str = columns.keys[row]
    return Hit(
        key=key,
        kind=passages.kind,
        score=float(found.match.scores[row]),
        version=int(columns.versions[row]),
        title=highlights.title(passages, marker),
        excerpt=highlights.excerpt(passages, marker),
        distance_km=None if np.isnan(away) else away,
    )


def _suggestion(query: Query, corpus: Corpus, gazetteer: Gazetteer) -> WayOut | None:
    """Only a spelling that finds something under the same filters."""
    text = spelling.corrected_text(query.text, query.terms, corpus)
    if text is None:
        return None
    return _way_out("spelling", "text", text, query.with_text(text), corpus, gazetteer)


def _ways_out(query: Query, corpus: Corpus, gazetteer: Gazetteer) -> Iterator[WayOut]:
    """For an empty page: wider around the place, one filter less (most results first), no filter at all."""
    radii = [km for km in (*RADII_KM, LARGEST_RADIUS_KM) if km > query.radius_km]
    wider = (replace(query, radius_km=km, page=1) for km in radii)
    if query.place is not None:
        tried = (_way_out("wider", "radius", str(q.radius_km), q, corpus, gazetteer) for q in wider)
        yield from [way for way in tried if way][:1]
    names = [name for name in (*LISTS, "place", "dates") if _is_used(query, name)]
    less = [_way_out("without_filter", name, "", query.without(name), corpus, gazetteer) for name in names]
    yield from sorted(filter(None, less), key=lambda way: -way.total)
    if len(names) > 1:
        bare = Query(text=query.text, sort=query.sort, per_page=query.per_page)
        if way := _way_out("without_filters", "", "", bare, corpus, gazetteer):
            yield way


def _is_used(query: Query, name: str) -> bool:
    return bool(query.since or query.until) if name == "dates" else bool(getattr(query, name))


def _way_out(
    kind: WayOutKind, name: str, value: str, query: Query, corpus: Corpus, gazetteer: Gazetteer
) -> WayOut | None:
    found = _find(query, corpus, gazetteer)
    total = found.total or _relaxed(query, found, corpus).total
    return WayOut(kind, name, value, query, total) if total else None
