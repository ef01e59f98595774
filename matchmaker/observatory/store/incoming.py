"""Files of contracts sent through a page: each waits in a folder of its own for the worker.

DATA_DIR/observatory/incoming/<id>/file/<name>   gone once it was read
                             …/sent.json         name, size, moment
                             …/progress          what the import tells on the way
                             …/outcome.json      the summary, or why it was refused: written last
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

KEPT = 20
MOST_TRIES = 3
"""A file at which the process dies each time is given up."""
_ID = re.compile(r"[0-9]{14}-[0-9a-f]{12}")
Save = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Sent:
    """`progress`: the last words of the import, "" before it begins. `outcome`: None until it ends."""

    id: str
    name: str
    size: int
    at: datetime
    progress: str
    outcome: Mapping[str, Any] | None


class Incoming:
    """The folder of what was sent."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, name: str, save: Save, *, now: datetime) -> str:
        """Whole, or nothing: the folder gets its name when all of it is there. Raises OSError."""
        key = f"{now:%Y%m%d%H%M%S}-{secrets.token_hex(6)}"
        beside = self.root / f".{key}"
        (beside / "file").mkdir(parents=True)
        try:
            path = beside / "file" / name
            save(path)
            told = {"name": name, "size": path.stat().st_size, "at": now.isoformat()}
            (beside / "sent.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
            beside.rename(self.root / key)
        except OSError:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        return key

    def read(self, key: str) -> Sent | None:
        folder = self.root / key
        if not _ID.fullmatch(key) or not (folder / "sent.json").exists():
            return None
        told = json.loads((folder / "sent.json").read_text(encoding="utf-8"))
        outcome = folder / "outcome.json"
        return Sent(
            key,
            told["name"],
            told["size"],
            datetime.fromisoformat(told["at"]),
            _last_line(folder / "progress"),
            json.loads(outcome.read_text(encoding="utf-8")) if outcome.exists() else None,
        )

    def latest(self) -> list[Sent]:
        """The newest first."""
        found = (self.read(path.name) for path in sorted(self.root.glob("[0-9]*"), reverse=True))
        return [one for one in found if one is not None]

    def waiting(self) -> list[Sent]:
        return [one for one in reversed(self.latest()) if one.outcome is None]

    def path(self, one: Sent) -> Path:
        return self.root / one.id / "file" / one.name

    def beside(self, one: Sent, name: str) -> Path:
        return self.root / one.id / name

    def may_try(self, one: Sent) -> bool:
        """Counts the try; False when it was tried too often."""
        with self.beside(one, "tries").open("a+") as stream:
            stream.write(".")
            return stream.tell() <= MOST_TRIES

    def let_go(self, one: Sent) -> None:
        """The file, once it was read or refused; and the oldest of what is remembered."""
        shutil.rmtree(self.root / one.id / "file", ignore_errors=True)
        for old in self.latest()[KEPT:]:
            if old.outcome is not None:
                shutil.rmtree(self.root / old.id, ignore_errors=True)


def _last_line(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, path.stat().st_size - 500))
            lines = stream.read().decode("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    return lines[-1].strip() if lines else ""
