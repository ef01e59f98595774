"""The store in force, open for reading: opened once a process, again when the pointer moves."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from matchmaker.observatory.store import build, engine
from matchmaker.observatory.store.home import Home, Pointer
from matchmaker.observatory.store.parts import Part

Row = tuple[Any, ...]
Parameters = Sequence[object] | Mapping[str, object]


class NoContracts(Exception):
    """Nothing was imported yet."""


class BeingRemade(NoContracts):
    """The store was made by another version of the product: figures wait until it is made anew."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One store. `parts`: the files it was made from."""

    connection: duckdb.DuckDBPyConnection
    pointer: Pointer
    parts: tuple[Part, ...]

    @property
    def data_version(self) -> str:
        return self.pointer.data_version

    @property
    def demonstration(self) -> bool:
        """Whether what is shown is invented."""
        return bool(self.parts) and all(part.origin == "demonstration" for part in self.parts)

    def rows(self, query: str, parameters: Parameters = ()) -> list[Row]:
        """A cursor of its own, so that threads do not share one."""
        with self.connection.cursor() as cursor:
            return cursor.execute(query, parameters).fetchall()

    def row(self, query: str, parameters: Parameters = ()) -> Row:
        return self.rows(query, parameters)[0]

    def named(self, query: str, parameters: Parameters = ()) -> list[dict[str, Any]]:
        with self.connection.cursor() as cursor:
            found = cursor.execute(query, parameters)
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


class Keyed:
    """A store as a key of a cache: equal when the data are."""

    def __init__(self, store: Opened) -> None:
        self.store = store

    def __hash__(self) -> int:
        return hash(self.store.pointer.store)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keyed) and self.store.pointer.store == other.store.pointer.store


class Stores:
    """One per application."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._opened: Opened | None = None

    def current(self) -> Opened:
        """Raises NoContracts. Cheap: a look at the pointer's date. A store that is being read stays open."""
        stamp = self._now()
        if stamp is None:
            raise NoContracts
        if stamp != self._stamp or self._opened is None:
            with self._lock:
                if stamp != self._stamp or self._opened is None:
                    self._opened, self._stamp = self._open(), stamp
        return self._opened

    def _now(self) -> tuple[int, int] | None:
        try:
            stat = self.home.pointer_path.stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_ino

    def _open(self) -> Opened:
        pointer = self.home.pointer()
        if pointer is None:
            raise NoContracts
        if pointer.method != build.BUILD_VERSION:
            raise BeingRemade
        path = self.home.root / pointer.store
        connection = engine.connect(path, scratch=self.home.root / "reading.tmp", read_only=True)
        return Opened(connection, pointer, tuple(self.home.imported()))
