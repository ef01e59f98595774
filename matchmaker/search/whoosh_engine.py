"""The index on Whoosh files: many readers in many processes, one writer, rebuilt beside and swapped.

Whoosh keeps words, posting lists, positions and stored fields; matching, statistics, facets and order are
made of them in `searching`. One engine lives as long as its process, and looks for changes before a search.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from matchmaker.search import columns, searching
from matchmaker.search.columns import Book
from matchmaker.search.documents import Document
from matchmaker.search.engine import IndexBusy, IndexUnavailable, Progress, Results
from matchmaker.search.gazetteer import FrenchPlaces, Gazetteer
from matchmaker.search.generations import Generations
from matchmaker.search.query.values import Query
from matchmaker.search.whoosh_api import LockError, create_in, open_dir
from matchmaker.search.whoosh_corpus import Segment, WhooshCorpus, present_rows
from matchmaker.search.whoosh_schema import fields, schema

# How stale another process's search may be; a look at the folder costs a tenth of a millisecond.
LOOK_EVERY_SECONDS = 0.2
# Beside a commit a file may vanish between reading the table of contents and opening it: look again.
OPENING_PATIENCE_SECONDS = 1.0
OPENING_PAUSE_SECONDS = 0.025
WRITER_PATIENCE_SECONDS = 10.0
# Memory for posting lists before they are spilled to disk, in MB.
WRITER_MEMORY_MB = 128
PROGRESS_EVERY = 500


class WhooshEngine:
    """See `engine.Engine`. `root` is made by the first rebuild."""

    def __init__(self, root: Path | str, *, gazetteer: Gazetteer | None = None) -> None:
        self._generations = Generations(Path(root))
        self._gazetteer = gazetteer or FrenchPlaces()
        self._refreshing = threading.Lock()
        self._view: _View | None = None
        self._broken: IndexUnavailable | None = None
        self._look_at = 0.0

    def search(self, query: Query, *, today: date) -> Results:
        return searching.search(query, self._corpus(), self._gazetteer, today)

    def keys_with_versions(self) -> dict[str, int]:
        self._refresh()
        corpus = self._corpus()
        rows = corpus.present.nonzero()[0]
        return {str(corpus.columns.keys[row]): int(corpus.columns.versions[row]) for row in rows}

    def apply(self, upserts: Iterable[Document] = (), deletions: Iterable[str] = ()) -> None:
        gone = dict.fromkeys(deletions)
        new = {document.key: document for document in upserts if document.key not in gone}
        if not new and not gone:
            return
        with self._generations.locked("write", WRITER_PATIENCE_SECONDS):
            name = self._generations.current()
            self._note_for_rebuild(new, gone)
            self._write(name, new, gone)
        self._refresh()

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> int:
        generations = self._generations
        with generations.locked("rebuild", 0.0):
            name = generations.create()
            try:
                self._begin_noting(name)
                count = self._fill(name, documents, progress)
                with generations.locked("write", WRITER_PATIENCE_SECONDS):
                    self._repeat_noted(name)
                    generations.publish(name)
                    self._end_noting()
            except BaseException:
                self._end_noting()
                generations.discard(name)
                raise
            generations.sweep()
        self._refresh()
        return count

    def close(self) -> None:
        with self._refreshing:
            self._view = None

    def _corpus(self) -> WhooshCorpus:
        """The view in hand, renewed when the index has moved on; one thread renews, the others go on."""
        view = self._view
        if view is None:
            with self._refreshing:
                return self._renewed()
        if time.monotonic() >= self._look_at and self._refreshing.acquire(blocking=False):
            try:
                return self._renewed()
            finally:
                self._refreshing.release()
        return view.corpus

    def _refresh(self) -> WhooshCorpus:
        """Looks now, whatever was found a moment ago."""
        with self._refreshing:
            self._broken = None
            return self._renewed()

    def _renewed(self) -> WhooshCorpus:
        """Raises IndexUnavailable when the index stays unreadable; the next callers are told so at once."""
        if self._broken is not None and time.monotonic() < self._look_at:
            raise self._broken
        try:
            self._view, self._broken = self._opened_patiently(), None
        except IndexUnavailable as error:
            self._view, self._broken = None, error
            raise
        finally:
            self._look_at = time.monotonic() + LOOK_EVERY_SECONDS
        return self._view.corpus

    def _opened_patiently(self) -> _View:
        give_up = time.monotonic() + OPENING_PATIENCE_SECONDS
        while True:
            try:
                return _view(self._generations, self._view)
            except IndexUnavailable:
                raise
            # A file merged away makes Whoosh fail with FileNotFoundError, a damaged one with whatever error
            # its bytes lead to. Only what lasts is told.
            except Exception as error:
                if time.monotonic() >= give_up:
                    raise IndexUnavailable("corrupt", repr(error)) from error
                time.sleep(OPENING_PAUSE_SECONDS)

    def _write(self, name: str, new: dict[str, Document], gone: Iterable[str]) -> None:
        try:
            writer = _opened(self._generations.path(name)).writer(timeout=WRITER_PATIENCE_SECONDS)
        except LockError as error:
            raise IndexBusy(name) from error
        try:
            with writer.searcher() as present:
                for key in (*gone, *new):
                    writer.delete_by_term("key", key, searcher=present)
            for document in new.values():
                writer.add_document(**fields(document))
            writer.commit()
        except BaseException:
            _cancel(writer)
            raise

    def _fill(self, name: str, documents: Iterable[Document], progress: Progress | None) -> int:
        """One segment, so that the first search after the swap finds it compact. The first of a key wins."""
        writer = create_in(str(self._generations.path(name)), schema()).writer(limitmb=WRITER_MEMORY_MB)
        seen: set[str] = set()
        try:
            for document in documents:
                if document.key in seen:
                    continue
                seen.add(document.key)
                writer.add_document(**fields(document))
                if progress and len(seen) % PROGRESS_EVERY == 0:
                    progress(len(seen))
            writer.commit(merge=False)
        except BaseException:
            _cancel(writer)
            raise
        if progress:
            progress(len(seen))
        return len(seen)

    @property
    def _marker(self) -> Path:
        return self._generations.root / "REBUILDING"

    @property
    def _notes(self) -> Path:
        return self._generations.root / "pending.jsonl"

    def _begin_noting(self, name: str) -> None:
        """Between two writes, so that each is either wholly before the rebuild's reading or noted."""
        with self._generations.locked("write", WRITER_PATIENCE_SECONDS):
            self._notes.unlink(missing_ok=True)
            self._marker.write_text(name, "utf-8")

    def _end_noting(self) -> None:
        self._marker.unlink(missing_ok=True)
        self._notes.unlink(missing_ok=True)

    def _note_for_rebuild(self, new: dict[str, Document], gone: Iterable[str]) -> None:
        if not self._marker.exists():
            return
        with self._notes.open("a", encoding="utf-8") as notes:
            for key in gone:
                notes.write(json.dumps({"gone": key}) + "\n")
            for document in new.values():
                notes.write(json.dumps({"new": document.to_json()}) + "\n")
            notes.flush()
            os.fsync(notes.fileno())

    def _repeat_noted(self, name: str) -> None:
        last = dict(self._noted())
        new = {key: document for key, document in last.items() if document is not None}
        if last:
            self._write(name, new, [key for key in last if key not in new])

    def _noted(self) -> Iterator[tuple[str, Document | None]]:
        if not self._notes.exists():
            return
        for line in self._notes.read_text("utf-8").splitlines():
            note = json.loads(line)
            if "gone" in note:
                yield note["gone"], None
            else:
                document = Document.from_json(note["new"])
                yield document.key, document


@dataclass(frozen=True, slots=True)
class _View:
    """A corpus, the generation and commit it was made of, and the segments to carry over to the next view."""

    name: str
    commit: int
    corpus: WhooshCorpus
    segments: dict[str, Segment]


def _view(generations: Generations, before: _View | None) -> _View:
    """The view of now: the same one when nothing has changed, else with the segments read before."""
    name = generations.current()
    index = _opened(generations.path(name))
    # Read before the segments are: a commit between the two is then looked at once more, never missed.
    commit = int(index.latest_generation())
    if before is not None and before.name == name:
        return before if before.commit == commit else _read(name, commit, index, before)
    return _read(name, commit, index, None)


def _read(name: str, commit: int, index: Any, before: _View | None) -> _View:
    books = before.corpus.books if before else {facet: Book() for facet in columns.FACETS}
    known = before.segments if before else {}
    segments: dict[str, Segment] = {}
    masks = []
    for leaf, _ in index.reader().leaf_readers():
        if not leaf.doc_count_all():
            continue
        identity = str(leaf.segment().segment_id())
        masks.append(present_rows(leaf))
        if identity in known:
            segments[identity] = known[identity]
            leaf.close()
        else:
            segments[identity] = Segment(leaf, books)
    return _View(
        name, commit, WhooshCorpus(list(zip(segments.values(), masks, strict=True)), books), segments
    )


def _opened(folder: Path) -> Any:
    return open_dir(str(folder), schema=schema())


def _cancel(writer: Any) -> None:
    """Gives the lock back, whatever state the failure left the writer in."""
    if not writer.is_closed:
        writer.cancel()
