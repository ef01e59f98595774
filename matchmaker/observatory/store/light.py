"""The import in a process that holds nothing else: the application's libraries alone weigh as much.

    python -m matchmaker.observatory.store.light FOLDER KNOWN.json ORIGIN OUTCOME FILE…

Standard output: the summary as JSON. Exit status 1: nothing was imported, and why is on standard error.
OUTCOME: where both are written as JSON too, for a page; "" for nowhere.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import duckdb

from matchmaker.observatory.formats.refused import FileRefused
from matchmaker.observatory.store import importing
from matchmaker.observatory.store.home import Busy, Home
from matchmaker.observatory.store.platform import Known

EVERY = 100_000
ROOT = Path(__file__).resolve().parents[3]


class Progress:
    """Lines read, told every hundred thousand."""

    def __init__(self) -> None:
        self.read = 0

    def __call__(self, lines: int) -> None:
        before, self.read = self.read, self.read + lines
        if self.read // EVERY > before // EVERY:
            tell(f"  {self.read:,} lines")


def tell(message: str) -> None:
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def main(arguments: Sequence[str]) -> int:
    folder, known_path, origin, outcome, *files = arguments
    known = Known.from_json(Path(known_path).read_text(encoding="utf-8"))
    Path(known_path).unlink()
    try:
        summary = importing.import_files(
            Home(Path(folder)),
            [Path(one) for one in files],
            known.sides(),
            tell=tell,
            step=Progress(),
            origin=origin,
        )
    except FileRefused as refused:
        tell(f"refused: {refused}; nothing was imported")
        conclude(outcome, {"refused": refused.reason, "line": refused.line})
    except Busy:
        tell("another import is at work; nothing was imported")
    except (OSError, duckdb.Error) as error:
        tell(f"not imported: {error}; what was there is unchanged")
        conclude(outcome, {"failed": str(error)})
    else:
        conclude(outcome, {"summary": summary.as_dict()})
        sys.stdout.write(json.dumps(summary.as_dict(), ensure_ascii=False) + "\n")
        return 0
    return 1


def conclude(path: str, outcome: dict[str, object]) -> None:
    """Written beside, then named: who looks sees the whole of it or nothing."""
    if path:
        beside = Path(f"{path}.new")
        beside.write_text(json.dumps(outcome, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)


def command(
    folder: Path, known: Known, files: Sequence[Path], *, origin: str = "file", outcome: Path | None = None
) -> list[str]:
    """The command line of this import; what is known of firms waits in a file that it deletes."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(dir=folder, prefix="known-", suffix=".json")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(known.to_json())
    held = [str(file.absolute()) for file in files]
    where = str(outcome.absolute()) if outcome else ""
    return [sys.executable, "-m", __name__, str(folder), path, origin, where, *held]


def environment() -> dict[str, str]:
    """Few arenas: the C library keeps freed memory in each, one a thread by default."""
    return {**os.environ, "MALLOC_ARENA_MAX": "2"}


def become(line: list[str]) -> NoReturn:
    """This process turns into that one, and gives its memory back."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(ROOT)
    os.execve(line[0], line, environment())  # noqa: S606 - our own interpreter and module, no shell


def beside(line: list[str], *, progress: Path) -> subprocess.CompletedProcess[str]:
    """The same in a child, for a worker that goes on; what it tells on the way goes to `progress`."""
    with progress.open("w", encoding="utf-8") as stream:
        return subprocess.run(
            line, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=stream, text=True, check=False
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
