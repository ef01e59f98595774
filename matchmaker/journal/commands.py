"""`flask journal verify`."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from matchmaker.journal.services import Broken, verify

journal = AppGroup("journal", help="The register of every act.")


@journal.command("verify")
def verify_command() -> None:
    """Check the whole chain: number of entries and head, or the first broken sequence number (1)."""
    try:
        count, head = verify()
    except Broken as fault:
        click.echo(fault.seq)
        sys.exit(1)
    click.echo(f"{count} {head}")
