"""`flask demo`: the invented region in an empty database."""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from matchmaker import database
from matchmaker.accounts.actor import SYSTEM
from matchmaker.demo import contracts, extract, load, region, rencontre
from matchmaker.observatory import services as observatory
from matchmaker.observatory.joins import current_sides, stores
from matchmaker.observatory.store import importing
from matchmaker.register import loading
from matchmaker.register.queries import register
from matchmaker.search import sync
from matchmaker.sourcing import index
from matchmaker.web.transaction import transaction

PASSWORD = "demonstration 2016 arras"  # noqa: S105 - printed for everybody, on invented data only


@click.command()
@click.option("--scale", default=1.0, show_default=True, type=click.FloatRange(0.05, 25))
@click.option("--seed", default=region.SEED, show_default=True)
@click.option("--if-empty", is_flag=True, help="Do nothing, and say so, when the base is not empty.")
@with_appcontext
def demo(scale: float, seed: int, if_empty: bool) -> None:
    """Fill an EMPTY base with an invented region, and print one account a role."""
    settings = current_app.config["SETTINGS"]
    if settings.production:
        refuse("demonstration data are refused in production")
    if not load.is_empty():
        if not if_empty:
            refuse("the base is not empty: nothing was written")
        tell("the base is not empty: demonstration data left as they are")
        return
    now = datetime.now(UTC)
    tell("inventing the region…")
    invented = region.generate(today=now.date(), seed=seed, scale=scale)
    with (
        transaction(),
        click.progressbar(length=load.steps(invented), label="writing", file=sys.stderr) as bar,
    ):
        load.load(invented, password=PASSWORD, now=now, step=bar.update)
        observatory.load_delays(contracts.delays(invented), actor=SYSTEM, now=now)
    load_register(invented)
    derive(invented)
    tell("the Rencontre of the day…")
    with transaction():
        rencontre.load(invented, now=now)
    show_accounts(invented)


def derive(invented: region.Region) -> None:
    """Indexes at once, rather than by the worker: the first page shown is already whole."""
    total = sum(source.count() for source in sync.sources())
    with click.progressbar(length=total, label="search index", file=sys.stderr) as bar:
        sync.engine().rebuild(sync.every_document(), lambda count: bar.update(count - bar.pos))
    show_contracts(invented)
    tell("match index…")
    index.index().refit()


def show_contracts(invented: region.Region) -> None:
    """Invented contracts for the observatory, unless real ones were imported already."""
    if stores().home.pointer() is not None:
        tell("contracts were imported already: they stay")
        return
    tell("contracts…")
    with tempfile.TemporaryDirectory() as folder, database.access(read_only=True):
        path = Path(folder) / "demonstration.json"
        path.write_text(json.dumps(contracts.contracts(invented, _count(invented)), ensure_ascii=False))
        sides = current_sides()
        importing.import_files(
            stores().home, [path], sides, tell=_nothing, step=_nothing, origin="demonstration"
        )


def _count(invented: region.Region) -> int:
    """In proportion of the bodies that buy."""
    return max(300, contracts.CONTRACTS * len(invented.buyers) // region.BUYERS)


def _nothing(_told: object) -> None:
    pass


def load_register(invented: region.Region) -> None:
    """The invented extract stays beside the register, as an example of what `flask sirene load` reads."""
    tell("register of firms…")
    path = register().path.with_name("demonstration.csv")
    path.parent.mkdir(parents=True, exist_ok=True)
    extract.write(path, invented)
    loading.load(path, register(), step=lambda _lines: None)


def show_accounts(invented: region.Region) -> None:
    tell(f"\nAccounts of the demonstration, password “{PASSWORD}”:")
    for account in region.accounts(invented):
        click.echo(f"  {account.label:45} {account.email}")


def tell(words: str) -> None:
    click.echo(words, err=True)


def refuse(words: str) -> None:
    tell(words)
    sys.exit(1)
