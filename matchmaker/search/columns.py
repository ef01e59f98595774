"""The facts of all documents as arrays, one row a document: filters, facets, sorting and ties come from them.

A page counts ten facets over every match; in arrays that takes a millisecond where a Python loop takes a
hundred. Rows of a segment are built once and joined; codes come from books shared by all segments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matchmaker.search.documents import Document
from matchmaker.search.query.values import ANY

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Hashes = NDArray[np.uint64]

NO_DAY = 0


class Book:
    """Values ↔ small numbers, growing only: a number never changes its meaning."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, value: str) -> int:
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = len(self.values)
            self.values.append(value)
        return number

    def known(self, values: Iterable[str]) -> list[int]:
        """Numbers of those met so far."""
        return [self._numbers[value] for value in values if value in self._numbers]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A facet with any number of values a document: parallel arrays of (row, code), sorted by row."""

    rows: Ints
    codes: Ints

    def codes_of(self, rows: NDArray[np.intp]) -> Ints:
        """Codes of some rows, at the cost of these rows alone."""
        first = np.searchsorted(self.rows, rows, side="left")
        counts = np.searchsorted(self.rows, rows, side="right") - first
        ends = np.cumsum(counts)
        at = np.arange(int(counts.sum())) + np.repeat(first - (ends - counts), counts)
        found: Ints = self.codes[at]
        return found


@dataclass(frozen=True, slots=True)
class Discs:
    """Points where documents work: row, latitude and longitude in radians, radius in km."""

    rows: Ints
    lat: Floats
    lon: Floats
    radius_km: Floats


@dataclass(frozen=True, slots=True)
class Columns:
    """`lat` and `lon` of the seat in radians, NaN where unknown; days are proleptic ordinals, 0 for none.

    `hashes` is a fixed hash of the key, `twins` a hash of what an offer says (0 when it may not be folded).
    """

    keys: NDArray[np.object_]
    versions: NDArray[np.int64]
    hashes: Hashes
    twins: Hashes
    lengths: Floats
    lat: Floats
    lon: Floats
    published: Ints
    deadline: Ints
    discs: Discs
    tokens: dict[str, Tokens]

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class Fact:
    """A document without its texts, with the number of its words: what an index stores for the columns."""

    document: Document
    length: int
    twin: int


FACETS = (
    "kind",
    "cpv",
    "division",
    "commune",
    "department",
    "zone",
    "zone_department",
    "any_department",
    "size",
    "ess",
    "reserved",
    "status",
)


def facet_values(document: Document) -> dict[str, Iterable[str]]:
    """The values of each facet; ESS and reserved documents also bear "any"."""
    seat = [document.department] if document.department else []
    return {
        "kind": [document.kind],
        "cpv": dict.fromkeys(document.cpv),
        "division": dict.fromkeys(code[:2] for code in document.cpv),
        "commune": [document.commune] if document.commune else [],
        "department": seat,
        "zone": dict.fromkeys(document.zone),
        "zone_department": dict.fromkeys(document.zone_departments),
        "any_department": dict.fromkeys((*seat, *document.zone_departments)),
        "size": [document.size] if document.size else [],
        "ess": dict.fromkeys((*document.ess, ANY) if document.ess else ()),
        "reserved": dict.fromkeys((*document.reserved, ANY) if document.reserved else ()),
        "status": [document.status] if document.status else [],
    }


def hash_text(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def twin_hash(document: Document) -> int:
    """Equal for offers of one owner that differ by nothing a reader or a filter sees but dates; else 0."""
    if document.kind != "offer" or document.owner is None:
        return 0
    seen = document.to_json()
    for name in ("key", "version", "published", "deadline"):
        seen.pop(name, None)
    return hash_text(repr(sorted((name, str(value).casefold()) for name, value in seen.items()))) or 1


def build(facts: Sequence[Fact], books: dict[str, Book]) -> Columns:
    """`books` has one book per name of FACETS."""
    documents = [fact.document for fact in facts]
    keys = np.empty(len(facts), dtype=object)
    keys[:] = [document.key for document in documents]
    return Columns(
        keys=keys,
        versions=np.array([document.version for document in documents], dtype=np.int64),
        hashes=np.array([hash_text(document.key) for document in documents], dtype=np.uint64),
        twins=np.array([fact.twin for fact in facts], dtype=np.uint64),
        lengths=np.array([fact.length for fact in facts], dtype=np.float64),
        lat=_radians([document.lat for document in documents]),
        lon=_radians([document.lon for document in documents]),
        published=_days([document.published for document in documents]),
        deadline=_days([document.deadline for document in documents]),
        discs=_discs(documents),
        tokens=_tokens(documents, books),
    )


def join(parts: Sequence[Columns]) -> Columns:
    """Segments one behind another; rows shift by what stands before."""
    starts = np.cumsum([0, *(len(part) for part in parts)])[:-1].astype(np.int32)
    simple = ("keys", "versions", "hashes", "twins", "lengths", "lat", "lon", "published", "deadline")
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in simple}
    return Columns(
        **joined,
        discs=Discs(
            rows=_shifted([part.discs.rows for part in parts], starts),
            lat=np.concatenate([part.discs.lat for part in parts]),
            lon=np.concatenate([part.discs.lon for part in parts]),
            radius_km=np.concatenate([part.discs.radius_km for part in parts]),
        ),
        tokens={
            name: Tokens(
                _shifted([part.tokens[name].rows for part in parts], starts),
                np.concatenate([part.tokens[name].codes for part in parts]),
            )
            for name in FACETS
        },
    )


def _shifted(rows: Sequence[Ints], starts: Ints) -> Ints:
    return np.concatenate([part + start for part, start in zip(rows, starts, strict=True)]).astype(np.int32)


def _tokens(documents: Sequence[Document], books: dict[str, Book]) -> dict[str, Tokens]:
    pairs: dict[str, list[tuple[int, int]]] = {name: [] for name in FACETS}
    for row, document in enumerate(documents):
        for name, values in facet_values(document).items():
            pairs[name].extend((row, books[name].number(value)) for value in values)
    arrays = {name: np.array(found, dtype=np.int32).reshape(-1, 2) for name, found in pairs.items()}
    return {name: Tokens(array[:, 0].copy(), array[:, 1].copy()) for name, array in arrays.items()}


def _discs(documents: Sequence[Document]) -> Discs:
    found = [(row, d.lat, d.lon, d.radius_km) for row, doc in enumerate(documents) for d in doc.discs]
    array = np.array(found, dtype=np.float64).reshape(-1, 4)
    return Discs(array[:, 0].astype(np.int32), np.radians(array[:, 1]), np.radians(array[:, 2]), array[:, 3])


def _radians(degrees: Sequence[float | None]) -> Floats:
    return np.radians(np.array([np.nan if value is None else value for value in degrees], dtype=np.float64))


def _days(days: Sequence[date | None]) -> Ints:
    return np.array([day.toordinal() if day else NO_DAY for day in days], dtype=np.int32)
