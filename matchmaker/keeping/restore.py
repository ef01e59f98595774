"""`flask restore`: an empty machine filled from a backup, verified before anything is put in place.

Everything is extracted beside, checked (digests, SQLite's own integrity, foreign keys, counts, the
journal's chain), brought to the newest schema, and only then moved in; the database comes last.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from config import Settings
from matchmaker import database
from matchmaker.extensions import db
from matchmaker.journal.verifying import Broken, verify
from matchmaker.keeping import archive, schema, snapshot
from matchmaker.keeping.archive import Facts, Manifest
from matchmaker.keeping.errors import Refused
from matchmaker.keeping.progress import Phase
from matchmaker.notifications.models import DigestItem, OutboxMail
from matchmaker.search import sync
from matchmaker.sourcing import index

# Rows that migrations or a worker that was started too early leave in a database that nobody has used.
UNUSED = {"alembic_version", "journal_head", "worker_beats", "journal_checks"}
NOTE = "restored.json"
# The folder that everything is examined in, and the file that stands while it is moved into place.
BESIDE, MARKER = ".restore-", ".restoring"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place: the journal as it is now, and the unsent mails that wait for a decision."""

    manifest: Manifest
    entries: int
    head: str
    held_mails: int


def restore(path: Path, *, send: bool, now: datetime, phase: Phase) -> Restored:
    """Raises Refused, with nothing put in place. `send` lets the mails leave that the backup had not sent."""
    settings: Settings = current_app.config["SETTINGS"]
    refuse_unless_empty(settings.data_dir)
    beside = _database_file().parent if _sqlite() else settings.data_dir
    beside.mkdir(parents=True, exist_ok=True)
    with archive.opened(path) as found, tempfile.TemporaryDirectory(dir=beside, prefix=BESIDE) as folder:
        manifest, scratch = found.manifest, Path(folder)
        _check_room(scratch, manifest)
        with phase("archive, bytes", manifest.bytes) as step:
            found.extract(scratch, step)
        entries, head, held = examine(scratch / archive.DATABASE, manifest.facts, send=send)
        _put(scratch, settings.data_dir, phase)
    derive(phase)
    _note(settings.data_dir, manifest.facts, now=now)
    return Restored(manifest, entries, head, held)


def refuse_unless_empty(data_dir: Path) -> None:
    """What a restore killed half-way left behind is cleared away first."""
    _refuse_a_database_in_use()
    files, marker = data_dir / archive.FILES, data_dir / MARKER
    if marker.exists():
        shutil.rmtree(files, ignore_errors=True)
    if files.is_dir() and any(files.iterdir()):
        raise Refused(f"{files} is not empty: a backup is restored on an empty machine only")
    for left in data_dir.glob(f"{BESIDE}*"):
        shutil.rmtree(left)


def _refuse_a_database_in_use() -> None:
    if _sqlite() and not _database_file().exists():
        return
    with database.access(read_only=True), db.engine.connect() as connection:
        found = schema.state_of(schema.revision(connection))
        if found not in (schema.Schema.EMPTY, schema.Schema.CURRENT):
            raise Refused(found.value)
        filled = [name for name in _tables(connection) if _has_rows(connection, name)]
    if filled:
        raise Refused(f"the database is not empty ({', '.join(filled[:3])}…): nothing was written")


def _tables(connection: sa.Connection) -> list[str]:
    present = set(sa.inspect(connection).get_table_names())
    ours = {table.name for table in db.metadata.sorted_tables}
    return sorted((present & ours) - UNUSED)


def _has_rows(connection: sa.Connection, name: str) -> bool:
    query = sa.select(sa.literal(1)).select_from(db.metadata.tables[name]).limit(1)
    return connection.execute(query).first() is not None


def _sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def _database_file() -> Path:
    return Path(str(db.engine.url.database))


def _check_room(folder: Path, manifest: Manifest) -> None:
    free = shutil.disk_usage(folder).free
    if free < manifest.bytes:
        raise Refused(f"{free >> 20} MiB are free; the backup holds {manifest.bytes >> 20} MiB")


def examine(path: Path, facts: Facts, *, send: bool) -> tuple[int, str, int]:
    """The journal's number and head, and how many mails are held; raises Refused at the first fault."""
    with schema.opened(path):
        _check_integrity(facts)
        upgraded = facts.revision != schema.newest()
        if upgraded:
            schema.upgrade()
        try:
            # An earlier version may have chained otherwise: its migration checks the old chain itself.
            entries, head = verify(
                None if upgraded else (facts.entries, facts.head) if facts.entries else None
            )
        except Broken as fault:
            raise Refused(f"{fault}: verify the machine that the backup comes from") from fault
        if entries != facts.entries:
            raise Refused(f"its journal has {entries} entries; the manifest announces {facts.entries}")
        return entries, head, 0 if send else _hold_mails()


def _check_integrity(facts: Facts) -> None:
    try:
        with db.engine.connect() as connection:
            _check_database(connection, facts)
    except sa.exc.DatabaseError as error:
        raise Refused(f"its database cannot be read: {error.orig}") from error


def _check_database(connection: sa.Connection, facts: Facts) -> None:
    faults = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
    if faults != ["ok"]:
        raise Refused(f"its database is damaged: {'; '.join(map(str, faults))}")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise Refused("its database holds rows that point nowhere")
    found = schema.revision(connection)
    if found != facts.revision or schema.state_of(found) in (schema.Schema.NEWER, schema.Schema.EMPTY):
        raise Refused(
            f"its schema ({found}) is not known to this version of the program: {schema.Schema.NEWER.value}"
        )
    for name, announced in facts.tables.items():
        query = sa.select(sa.func.count()).select_from(sa.table(name))
        if connection.execute(query).scalar_one() != announced:
            raise Refused(f"its table {name} does not hold the {announced} rows that the manifest announces")


def _hold_mails() -> int:
    """The machine before may have sent them after the backup: they wait for `flask outbox`."""
    with database.access(read_only=False), db.engine.begin() as connection:
        waiting = sa.update(OutboxMail).where(OutboxMail.sent_at.is_(None), OutboxMail.held.is_(False))
        connection.execute(waiting.values(held=True))
        connection.execute(sa.update(DigestItem).where(DigestItem.gathered_at.is_(None)).values(held=True))
        query = sa.select(sa.func.count()).select_from(OutboxMail).where(OutboxMail.held.is_(True))
        return connection.execute(query).scalar_one()


def _put(scratch: Path, data_dir: Path, phase: Phase) -> None:
    """The database comes last: without it the files are nothing, and the next restore clears them away."""
    marker = data_dir / MARKER
    marker.touch()
    try:
        _put_files(scratch, data_dir)
        _put_database(scratch / archive.DATABASE, phase)
    except BaseException:
        shutil.rmtree(data_dir / archive.FILES, ignore_errors=True)
        raise
    finally:
        marker.unlink()


def _put_files(scratch: Path, data_dir: Path) -> None:
    kept = scratch / archive.FILES
    if kept.is_dir():
        target = data_dir / archive.FILES
        if target.is_dir():
            target.rmdir()
        shutil.move(kept, target)


def _put_database(staged: Path, phase: Phase) -> None:
    if not _sqlite():
        schema.upgrade()
        source = sa.create_engine(f"sqlite:///{staged}")
        with source.connect() as connection:
            snapshot.copy_rows(connection, phase)
        source.dispose()
        return
    target = _database_file()
    db.engine.dispose()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    _make_one_file(staged)
    with staged.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(staged, target)


def _make_one_file(path: Path) -> None:
    """Nothing of it is left in a log beside it that would not move with it."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()


def derive(phase: Phase) -> None:
    """What is rebuilt from the database: the search index and the match index."""
    with database.access(read_only=True):
        total = sum(source.count() for source in sync.sources())
        with phase("search index, documents", total) as step:
            done = 0

            def note(count: int) -> None:
                nonlocal done
                step(count - done)
                done = count

            sync.engine().rebuild(sync.every_document(), note)
        with phase("match index", 1) as step:
            index.index().rebuild()
            step(1)
        db.session.rollback()


def _note(data_dir: Path, facts: Facts, *, now: datetime) -> None:
    """So that a head published between the backup and the restore is not taken for a falsification."""
    kept = {key: value for key, value in asdict(facts).items() if key != "tables"}
    text = json.dumps({"restored_at": now.isoformat(timespec="seconds"), "backup": kept}, indent=1)
    (data_dir / NOTE).write_text(text + "\n", encoding="utf-8")
