"""Facets chosen → which rows stay: one mask a facet, so that each can be counted without its own filter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from matchmaker.search.columns import NO_DAY, Bools, Columns, Floats, Tokens
from matchmaker.search.corpus import Corpus
from matchmaker.search.gazetteer import NATIONWIDE, Place
from matchmaker.search.query.values import Query, Where

EARTH_RADIUS_KM = 6371.0
UNKNOWN = np.nan

Masks = dict[str, Bools]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far each row is from the place asked, in km, NaN where unknown.

    `seat`: from the seat. `works`: 0 where one works there (a territory worked in contains the place, or a
    radius reaches it), else from the nearest point where one works.
    """

    seat: Floats
    works: Floats

    def by(self, where: Where) -> Floats:
        if where == "any":
            return np.fmin(self.seat, self.works)
        return self.seat if where == "seat" else self.works


def holds(tokens: Tokens, wanted: Bools, rows: int) -> Bools:
    """Rows bearing at least one of the wanted codes."""
    mask = np.zeros(rows, dtype=np.bool_)
    mask[tokens.rows[wanted[tokens.codes]]] = True
    return mask


def holds_any(corpus: Corpus, facet: str, values: Iterable[str]) -> Bools:
    book = corpus.books[facet]
    wanted = np.zeros(len(book.values), dtype=np.bool_)
    wanted[book.known(values)] = True
    return holds(corpus.columns.tokens[facet], wanted, len(corpus.columns))


def begins_with_any(corpus: Corpus, facet: str, beginnings: tuple[str, ...]) -> Bools:
    wanted = [value.startswith(beginnings) for value in corpus.books[facet].values]
    return holds(corpus.columns.tokens[facet], np.array(wanted, dtype=np.bool_), len(corpus.columns))


def masks(query: Query, corpus: Corpus, reach: Reach | None) -> Masks:
    """Only the filters in use. A place that nobody knows matches nothing."""
    chosen: Masks = {}
    for facet in ("kind", "size", "ess", "reserved", "status"):
        if values := getattr(query, facet):
            chosen[facet] = holds_any(corpus, facet, values)
    if query.cpv:
        chosen["cpv"] = begins_with_any(corpus, "cpv", query.cpv)
    if query.department:
        chosen["department"] = _departments(query, corpus)
    if query.place is not None:
        chosen["place"] = _near(query, corpus, reach)
    if query.since or query.until:
        chosen["dates"] = _published(query, corpus.columns)
    return chosen


def intersection(every: Iterable[Bools], rows: int) -> Bools:
    mask = np.ones(rows, dtype=np.bool_)
    for each in every:
        mask &= each
    return mask


def measure(place: Place | None, corpus: Corpus) -> Reach | None:
    if place is None:
        return None
    columns, discs = corpus.columns, corpus.columns.discs
    seat = _distances_km(place, columns.lat, columns.lon)
    seat[holds_any(corpus, "commune", [place.code])] = 0.0
    works = np.full(len(columns), UNKNOWN)
    gaps = np.maximum(0.0, _distances_km(place, discs.lat, discs.lon) - discs.radius_km)
    np.fmin.at(works, discs.rows, gaps)
    works[holds_any(corpus, "zone", place.tokens)] = 0.0
    return Reach(seat, works)


def _near(query: Query, corpus: Corpus, reach: Reach | None) -> Bools:
    if reach is None:
        return np.zeros(len(corpus.columns), dtype=np.bool_)
    near: Bools = reach.by(query.where) <= query.radius_km
    return near


def _departments(query: Query, corpus: Corpus) -> Bools:
    seat = holds_any(corpus, "department", query.department)
    works = holds_any(corpus, "zone_department", query.department) | nationwide(corpus)
    return {"any": seat | works, "seat": seat, "works": works}[query.where]


def nationwide(corpus: Corpus) -> Bools:
    return holds_any(corpus, "zone", [NATIONWIDE])


def _published(query: Query, columns: Columns) -> Bools:
    mask: Bools = columns.published != NO_DAY
    if query.since:
        mask = mask & (columns.published >= query.since.toordinal())
    if query.until:
        mask = mask & (columns.published <= query.until.toordinal())
    return mask


def _distances_km(place: Place, lat: Floats, lon: Floats) -> Floats:
    """Great circle, from the place to each point; NaN in, NaN out."""
    if place.lat is None or place.lon is None:
        return np.full(len(lat), UNKNOWN)
    here_lat, here_lon = np.radians(place.lat), np.radians(place.lon)
    a = np.sin((lat - here_lat) / 2) ** 2
    a = a + np.cos(here_lat) * np.cos(lat) * np.sin((lon - here_lon) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, a))))
