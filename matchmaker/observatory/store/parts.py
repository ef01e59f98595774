"""What was imported, file by file: cleaned lines as Parquet, under the digest of the file they come from.

    DATA_DIR/observatory/parts/<sha256>/lines-0000.parquet …, rejects.csv, part.json

`part.json` is written last: a folder without it is an import that was cut, and goes on where it stopped.
The store is built from the parts, and from nothing else: it can be deleted and made anew.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from matchmaker.observatory.formats.lines import Row

READER_VERSION = 1
"""Goes up when cleaning changes: parts made before are read again from their files."""
REJECT_COLUMNS = ("line", "contract_id", "buyer_id", "field", "value", "reason")


@dataclass(frozen=True, slots=True)
class Part:
    """One imported file. `rules`: name of a rule → lines it touched. `origin`: "demonstration" or "file"."""

    digest: str
    name: str
    format: str
    lines: int
    kept: int
    rejected: int
    keys: int
    concessions: int
    rules: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    origin: str = "file"
    reader: int = READER_VERSION


class Parts:
    """The folder of the parts."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, digest: str) -> Path:
        return self.root / digest

    def read(self, digest: str) -> Part | None:
        """None when the file was not, or not wholly, imported, or by an older reader."""
        try:
            data = json.loads((self.folder(digest) / "part.json").read_text())
        except FileNotFoundError:
            return None
        data["notes"] = tuple(data["notes"])
        part = Part(**data)
        return part if part.reader == READER_VERSION else None

    def lines(self, digest: str) -> list[str]:
        return sorted(str(path) for path in self.folder(digest).glob("lines-*.parquet"))

    def rejects(self, digest: str) -> list[dict[str, str]]:
        path = self.folder(digest) / "rejects.csv"
        with path.open(newline="", encoding="utf-8") as stream:
            return list(csv.DictReader(stream, fieldnames=REJECT_COLUMNS))

    def seal(self, part: Part) -> None:
        """Written beside, then named: a reader sees the whole of it or nothing."""
        beside = self.folder(part.digest) / ".part.json"
        beside.write_text(json.dumps(asdict(part), ensure_ascii=False, indent=1))
        os.replace(beside, self.folder(part.digest) / "part.json")

    def forget(self, digest: str) -> None:
        shutil.rmtree(self.folder(digest), ignore_errors=True)


def digest_of(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


def write_rejects(path: Path, rows: list[Row]) -> None:
    with path.open("a", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
