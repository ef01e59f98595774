"""The matcher kept ready: a snapshot on disk shared by all processes, and the few firms changed since.

`DATA_DIR/match/CURRENT` names the snapshot in force and the ids of the firms changed since it was made;
only the worker and `flask match` write it, always whole. Each process reads these firms from the database,
which stays the only truth, when the file changes. An index that is missing, damaged or of an older version
is made anew: at once where firms are few and no imported contract has to be learned from, by the worker
elsewhere, while pages answer 503.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, current_app, has_request_context

from matchmaker import database
from matchmaker.errors import Unavailable
from matchmaker.extensions import db, jobs
from matchmaker.matching import snapshot
from matchmaker.matching.inverse import NeedIndex
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.query import Query
from matchmaker.needs.documents import matching_need
from matchmaker.offers.models import Offer
from matchmaker.search.sync import is_waiting
from matchmaker.sourcing import suggestions, versions
from matchmaker.sourcing.versions import Version

log = logging.getLogger(__name__)
REBUILD = "match.rebuild"
ENSURE = "match.ensure"
# Firms up to which a page makes a lost index anew itself; more would take longer than anyone waits.
MADE_AT_ONCE = 500
# Past this many changed firms the worker makes a new snapshot: reading the tail costs each process time.
LONGEST_TAIL = 500
KEPT_SNAPSHOTS = 2


@dataclass(frozen=True, slots=True)
class Pointer:
    """The snapshot's folder and the firms to look at again in the database.

    `taken`: those of them that the next snapshot, being made, will hold.
    """

    folder: str
    changed: tuple[int, ...] = ()
    taken: tuple[int, ...] = ()

    @property
    def tail(self) -> tuple[int, ...]:
        return tuple(sorted({*self.changed, *self.taken}))


class MatchIndex:
    """One per application. `current` is cheap: a look at the pointer's date, and the matcher held."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.versions = root.parent / "files" / "versions"
        # Contracts to learn from besides: a higher room that has some sets this.
        self.contracts: Callable[[], Iterable[tuple[str, str]]] = tuple
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._base: tuple[str, SupplierMatcher] | None = None
        self._matcher: SupplierMatcher | None = None
        self._needs = ReadyNeeds()

    def open_needs(self) -> NeedIndex:
        """The open needs made ready for `needs_for`; only those that changed are prepared anew."""
        matcher = self.current()
        base = self._base[0] if self._base else ""
        with self._lock:
            return self._needs.refreshed(base, matcher)

    def current(self) -> SupplierMatcher:
        """The matcher as the database is now, a second late at most. Raises Unavailable while it is made."""
        stamp = self._stamp()
        if stamp is None:
            return self._anew("there is none", stamp)
        try:
            return self._at(stamp)
        except snapshot.SnapshotError as error:
            return self._anew(str(error), stamp)

    def knowing(self, firm_id: int) -> SupplierMatcher:
        """A matcher that knows this firm as the database does, even where the worker has yet to look at it.

        It may know no other firm.
        """
        if not is_waiting("organisation", firm_id):
            return self.current()
        return self.current().reindexed(suggestions.suppliers([firm_id]))

    def ensure(self) -> None:
        """Make the index if it cannot be used; the worker's answer to a page that could not wait."""
        stamp = self._stamp()
        try:
            usable = stamp is not None and self._at(stamp) is not None
        except snapshot.SnapshotError:
            usable = False
        if not usable:
            self._made_by_one(stamp)

    def _anew(self, why: str, stamp: tuple[int, int] | None) -> SupplierMatcher:
        log.warning("match index unusable: %s: made anew", why)
        if has_request_context() and not self._quickly_made():
            jobs.wake(current_app, ENSURE)
            raise Unavailable()
        return self._made_by_one(stamp)

    def _quickly_made(self) -> bool:
        """Few firms, under a version that is kept or that no imported contracts have to teach: learning from
        thousands of them takes longer than anyone waits."""
        if suggestions.count_firms() > MADE_AT_ONCE:
            return False
        return bool(versions.history(self.versions)) or not list(self.contracts())

    def _made_by_one(self, stamp: tuple[int, int] | None) -> SupplierMatcher:
        """One process makes it; those that waited for the lock take what it made."""
        with self._locked(".lock"):
            if self._stamp() != stamp:
                with suppress(snapshot.SnapshotError):
                    return self._at(self._stamp() or (0, 0))
            return self.rebuild()

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / name).open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def _at(self, stamp: tuple[int, int]) -> SupplierMatcher:
        if stamp != self._seen or self._matcher is None:
            with self._lock:
                if stamp != self._seen or self._matcher is None:
                    self._matcher, self._seen = self._opened(), stamp
        return self._matcher

    def _stamp(self) -> tuple[int, int] | None:
        try:
            stat = (self.root / "CURRENT").stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_ino

    def pointer(self) -> Pointer | None:
        """None when there is none, or it cannot be read."""
        try:
            data = json.loads((self.root / "CURRENT").read_text())
            noted = (tuple(map(int, data[key])) for key in ("changed", "taken"))
            return Pointer(str(data["folder"]), *noted)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            log.warning("match index: CURRENT cannot be read: %s", error)
            return None

    def _opened(self) -> SupplierMatcher:
        pointer = self.pointer()
        if pointer is None:  # unreadable, or taken away since the look at its date
            raise snapshot.SnapshotError("no snapshot")
        if self._base is None or self._base[0] != pointer.folder:
            self._base = (pointer.folder, snapshot.load(self.root / pointer.folder))
        if not pointer.tail:
            return self._base[1]
        found = suggestions.suppliers(pointer.tail)
        gone = set(pointer.tail) - {one.id for one in found}
        return self._base[1].with_changes(found, gone)

    def note(self, changed: Sequence[int]) -> None:
        """These firms changed; the worker's work. A missing or long tail makes a new snapshot."""
        with self._pointing():
            pointer = self.pointer()
            if pointer is not None:
                pointer = replace(pointer, changed=tuple(sorted({*pointer.changed, *changed})))
                self._point(pointer)
        if pointer is None or len(pointer.tail) > LONGEST_TAIL:
            self.rebuild()

    def _take(self) -> None:
        """What was noted until now will be in the snapshot that begins; what is noted from now on may not."""
        with self._pointing():
            pointer = self.pointer()
            if pointer is not None:
                self._point(Pointer(pointer.folder, taken=pointer.tail))

    @contextmanager
    def _pointing(self) -> Iterator[None]:
        """Who reads CURRENT in order to change it; others may be at it in their own process."""
        with self._locked(".pointing"):
            yield

    def rebuild(self) -> SupplierMatcher:
        """A new snapshot from the database under the same version, beside, then swapped.

        Where no version can be read, one is learned.
        """
        with self._lock:
            base = self._kept_base()
            if base is not None:
                self._take()
                return self._publish(base.reindexed(suggestions.every_supplier()))
        return self.refit()[1]

    def refit(
        self, contracts: Iterable[tuple[str, str]] | None = None
    ) -> tuple[Version | None, SupplierMatcher, Version]:
        """A new version, learned from the database's evidence and these contracts, (text, CPV code) each.

        By default the contracts are those that `self.contracts` gives. Returns the version before (None when
        there was none), the matcher and its version.
        """
        examples = sorted(self.contracts() if contracts is None else contracts)
        with self._lock:
            before = next(reversed(versions.history(self.versions)), None)
            self._take()
            everyone = list(suggestions.every_supplier())
            matcher = SupplierMatcher().fit(everyone, examples, calibrate=True)
            version = versions.version_of(matcher, contracts=len(examples), now=datetime.now(UTC))
            versions.remember(self.versions, version, matcher)
            matcher = self._publish(matcher)
        return before, matcher, version

    def _publish(self, matcher: SupplierMatcher) -> SupplierMatcher:
        folder = f"snapshot-{uuid.uuid4().hex[:12]}"
        snapshot.save(matcher, self.root / folder)
        with self._pointing():
            pointer = self.pointer()
            self._point(Pointer(folder, pointer.changed if pointer else ()))
        stamp = self._stamp()
        self._matcher, self._seen = self._opened(), stamp
        self._forget_old(folder)
        return self._matcher

    def _kept_base(self) -> SupplierMatcher | None:
        """The matcher in force, whose version goes on, else the newest version; None: all is learned anew."""
        known = self.pointer()
        try:
            return snapshot.load(self.root / known.folder) if known else versions.latest(self.versions)
        except snapshot.SnapshotError:
            return versions.latest(self.versions)

    def _point(self, pointer: Pointer) -> None:
        beside = self.root / f".CURRENT-{uuid.uuid4().hex}"
        self.root.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(pointer)))
        os.replace(beside, self.root / "CURRENT")

    def _forget_old(self, current: str) -> None:
        """Processes may still hold the snapshot before this one; older ones go."""
        others = [path for path in self.root.glob("snapshot-*") if path.name != current]
        for path in sorted(others, key=lambda path: path.stat().st_mtime)[: -KEPT_SNAPSHOTS + 1 or None]:
            shutil.rmtree(path, ignore_errors=True)


class ReadyNeeds:
    """Prepared needs of one version of the matcher, by need id and version."""

    def __init__(self) -> None:
        self._base = ""
        self._prepared: dict[int, tuple[int, Query]] = {}
        self._index: NeedIndex | None = None

    def refreshed(self, base: str, matcher: SupplierMatcher) -> NeedIndex:
        versions = suggestions.open_versions()
        if base != self._base:
            self._base, self._prepared, self._index = base, {}, None
        held = {key: version for key, (version, _query) in self._prepared.items()}
        if self._index is None or held != versions:
            stale = [key for key, version in versions.items() if held.get(key) != version]
            kept = {key: self._prepared[key] for key in versions if held.get(key) == versions[key]}
            fresh = {
                key: (need.version, matcher.prepare(matching_need(need)))
                for key, need in suggestions.needs(stale).items()
            }
            self._prepared = dict(sorted({**kept, **fresh}.items()))
            self._index = NeedIndex.of([query for _version, query in self._prepared.values()])
        return self._index


def index() -> MatchIndex:
    found: MatchIndex = current_app.extensions["match"]
    return found


def follow(changes: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """The feed's sink: which firms do these changes touch."""
    offers = [number for kind, number in changes if kind == "offer"]
    firms = {number for kind, number in changes if kind == "organisation"}
    if offers:
        query = sa.select(Offer.organisation_id).where(Offer.id.in_(offers))
        firms |= set(db.session.execute(query).scalars())
    if firms:
        with database.access(read_only=True):
            index().note(sorted(firms))
    return ()


@jobs.task(REBUILD)
def rebuild() -> None:
    """Reads only: SQLite's write lock is not held for the seconds that learning takes."""
    db.session.rollback()
    with database.access(read_only=True):
        index().rebuild()
        db.session.rollback()


@jobs.task(ENSURE)
def ensure() -> None:
    """Does nothing when the index has been made since it was asked for."""
    db.session.rollback()
    with database.access(read_only=True):
        index().ensure()
        db.session.rollback()


def init_app(app: Flask) -> None:
    app.extensions["match"] = MatchIndex(app.config["SETTINGS"].data_dir / "match")
