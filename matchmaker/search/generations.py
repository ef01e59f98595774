"""Folders of an index: one per generation, and a pointer to the one in use, replaced atomically.

<root>/CURRENT              {"format": 1, "generation": "gen-000003"}
<root>/gen-000003/…         the index itself
<root>/REBUILDING           name of the generation being built, while a rebuild runs
<root>/pending.jsonl        what was applied since that rebuild began
<root>/write.lock, rebuild.lock
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matchmaker.search.engine import IndexBusy, IndexUnavailable
from matchmaker.search.whoosh_api import FileStorage, try_for

# Raise when the schema, the analysis or the stored facts change: older indexes are then refused and rebuilt.
FORMAT = 1
# A process that has just read the pointer may still open the generation before; it keeps it once open.
GENERATIONS_KEPT = 2


class Generations:
    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> str:
        """Name of the generation in use. Raises IndexUnavailable."""
        try:
            pointer = json.loads((self.root / "CURRENT").read_text("utf-8"))
            found, name = int(pointer["format"]), str(pointer["generation"])
        except FileNotFoundError as error:
            raise IndexUnavailable("missing", str(self.root)) from error
        except (ValueError, KeyError, TypeError) as error:
            raise IndexUnavailable("corrupt", "CURRENT cannot be read") from error
        if found != FORMAT:
            raise IndexUnavailable("older", f"format {found}, this version reads {FORMAT}")
        if not (self.root / name).is_dir():
            raise IndexUnavailable("missing", name)
        return name

    def path(self, name: str) -> Path:
        return self.root / name

    def create(self) -> str:
        """An empty folder beside, numbered after all others."""
        self.root.mkdir(parents=True, exist_ok=True)
        last = max((int(folder.name[4:]) for folder in self._folders()), default=0)
        name = f"gen-{last + 1:06d}"
        self.path(name).mkdir()
        return name

    def publish(self, name: str) -> None:
        write_durably(self.root / "CURRENT", json.dumps({"format": FORMAT, "generation": name}))

    def discard(self, name: str) -> None:
        shutil.rmtree(self.path(name), ignore_errors=True)

    def sweep(self) -> None:
        """Old generations go, but the last before the current; so do the remains of broken rebuilds."""
        current = self.current()
        older = sorted(folder.name for folder in self._folders() if folder.name < current)
        newer = [folder.name for folder in self._folders() if folder.name > current]
        for name in (*older[: -(GENERATIONS_KEPT - 1)], *newer):
            self.discard(name)

    def _folders(self) -> Iterator[Path]:
        return (
            f for f in self.root.glob("gen-*") if f.is_dir() and f.name[4:].isascii() and f.name[4:].isdigit()
        )

    @contextmanager
    def locked(self, name: str, timeout: float) -> Iterator[None]:
        """Held by one thread of one process. Raises IndexBusy after `timeout` seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileStorage(str(self.root)).lock(f"{name}.lock")
        if not try_for(lock.acquire, timeout=timeout, delay=0.02):
            raise IndexBusy(f"{name} lock is held")
        try:
            yield
        finally:
            lock.release()


def write_durably(path: Path, text: str) -> None:
    """Either the old content or the new one is there, whenever the power goes."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
