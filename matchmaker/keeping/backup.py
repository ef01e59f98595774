"""`flask backup`: the truth in one file, while everybody goes on working."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app

from matchmaker.extensions import db
from matchmaker.keeping import archive, schema, snapshot
from matchmaker.keeping.archive import Facts, Manifest
from matchmaker.keeping.errors import Refused
from matchmaker.keeping.progress import Phase

# The folders of DATA_DIR that nothing else could make again, each kept under its own name in the archive.
KEPT = archive.FILES


def back_up(out: Path, *, now: datetime, phase: Phase) -> Manifest:
    """Write the archive; raises Refused, having written nothing, when it cannot be made whole."""
    schema.require_current()
    if out.exists():
        raise Refused(f"{out} exists already: nothing is written over a backup")
    if not out.parent.is_dir():
        raise Refused(f"the folder {out.parent} does not exist")
    _check_room(out.parent)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as scratch:
        copy = Path(scratch) / archive.DATABASE
        snapshot.take(copy, phase)
        facts = _facts(copy, now=now)
        sources = [(archive.DATABASE, copy), *kept_files(current_app.config["SETTINGS"].data_dir)]
        length = sum(path.stat().st_size for _name, path in sources if path.exists())
        with phase("archive, bytes", length) as step:
            return archive.write(out, facts, sources, step)


def _facts(copy: Path, *, now: datetime) -> Facts:
    engine = db.engine.dialect.name
    with schema.opened(copy), db.engine.connect() as connection:
        entries, head = snapshot.head(connection)
        return Facts(
            made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            engine=engine,
            revision=str(schema.revision(connection)),
            entries=entries,
            head=head,
            tables=snapshot.counts(connection),
        )


def kept_files(data_dir: Path) -> Iterator[tuple[str, Path]]:
    root = data_dir / KEPT
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"{KEPT}/{path.relative_to(root).as_posix()}", path


def _check_room(folder: Path) -> None:
    """The snapshot and the archive stand beside each other for a moment."""
    path = Path(str(db.engine.url.database))
    size = path.stat().st_size if db.engine.dialect.name == "sqlite" else 0
    files = sum(path.stat().st_size for _name, path in kept_files(current_app.config["SETTINGS"].data_dir))
    needed, free = 2 * size + files, shutil.disk_usage(folder).free
    if free < needed:
        raise Refused(
            f"{folder} has {free >> 20} MiB free; the backup needs {needed >> 20} MiB while it is made"
        )
