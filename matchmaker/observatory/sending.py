"""Files of contracts sent through a page, and read by the worker in a process of their own."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

from matchmaker import database
from matchmaker.accounts.actor import SYSTEM, Actor
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.observatory.joins import known, stores
from matchmaker.observatory.store import light
from matchmaker.observatory.store.incoming import Incoming, Save, Sent

log = logging.getLogger(__name__)
READ_SENT = "observatory.read_sent"
COUNTS = ("lines_read", "rejected", "contracts_new", "contracts_changed")


def incoming() -> Incoming:
    return Incoming(stores().home.root / "incoming")


def send(name: str, save: Save, *, actor: Actor, now: datetime) -> str:
    """Keeps the file for the worker; the number under which it is followed. Raises OSError (disk full)."""
    key = incoming().keep(name, save, now=now)
    record(actor, Action.CONTRACTS_SENT, "contracts", None, now=now, sent=key)
    jobs.want(db.session, READ_SENT)
    return key


@jobs.task(READ_SENT, every_minute=True)
def read_sent() -> None:
    """What waits, the oldest first. No transaction is open while a file is read: that may take a minute."""
    db.session.rollback()
    for one in incoming().waiting():
        with database.access(read_only=True):
            told = known()
            db.session.rollback()
        line = light.command(
            stores().home.root,
            told,
            [incoming().path(one)],
            outcome=incoming().beside(one, "outcome.json"),
        )
        if not _carried_out(one, line):
            return
        _tell_the_journal(incoming().read(one.id))


def _carried_out(one: Sent, line: list[str]) -> bool:
    """False when it will be tried again: another import is at work, or the process died."""
    outcome = incoming().beside(one, "outcome.json")
    if not incoming().may_try(one):
        light.conclude(str(outcome), {"failed": "the import was cut each time it was tried"})
    else:
        light.beside(line, progress=incoming().beside(one, "progress"))
    Path(line[4]).unlink(missing_ok=True)
    if not outcome.exists():
        log.warning("observatory: %s was not read, it will be tried again", one.name)
        return False
    incoming().let_go(one)
    return True


def _tell_the_journal(one: Sent | None) -> None:
    if one is None or one.outcome is None:
        return
    summary = one.outcome.get("summary")
    action = Action.CONTRACTS_IMPORTED if summary else Action.CONTRACTS_REFUSED
    counts = {name: (summary or {})[name] for name in COUNTS if name in (summary or {})}
    record(SYSTEM, action, "contracts", None, now=datetime.now(UTC), sent=one.id, **counts)
