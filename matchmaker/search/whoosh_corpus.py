"""What a Whoosh index holds, as a `corpus.Corpus`: segments read once, posting lists kept as arrays.

A segment never changes but for its deletions: what is read of it stays good until Whoosh merges it away.
The lists kept weigh at most some bytes a posting of the index; nothing needs to be thrown out.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matchmaker.search import columns
from matchmaker.search.columns import Book, Bools, Ints
from matchmaker.search.corpus import NO_POSTINGS, NO_ROWS, POSITION_BITS, Passages, Postings, searchable
from matchmaker.search.engine import IndexUnavailable
from matchmaker.search.whoosh_api import TermNotFound
from matchmaker.search.whoosh_schema import read_fact, read_passages

_T = TypeVar("_T")

# A prefix of two letters may begin thousands of words; the first in the alphabet answer then.
MOST_EXPANSIONS = 300


class Segment:
    """One immutable segment; its files are read under a lock, as readers share their place in the file."""

    def __init__(self, reader: Any, books: dict[str, Book]) -> None:
        self._reader, self._lock = reader, threading.RLock()
        self.size = int(reader.doc_count_all())
        facts = [read_fact(reader.stored_fields(row)["fact"]) for row in range(self.size)]
        self.columns = columns.build(facts, books)
        self._postings: dict[str, Postings] = {}
        self._positions: dict[str, NDArray[np.int64]] = {}
        self._holding: dict[str, Ints] = {}
        # Closed when the last search that uses it is over.
        weakref.finalize(self, reader.close)

    def postings(self, stem: str) -> Postings:
        return self._kept(self._postings, stem, self._read_postings)

    def positions(self, stem: str) -> NDArray[np.int64]:
        return self._kept(self._positions, stem, self._read_positions)

    def holding(self, plain: str) -> Ints:
        return self._kept(self._holding, plain, self._read_holding)

    def starting_with(self, prefix: str) -> list[str]:
        def read() -> list[str]:
            found = self._reader.expand_prefix("words", prefix)
            return [_text(word) for _, word in zip(range(MOST_EXPANSIONS), found, strict=False)]

        return self._read(read)

    def similar(self, plain: str, distance: int) -> list[str]:
        # The first letter is taken as right: people err inside words, and it divides the work by ten.
        return self._read(
            lambda: [_text(word) for word in self._reader.terms_within("words", plain, distance, prefix=1)]
        )

    def passages(self, row: int) -> Passages:
        return self._read(lambda: read_passages(self._reader.stored_fields(row)["passages"]))

    def _kept(self, kept: dict[str, _T], term: str, read: Callable[[str], _T]) -> _T:
        if term not in kept:
            kept[term] = self._read(lambda: read(term))
        return kept[term]

    def _read(self, read: Callable[[], _T]) -> _T:
        with self._lock:
            try:
                return read()
            # Whoosh reads a damaged file with whatever error its bytes lead to.
            except Exception as error:
                raise IndexUnavailable("corrupt", repr(error)) from error

    def _read_postings(self, stem: str) -> Postings:
        pairs = [(m.id(), m.weight()) for m in self._matches("content", stem)]
        if not pairs:
            return NO_POSTINGS
        rows, weights = zip(*pairs, strict=True)
        return Postings(np.array(rows, dtype=np.int32), np.array(weights, dtype=np.float32))

    def _read_positions(self, stem: str) -> NDArray[np.int64]:
        found = [
            m.id() << POSITION_BITS | place
            for m in self._matches("content", stem)
            for place in m.value_as("positions")
        ]
        return np.array(found, dtype=np.int64)

    def _read_holding(self, plain: str) -> Ints:
        return np.array([m.id() for m in self._matches("words", plain)], dtype=np.int32)

    def _matches(self, field: str, term: str) -> Any:
        """The matcher itself, standing on each posting in turn."""
        if not term:
            return
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            return
        while matcher.is_active():
            yield matcher
            matcher.next()


class WhooshCorpus:
    """Some segments with the rows of each that were present when the view was made."""

    def __init__(self, segments: Sequence[tuple[Segment, Bools]], books: dict[str, Book]) -> None:
        self.books = books
        self._segments = [segment for segment, _ in segments]
        self._starts = np.cumsum([0, *(segment.size for segment in self._segments)])
        parts = [segment.columns for segment in self._segments]
        self.columns = columns.join(parts) if parts else columns.build([], books)
        masks = [mask for _, mask in segments]
        self.present: Bools = np.concatenate(masks) if masks else np.empty(0, dtype=np.bool_)
        self.live = searchable(self.columns, self.present)
        self._postings: dict[str, Postings] = {}
        self._holding: dict[str, Ints] = {}

    def postings(self, stem: str) -> Postings:
        if stem not in self._postings:
            found = [segment.postings(stem) for segment in self._segments]
            rows = self._shifted([part.rows for part in found])
            weights = np.concatenate([NO_POSTINGS.weights, *(part.weights for part in found)])
            self._postings[stem] = Postings(rows, weights)
        return self._postings[stem]

    def positions(self, stem: str) -> NDArray[np.int64]:
        shifts = (int(start) << POSITION_BITS for start in self._starts)
        found = [s.positions(stem) + shift for s, shift in zip(self._segments, shifts, strict=False)]
        return np.concatenate([np.empty(0, dtype=np.int64), *found])

    def holding(self, plain: str) -> Ints:
        if plain not in self._holding:
            self._holding[plain] = self._shifted([segment.holding(plain) for segment in self._segments])
        return self._holding[plain]

    def starting_with(self, prefix: str) -> list[str]:
        return list(dict.fromkeys(w for segment in self._segments for w in segment.starting_with(prefix)))

    def similar(self, plain: str, distance: int) -> list[str]:
        return list(dict.fromkeys(w for segment in self._segments for w in segment.similar(plain, distance)))

    def passages(self, row: int) -> Passages:
        number = int(np.searchsorted(self._starts, row, side="right")) - 1
        return self._segments[number].passages(row - int(self._starts[number]))

    def _shifted(self, parts: Sequence[Ints]) -> Ints:
        moved = [part + np.int32(start) for part, start in zip(parts, self._starts, strict=False)]
        return np.concatenate([NO_ROWS, *moved]).astype(np.int32)


def present_rows(reader: Any) -> Bools:
    """Rows of a segment's reader that are not deleted."""
    size = int(reader.doc_count_all())
    if not reader.has_deletions():
        return np.ones(size, dtype=np.bool_)
    mask = np.zeros(size, dtype=np.bool_)
    mask[np.fromiter(reader.all_doc_ids(), dtype=np.int64)] = True
    return mask


def _text(term: bytes | str) -> str:
    return term.decode("utf-8") if isinstance(term, bytes) else term
