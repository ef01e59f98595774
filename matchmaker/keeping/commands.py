"""`flask backup`, `flask restore`, `flask doctor`."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from matchmaker.keeping import backup as backing
from matchmaker.keeping import doctor as examining
from matchmaker.keeping import restore as restoring
from matchmaker.keeping.errors import Refused
from matchmaker.keeping.progress import Step

ARCHIVE = click.Path(dir_okay=False, path_type=Path)


def tell(message: str) -> None:
    click.echo(message, err=True)


# What a full disk, a missing permission or a damaged database raise, and what a refusal says.
FAULTS = (Refused, OSError, sqlite3.Error, sa.exc.SQLAlchemyError)


def refuse(error: Exception) -> None:
    tell(f"Refused: {error}.")
    sys.exit(1)


@contextmanager
def bar(label: str, length: int) -> Iterator[Step]:
    with click.progressbar(length=length, label=label, file=sys.stderr, update_min_steps=1) as shown:
        yield shown.update


@click.command()
@click.argument("out", type=ARCHIVE)
@with_appcontext
def backup(out: Path) -> None:
    """Write one archive of database and files to OUT, while everybody goes on working."""
    try:
        manifest = backing.back_up(out, now=datetime.now(UTC), phase=bar)
    except FAULTS as error:
        refuse(error)
    else:
        facts = manifest.facts
        tell(f"{out}: {sum(facts.tables.values())} rows, {len(manifest.members) - 1} files")
        tell(f"journal: entry {facts.entries}, head {facts.head}")


@click.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--send", is_flag=True, help="Let the mails leave that the backup had not sent yet.")
@with_appcontext
def restore(archive: Path, send: bool) -> None:
    """Fill an EMPTY data folder and database from ARCHIVE, verified, with its indexes rebuilt."""
    try:
        found = restoring.restore(archive, send=send, now=datetime.now(UTC), phase=bar)
    except FAULTS as error:
        refuse(error)
    else:
        facts = found.manifest.facts
        tell(f"restored the backup of {facts.made_at}: {sum(facts.tables.values())} rows")
        tell(f"journal verified: entry {found.entries}, head {found.head}")
        tell("not in a backup: load the register and the contracts again, if there were any")
        tell("(`flask sirene load FILE`, `flask observatory import FILE…`)")
        if found.held_mails:
            tell(f"{found.held_mails} unsent mails are held, as the machine before may have sent them since:")
            tell("see them with `flask outbox held`, then `flask outbox release` or `flask outbox discard`")


@click.command()
@click.option("--format", "form", default="text", type=click.Choice(["text", "json"]), show_default=True)
@with_appcontext
def doctor(form: str) -> None:
    """Check settings, database, indexes, journal, outbox and worker; exit 1 when something is bad."""
    findings = []
    for one in examining.examine():
        findings.append(one)
        if form == "text":
            click.echo(f"{one.state.value:8} {one.part:13} {one.detail}")
    if form == "json":
        rows = [{"part": one.part, "state": one.state.name.lower(), "detail": one.detail} for one in findings]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    sys.exit(1 if any(one.state is examining.State.BAD for one in findings) else 0)
