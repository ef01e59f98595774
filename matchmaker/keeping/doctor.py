"""`flask doctor`: is everything as it should be? Each check gives one line, and never stops the others."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from config import Settings
from matchmaker import database, heartbeat
from matchmaker.extensions import db
from matchmaker.journal.verifying import Broken, verify
from matchmaker.keeping import schema
from matchmaker.notifications import delivery
from matchmaker.notifications.models import OutboxMail
from matchmaker.search import sync
from matchmaker.search.engine import IndexUnavailable
from matchmaker.search.models import IndexChange
from matchmaker.sourcing import index

LATE = timedelta(minutes=5)
ENOUGH_BYTES = 1 << 30
SHOWN = 3


class State(Enum):
    WELL = "ok"
    WARNING = "warning"
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one part, and what to do when it is not well. No address holds a password."""

    part: str
    state: State
    detail: str


Check = Callable[[Settings], Iterable[Finding]]


def well(part: str, detail: str) -> Finding:
    return Finding(part, State.WELL, detail)


def warning(part: str, detail: str) -> Finding:
    return Finding(part, State.WARNING, detail)


def bad(part: str, detail: str) -> Finding:
    return Finding(part, State.BAD, detail)


def examine() -> Iterator[Finding]:
    """Every finding, as it is made; the database's own come only when its schema can be read."""
    settings: Settings = current_app.config["SETTINGS"]
    yield from settings_chosen(settings)
    yield from folder(settings)
    yield from disk(settings)
    try:
        found = schema.state()
    except sa.exc.SQLAlchemyError as error:
        yield bad("database", f"cannot be reached: {_first_line(error)}")
        return
    if found is not schema.Schema.CURRENT:
        yield bad("schema", found.value)
        return
    yield well("schema", f"{schema.newest()}, {found.value}")
    for check in CHECKS:
        yield from _carefully(check, settings)


def _carefully(check: Check, settings: Settings) -> Iterator[Finding]:
    try:
        with database.access(read_only=True):
            yield from check(settings)
    except sa.exc.SQLAlchemyError as error:
        yield bad(check.__name__.replace("_", " "), f"cannot be checked: {_first_line(error)}")
    finally:
        db.session.rollback()


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().split("\n")[0]


def settings_chosen(settings: Settings) -> Iterator[Finding]:
    """What the start does not refuse and an operator should still know."""
    yield well("settings", f"{settings.environment}, {settings.base_url}")
    if settings.mail_url is None:
        yield warning("settings", "MAIL_URL is not set: mails stay on the page /outbox")
    if not settings.production:
        return
    for name, value in (("MAIL_FROM", settings.mail_from), ("CONTACT_EMAIL", settings.contact_email)):
        if value.rstrip(">").endswith(".invalid"):
            yield warning("settings", f"{name} is {value}: nobody can answer to it")
    if settings.ratelimit_storage_uri.startswith("memory"):
        yield warning("settings", "RATELIMIT_STORAGE_URI is memory: each web process counts for itself")
    if settings.trusted_proxies == 0:
        yield warning("settings", "TRUSTED_PROXIES is 0: behind a proxy all visitors share one address")


def folder(settings: Settings) -> Iterator[Finding]:
    path = settings.data_dir
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        yield bad("data folder", f"{path} cannot be written by this user")
        return
    reached = _others_may(path, stat.S_IXOTH)
    changed = [one for one in _private(path) if reached and _others_may(one, stat.S_IWOTH)]
    read = [one for one in _private(path) if reached and _others_may(one, stat.S_IROTH)]
    if changed:
        yield bad("data folder", f"any user of this machine may change {changed[0].name}: chmod 750 {path}")
    elif read:
        detail = f"any user of this machine may read {read[0].name}: chmod 750 {path}"
        yield (bad if settings.production else warning)("data folder", detail)
    else:
        yield well("data folder", str(path))


def _private(folder: Path) -> list[Path]:
    names = ("secret_key", "matchmaker.sqlite3", "jobs.sqlite3", "files")
    return [path for name in names if (path := folder / name).exists()]


def _others_may(path: Path, what: int) -> bool:
    return bool(path.stat().st_mode & what)


def disk(settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.data_dir).free
    detail = f"{free / (1 << 30):.1f} GiB free"
    yield well("disk", detail) if free >= ENOUGH_BYTES else bad("disk", f"{detail}: less than 1 GiB")


def integrity(_settings: Settings) -> Iterator[Finding]:
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            version = connection.exec_driver_sql("SHOW server_version").scalar()
            yield well("database", f"PostgreSQL {version} answers")
            return
        faults = connection.exec_driver_sql("PRAGMA quick_check(3)").scalars().all()
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if faults != ["ok"]:
        yield bad("database", f"damaged, restore a backup: {'; '.join(map(str, faults))}")
    elif lost:
        yield bad("database", f"{len(lost)} rows point nowhere, the first in {lost[0][0]}")
    else:
        yield well("database", "SQLite, integrity and foreign keys hold")


def journal(_settings: Settings) -> Iterator[Finding]:
    try:
        entries, head = verify()
    except Broken as fault:
        yield bad("journal", f"{fault}: keep this machine as it is, compare with a backup")
        return
    yield well("journal", f"{entries} entries, head {head}")
    if missing := TRIGGERS[db.engine.dialect.name] - _triggers():
        yield bad("journal", f"the database no longer guards it: {', '.join(sorted(missing))} is missing")


TRIGGERS = {
    "sqlite": {
        "journal_entries_no_update",
        "journal_entries_no_delete",
        "journal_entries_in_order",
        "journal_head_forward",
        "journal_head_stays",
    },
    "postgresql": {
        "journal_entries_no_change",
        "journal_entries_in_order",
        "journal_head_forward",
        "journal_head_stays",
    },
}


def _triggers() -> set[str]:
    sqlite = db.engine.dialect.name == "sqlite"
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if sqlite
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    return set(db.session.execute(sa.text(query)).scalars())


def search_index(_settings: Settings) -> Iterator[Finding]:
    """Differences that the worker is about to mend are none of ours."""
    try:
        found = sync.differences()
    except IndexUnavailable as error:
        filled = any(source.count() for source in sync.sources())
        yield (bad if filled else warning)("search index", f"{error.reason}: flask search rebuild")
        return
    waiting = db.session.execute(sa.select(sa.func.count(IndexChange.id))).scalar_one()
    if found and not waiting:
        yield bad(
            "search index",
            f"{len(found)} differences ({', '.join(found[:SHOWN])}): flask search rebuild",
        )
    else:
        yield well("search index", f"{len(found)} differences, {waiting} changes waiting")


def match_index(_settings: Settings) -> Iterator[Finding]:
    pointer = index.index().pointer()
    if pointer is None:
        yield warning("match index", "not made yet: the first page that needs it waits; flask match rebuild")
    elif not (index.index().root / pointer.folder).is_dir():
        yield bad("match index", f"{pointer.folder} is missing: flask match rebuild")
    else:
        yield well("match index", f"{pointer.folder}, {len(pointer.changed)} firms changed since")


def worker(_settings: Settings) -> Iterator[Finding]:
    """Bad when something waits for it; a machine at rest is no illness."""
    now = datetime.now(UTC)
    last = heartbeat.last()
    seen = "never ran" if last is None else f"seen {int((now - last).total_seconds())} s ago"
    if last is not None and now - last < heartbeat.LATE:
        yield well("worker", seen)
        return
    oldest = db.session.execute(sa.select(sa.func.min(IndexChange.at))).scalar_one()
    waited = oldest is not None and now - oldest > LATE
    yield (bad if waited else warning)("worker", f"{seen}: start `flask worker`")


def outbox(settings: Settings) -> Iterator[Finding]:
    now = datetime.now(UTC)
    unsent = OutboxMail.sent_at.is_(None)
    oldest, count = db.session.execute(
        sa.select(sa.func.min(OutboxMail.due_at), sa.func.count()).where(
            unsent,
            OutboxMail.due_at <= now,
            OutboxMail.held.is_(False),
            OutboxMail.failed_at.is_(None),
            OutboxMail.attempts < delivery.GIVE_UP_AFTER,
        )
    ).one()
    undone = sa.or_(OutboxMail.failed_at.is_not(None), OutboxMail.attempts >= delivery.GIVE_UP_AFTER)
    given_up = _count(unsent, undone)
    held = _count(unsent, OutboxMail.held.is_(True))
    if oldest is not None and settings.mail_url is not None and now - oldest > LATE:
        yield bad("outbox", f"{count} mails wait, the oldest since {oldest:%Y-%m-%d %H:%M} UTC")
    else:
        yield well("outbox", f"{count} mails wait")
    if given_up:
        yield warning("outbox", f"{given_up} mails were given up: see the page of the administrators")
    if held:
        yield warning("outbox", f"{held} mails are held since a restore: flask outbox held")


def _count(*conditions: sa.ColumnElement[bool]) -> int:
    return db.session.execute(sa.select(sa.func.count(OutboxMail.id)).where(*conditions)).scalar_one()


CHECKS: tuple[Check, ...] = (integrity, journal, search_index, match_index, worker, outbox)
