"""Readers that reopen while a writer commits and rebuilds swap the index: no search may fail."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from matchmaker.search.documents import Document
from matchmaker.search.query import Query
from matchmaker.search.whoosh_engine import WhooshEngine
from tests.search.samples import TODAY, Map, document, invented

COMMITS = 40
REBUILDS = 4
STEADY = [document(f"offer:{9000 + n}", title="Constante") for n in range(3)]


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_no_search_fails_while_the_index_is_written_and_swapped(tmp_path: Path) -> None:
    writer = WhooshEngine(tmp_path, gazetteer=Map())
    truth = {document.key: document for document in (*STEADY, *map(invented, range(100, 160)))}
    writer.rebuild(truth.values())
    done, failures, searches = threading.Event(), [], []

    def read() -> None:
        while not done.is_set():
            # A new engine each time opens the files anew, as another process would.
            reader = WhooshEngine(tmp_path, gazetteer=Map())
            steady = reader.search(Query(text="constante"), today=TODAY).total
            searches.append(reader.search(Query(text="travaux peint*"), today=TODAY).total)
            if steady != len(STEADY):
                failures.append(steady)

    def commit() -> None:
        for number in range(COMMITS):
            new, gone = invented(number), invented(number - 5).key
            truth[new.key] = new
            truth.pop(gone, None)
            writer.apply([new], [gone])

    def swap() -> None:
        for _ in range(REBUILDS):
            WhooshEngine(tmp_path).rebuild(read_truth())

    def read_truth() -> Iterator[Document]:
        """Begins when the rebuild asks for the first document, as a read of the database does."""
        yield from list(truth.values())

    readers = [threading.Thread(target=_noting(read, failures)) for _ in range(3)]
    writers = [threading.Thread(target=_noting(work, failures)) for work in (commit, swap)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()

    assert failures == []
    assert len(searches) > COMMITS
    assert writer.keys_with_versions().keys() == truth.keys()
    # An opening that met a merge leaves its file to the collector; its warning belongs to this test.
    gc.collect()


def test_one_engine_is_shared_by_many_threads(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, gazetteer=Map())
    engine.rebuild(invented(number) for number in range(150))
    queries = [Query(text=text) for text in ("travaux", "école menuiserie", "nett*", '"espaces verts"')]
    expected = [engine.search(query, today=TODAY) for query in queries]
    fresh, differing = WhooshEngine(tmp_path, gazetteer=Map()), []

    def read() -> None:
        for query, answer in list(zip(queries, expected, strict=True)) * 5:
            if fresh.search(query, today=TODAY) != answer:
                differing.append(query)

    threads = [threading.Thread(target=_noting(read, differing)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert differing == []


def _noting(work: Callable[[], None], failures: list[object]) -> Callable[[], None]:
    def run() -> None:
        try:
            work()
        # Whatever a thread raises is what the test is about.
        except Exception as error:
            failures.append(error)

    return run
