"""`flask sirene load`."""

from __future__ import annotations

import json
import sqlite3
import sys
from dataclasses import asdict
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from matchmaker.extensions import jobs
from matchmaker.register import loading
from matchmaker.register.queries import register

sirene = AppGroup("sirene", help="The register of firms and bodies, from extracts of Sirene.")
EVERY = 100_000


@sirene.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Forget what was loaded before.")
def load_command(file: Path, replace: bool) -> None:
    """Add an extract (CSV or Parquet, Sirene's own column names) to the register; the summary as JSON."""
    try:
        summary = loading.load(file, register(), step=_told, replace=replace, tell=_tell)
    except (loading.Refused, OSError, sqlite3.Error) as refused:  # the last two: no room, no right to write
        click.echo(f"refused: {refused}; nothing was written", err=True)
        sys.exit(1)
    if summary.nothing_new:
        click.echo("nothing changed: the register says this already", err=True)
    else:
        jobs.wake(current_app, *current_app.extensions["register_followers"])
    click.echo(json.dumps(asdict(summary)))


def _tell(message: str) -> None:
    click.echo(message, err=True)


def _told(lines: int) -> None:
    if lines % EVERY == 0:
        click.echo(f"  {lines:,} lines", err=True)
