"""`flask journal verify` and `flask journal export`."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from typing import TextIO

import click
from flask.cli import AppGroup

from matchmaker.journal import export
from matchmaker.journal.services import Broken, verify

journal = AppGroup("journal", help="The register of every act.")


class NumberAndHead(click.ParamType):
    """`1234:64 hexadecimal digits`, as mails, reports and the page /journal give them."""

    name = "NUMBER:HEAD"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, str]:
        found = re.fullmatch(r"([0-9]{1,12}):([0-9a-fA-F]{64})", value)
        if found is None:
            self.fail(f"{value!r} is not a number, a colon and 64 hexadecimal digits", param, ctx)
        return int(found[1]), found[2].lower()


@journal.command("verify")
@click.option("--known", type=NumberAndHead(), help="A head noted down earlier: was all before it kept?")
def verify_command(known: tuple[int, str] | None) -> None:
    """Check the whole chain: number of entries and head, or the first broken sequence number (1)."""
    try:
        count, head = verify(known)
    except Broken as fault:
        click.echo(str(fault), err=True)
        click.echo(fault.seq)
        sys.exit(1)
    click.echo(f"{count} {head}")


@journal.command("export")
@click.argument("out", type=click.File("w", encoding="utf-8", atomic=True), default="-")
@click.option("--need", type=click.IntRange(1, 2**31 - 1), help="What was done about this need only.")
def export_command(out: TextIO, need: int | None) -> None:
    """Write the journal as JSON lines, for tools/verify_journal.py to check alone."""
    now = datetime.now(UTC)
    out.writelines(export.whole(now=now) if need is None else export.of_need(need, now=now))
