"""From the feed of changes to the derived stores, by the worker, after the commit.

The areas say what their rows look like to the index (`Source`); `app.py` hands over the list. The
matcher's snapshot is fed by the same rows through `Sink`s that higher areas register.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import sqlalchemy as sa
from flask import Flask, current_app

from config import Settings
from matchmaker import database
from matchmaker.extensions import db, jobs
from matchmaker.search.cards import Card
from matchmaker.search.documents import Document
from matchmaker.search.engine import Engine, IndexUnavailable
from matchmaker.search.memory_engine import MemoryEngine
from matchmaker.search.models import IndexChange

log = logging.getLogger(__name__)
SYNC = "search.sync"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of document: `load(ids)` gives those to be shown of these ids, `every()` all of them.

    `cards(ids)` reads again what a page shows of them; whatever may no longer be seen is left out.
    """

    kind: str
    load: Callable[[Sequence[int]], list[Document]]
    every: Callable[[], Iterator[Document]]
    count: Callable[[], int]
    cards: Callable[[Sequence[int]], dict[int, Card]]


class Sink(Protocol):
    """Another store that follows the feed; gives what must be looked at again because of these changes."""

    def __call__(self, changes: Sequence[tuple[str, int]]) -> Iterable[tuple[str, int]]: ...


def changed(kind: str, object_id: int, *, now: datetime | None = None) -> None:
    """Say, in the transaction of the change, that the stores must look at this object again."""
    db.session.add(IndexChange(kind=kind, object_id=object_id, at=now or datetime.now(UTC)))
    jobs.want(db.session, SYNC)


def is_waiting(kind: str, object_id: int) -> bool:
    """Whether the stores have yet to look at this object: they hold what it was."""
    query = sa.select(IndexChange.id).where(IndexChange.kind == kind, IndexChange.object_id == object_id)
    return db.session.execute(query.limit(1)).first() is not None


def engine() -> Engine:
    found: Engine = current_app.extensions["search"]
    return found


@jobs.task(SYNC, every_minute=True)
def sync() -> None:
    """Carry every waiting change to the index and the sinks, then forget it.

    The database's write lock is taken for the forgetting only, never while the stores are read and
    written: a change that comes meanwhile is a new row.
    """
    with database.access(read_only=True):
        heal()
    while changes := _waiting():
        keys = list(dict.fromkeys((kind, number) for _, kind, number in changes))
        with database.access(read_only=True):
            apply(keys)
            also = [more for sink in current_app.extensions["search_sinks"] for more in sink(keys)]
            db.session.rollback()
        for kind, number in also:
            changed(kind, number)
        db.session.execute(
            sa.delete(IndexChange).where(IndexChange.id.in_([number for number, _, _ in changes]))
        )
        db.session.commit()


def heal() -> None:
    """Make the index anew when there is none, or none that can be read."""
    try:
        engine().keys_with_versions()
    except IndexUnavailable as error:
        log.warning("search index %s: made anew", error.reason)
        engine().rebuild(every_document())
        db.session.rollback()


def _waiting() -> list[tuple[int, str, int]]:
    """(id, kind, object) of the oldest changes; the transaction that read them is over."""
    query = sa.select(IndexChange.id, IndexChange.kind, IndexChange.object_id)
    with database.access(read_only=True):
        rows = db.session.execute(query.order_by(IndexChange.id).limit(BATCH)).all()
        db.session.rollback()
    return [(number, kind, object_id) for number, kind, object_id in rows]


def apply(keys: Sequence[tuple[str, int]]) -> None:
    """Index what is still to be shown of `keys`, delete the rest, in one commit of the index."""
    documents = [document for source in sources() for document in source.load(_ids(keys, source.kind))]
    db.session.rollback()
    shown = {document.key for document in documents}
    gone = [key for kind, number in keys if (key := f"{kind}:{number}") not in shown]
    engine().apply(documents, gone)


def _ids(keys: Iterable[tuple[str, int]], kind: str) -> list[int]:
    return [number for one, number in keys if one == kind]


def sources() -> Sequence[Source]:
    found: Sequence[Source] = current_app.extensions["search_sources"]
    return found


def cards(keys: Sequence[str]) -> dict[str, Card]:
    """What may be shown of the keys, one read per kind: the index may be a second late, the page is not."""
    wanted = [(kind, int(number)) for kind, _, number in (key.partition(":") for key in keys)]
    found: dict[str, Card] = {}
    for source in sources():
        if ids := _ids(wanted, source.kind):
            found |= {f"{source.kind}:{number}": card for number, card in source.cards(ids).items()}
    return found


def every_document() -> Iterator[Document]:
    for source in sources():
        yield from source.every()


def differences() -> list[str]:
    """What index and database disagree on: one line per key, empty when they agree."""
    wanted = {document.key: document.version for document in every_document()}
    held = engine().keys_with_versions()
    lines = [f"missing {key}" for key in wanted.keys() - held.keys()]
    lines += [f"surplus {key}" for key in held.keys() - wanted.keys()]
    lines += [f"outdated {key}" for key in wanted.keys() & held.keys() if wanted[key] != held[key]]
    return sorted(lines)


def init_app(app: Flask, sources: Sequence[Source], sinks: Sequence[Sink] = ()) -> None:
    app.extensions["search"] = open_engine(app.config["SETTINGS"])
    app.extensions["search_sources"] = tuple(sources)
    app.extensions["search_sinks"] = tuple(sinks)


def open_engine(settings: Settings) -> Engine:
    """The engine that `SEARCH_ENGINE` names, on its folder of `DATA_DIR`."""
    if settings.search_engine == "memory":
        return MemoryEngine()
    from matchmaker.search.whoosh_engine import WhooshEngine

    return WhooshEngine(settings.data_dir / "search")
