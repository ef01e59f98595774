"""What the ranking asks of an index, whatever holds it: a frozen view that later writes do not touch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matchmaker.search.columns import Book, Bools, Columns, Ints
from matchmaker.search.documents import Kind

# (row << POSITION_BITS) | position, so that a phrase is an intersection of sorted numbers.
POSITION_BITS = 20


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows holding a term, ascending, and the weight it has in each."""

    rows: Ints
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Passages:
    kind: Kind
    title: str
    keywords: tuple[str, ...]
    text: str


class Corpus(Protocol):
    @property
    def columns(self) -> Columns: ...

    @property
    def books(self) -> dict[str, Book]: ...

    @property
    def live(self) -> Bools:
        """Rows that may be found: not deleted, one of each set of twins. Other methods give dead rows too."""

    def postings(self, stem: str) -> Postings: ...

    def positions(self, stem: str) -> NDArray[np.int64]:
        """Ascending (row << POSITION_BITS) | position."""

    def holding(self, plain: str) -> Ints:
        """Rows holding this unstemmed word, ascending."""

    def starting_with(self, prefix: str) -> list[str]:
        """Unstemmed words with this prefix, at most a few hundred."""

    def similar(self, plain: str, distance: int) -> list[str]:
        """Unstemmed words within that many typing errors, in any order."""

    def passages(self, row: int) -> Passages: ...


NO_ROWS: Ints = np.empty(0, dtype=np.int32)
NO_POSTINGS = Postings(NO_ROWS, np.empty(0, dtype=np.float32))


def searchable(columns: Columns, present: Bools) -> Bools:
    """Present rows, of each set of twins the newest only (ties by the key's hash, never by the key)."""
    order = np.lexsort((columns.hashes, -columns.published.astype(np.int64), columns.twins))
    order = order[present[order] & (columns.twins[order] != 0)]
    twins = columns.twins[order]
    repeated = np.zeros(len(order), dtype=np.bool_)
    repeated[1:] = twins[1:] == twins[:-1]
    live = present.copy()
    live[order[repeated]] = False
    return live
