"""An engine without files, for tests and for trying things out: same matching, ranking and facets."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matchmaker.search import columns, indexing, searching
from matchmaker.search.columns import Book, Ints
from matchmaker.search.corpus import NO_POSTINGS, NO_ROWS, POSITION_BITS, Passages, Postings, searchable
from matchmaker.search.documents import Document
from matchmaker.search.engine import Progress, Results
from matchmaker.search.gazetteer import FrenchPlaces, Gazetteer
from matchmaker.search.query.values import Query


class MemoryCorpus:
    """A frozen view of a set of documents; see `corpus.Corpus`."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = list(documents)
        self.books = {name: Book() for name in columns.FACETS}
        self.columns = columns.build([indexing.fact(document) for document in self._documents], self.books)
        self.live = searchable(self.columns, np.ones(len(self._documents), dtype=np.bool_))
        self._weights: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        self._positions: dict[str, list[int]] = defaultdict(list)
        self._plain: dict[str, dict[int, None]] = defaultdict(dict)
        for row, document in enumerate(self._documents):
            for term in indexing.terms(indexing.parts(document)):
                self._weights[term.stem][row] += term.weight
                self._positions[term.stem].append(row << POSITION_BITS | term.position)
                self._plain[term.plain][row] = None
        self._lexicon = sorted(self._plain)

    def postings(self, stem: str) -> Postings:
        found = self._weights.get(stem)
        if not found:
            return NO_POSTINGS
        return Postings(np.array(list(found), np.int32), np.array(list(found.values()), np.float32))

    def positions(self, stem: str) -> NDArray[np.int64]:
        return np.array(self._positions.get(stem, ()), dtype=np.int64)

    def holding(self, plain: str) -> Ints:
        return np.array(list(self._plain[plain]), dtype=np.int32) if plain in self._plain else NO_ROWS

    def starting_with(self, prefix: str) -> list[str]:
        first = bisect_left(self._lexicon, prefix)
        last = bisect_left(self._lexicon, prefix + chr(0x10FFFF))
        return self._lexicon[first:last]

    def similar(self, plain: str, distance: int) -> list[str]:
        return [word for word in self._lexicon if _errors(plain, word, distance) <= distance]

    def passages(self, row: int) -> Passages:
        document = self._documents[row]
        return Passages(document.kind, document.title, document.keywords, document.text)


class MemoryEngine:
    """See `engine.Engine`. Every change makes a new corpus, so keep it to some thousand documents."""

    def __init__(self, documents: Iterable[Document] = (), *, gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer or FrenchPlaces()
        self._lock = threading.Lock()
        self._corpus = MemoryCorpus(())
        self._documents: dict[str, Document] = {}
        self.apply(documents)

    def search(self, query: Query, *, today: date) -> Results:
        return searching.search(query, self._corpus, self._gazetteer, today)

    def apply(self, upserts: Iterable[Document] = (), deletions: Iterable[str] = ()) -> None:
        with self._lock:
            changed = self._documents | {document.key: document for document in upserts}
            for key in deletions:
                changed.pop(key, None)
            self._documents, self._corpus = changed, MemoryCorpus(changed.values())

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> int:
        with self._lock:
            self._documents = {document.key: document for document in documents}
            self._corpus = MemoryCorpus(self._documents.values())
        if progress:
            progress(len(self._documents))
        return len(self._documents)

    def keys_with_versions(self) -> dict[str, int]:
        return {key: document.version for key, document in self._documents.items()}

    def close(self) -> None:
        """Nothing is held open."""


def _errors(a: str, b: str, most: int) -> int:
    """Letters to insert, drop, change, or swap with their neighbour."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
