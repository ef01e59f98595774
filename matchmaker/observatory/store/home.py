"""The observatory's folder: parts, stores, and the pointer that says which store is in force.

DATA_DIR/observatory/CURRENT      JSON, replaced at once
DATA_DIR/observatory/store-….duckdb
DATA_DIR/observatory/parts/…
DATA_DIR/observatory/lock         one writer at a time
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from matchmaker.observatory.store import build
from matchmaker.observatory.store.parts import READER_VERSION, Part, Parts

KEPT_STORES = 2
"""The store before this one may still be open in another process."""


class Busy(Exception):
    """Another import is at work."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """`parts`: digests, sorted. `sides`: version of what contracts were joined with."""

    store: str
    parts: tuple[str, ...]
    sides: str
    method: int
    data_version: str


class Home:
    """Where the observatory lives."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.parts = Parts(root / "parts")

    @property
    def pointer_path(self) -> Path:
        return self.root / "CURRENT"

    def pointer(self) -> Pointer | None:
        try:
            data = json.loads(self.pointer_path.read_text())
        except FileNotFoundError:
            return None
        data["parts"] = tuple(data["parts"])
        return Pointer(**data)

    def store(self) -> Path | None:
        pointer = self.pointer()
        return self.root / pointer.store if pointer else None

    def imported(self) -> list[Part]:
        """The files behind the store in force."""
        pointer = self.pointer()
        found = [self.parts.read(digest) for digest in pointer.parts] if pointer else []
        return [part for part in found if part is not None]

    def point(self, pointer: Pointer) -> None:
        beside = self.root / ".CURRENT"
        with beside.open("w") as stream:
            stream.write(json.dumps(asdict(pointer), indent=1))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, self.pointer_path)
        self._forget_old(pointer)

    def _forget_old(self, pointer: Pointer) -> None:
        stores = [path for path in self.root.glob("store-*.duckdb") if path.name != pointer.store]
        for path in sorted(stores, key=lambda one: one.stat().st_mtime)[: -KEPT_STORES + 1 or None]:
            path.unlink(missing_ok=True)

    def clear_leftovers(self) -> None:
        """What a cut build left; its holder is gone, since the lock is ours."""
        for path in self.root.glob("building-*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Raises Busy when another process holds it; the system lets go of it when a process dies."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Busy from None
            self.clear_leftovers()
            yield


def data_version(parts: Sequence[str], sides: str) -> str:
    """Twelve hexadecimal digits: same files, same joins, same method, same figures."""
    told = f"{READER_VERSION}.{build.BUILD_VERSION}|{'|'.join(sorted(parts))}|{sides}"
    return hashlib.sha256(told.encode()).hexdigest()[:12]
