"""`flask search rebuild` and `flask search check`."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from matchmaker.search import sync
from matchmaker.search.engine import IndexUnavailable

search = AppGroup("search", help="The index behind the search box.")


@search.command("rebuild")
def rebuild() -> None:
    """Make the index anew from the database, beside the one in use, then swap them."""
    total = sum(source.count() for source in sync.sources())
    with click.progressbar(length=total, label="documents", file=sys.stderr) as bar:
        done = sync.engine().rebuild(sync.every_document(), lambda count: bar.update(count - bar.pos))
    click.echo(f"{done} documents indexed", err=True)


@search.command("check")
def check() -> None:
    """Name the differences between database and index, one a line; exit 1 when there are any."""
    try:
        found = sync.differences()
    except IndexUnavailable as error:
        found = [str(error)]
    for line in found:
        click.echo(line)
    sys.exit(1 if found else 0)
