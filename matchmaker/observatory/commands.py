"""`flask observatory …`: import, what was set aside, delays, indicators."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import click
import duckdb
from flask.cli import AppGroup

from matchmaker import database
from matchmaker.accounts.actor import SYSTEM
from matchmaker.observatory import queries, services
from matchmaker.observatory.formats.delay_rows import read_delays
from matchmaker.observatory.indicators.filters import FilterError, read_filters
from matchmaker.observatory.joins import current_sides, known, stores
from matchmaker.observatory.method.places import FAMILIES
from matchmaker.observatory.store import importing, light
from matchmaker.observatory.store.home import Busy
from matchmaker.observatory.store.opened import BeingRemade, NoContracts
from matchmaker.web.transaction import transaction

observatory = AppGroup("observatory", help="What the region's public money does.")


def tell(message: str) -> None:
    click.echo(message, err=True)


def refuse(message: str) -> None:
    tell(message)
    sys.exit(1)


@observatory.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_command(files: tuple[Path, ...]) -> None:
    """Import contracts (DECP 2019 and 2022 JSON, 2022 XML, CSV of decp.info); the summary as JSON.

    All the files or none. What is shown stays as it was until the new store is whole.
    """
    with database.access(read_only=True):
        line = light.command(stores().home.root, known(), files)
    light.become(line)


@observatory.command("rebuild")
def rebuild() -> None:
    """Make the store anew from what was imported."""
    try:
        with database.access(read_only=True):
            sides = current_sides()
        pointer = importing.rebuild(stores().home, sides, tell=tell)
    except Busy:
        refuse("an import is at work")
    except (OSError, duckdb.Error) as error:
        refuse(f"not rebuilt: {error}; what was there is unchanged")
    else:
        tell(f"store rebuilt, data version {pointer.data_version}")


@observatory.command("rejects")
@click.option("--format", "form", default="csv", show_default=True, type=click.Choice(["csv", "json"]))
def rejects(form: str) -> None:
    """The lines set aside, with file, line and reason."""
    rows = list(queries.rejects())
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(queries.REJECT_COLUMNS)
    writer.writerows([row[name] for name in queries.REJECT_COLUMNS] for row in rows)


@observatory.command("delays")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def delays(file: Path) -> None:
    """Load payment delays (CSV: siren,year,category,payments,mean_days,…); all the lines or none."""
    found, problems, unknown = read_delays(file.read_bytes())
    for name in unknown:
        tell(f"unknown column ignored: {name}")
    if problems:
        refuse("\n".join(map(str, problems)) + "\nnothing was loaded")
    if not found:
        refuse("there is no delay in this file")
    with transaction():
        loaded = services.load_delays(found, actor=SYSTEM, now=datetime.now(UTC))
    _join_anew()
    click.echo(json.dumps({"lines_read": len(found), **asdict(loaded)}))


def _join_anew() -> None:
    """Register, suppliers or delays may have changed since the last import."""
    try:
        with database.access(read_only=True):
            sides = current_sides()
        importing.rejoin(stores().home, sides, tell=tell)
    except Busy:
        tell("an import is at work: it joins what is new")
    except (OSError, duckdb.Error) as error:
        tell(f"not joined anew: {error}")


@observatory.command("indicators")
@click.option("--format", "form", default="json", show_default=True, type=click.Choice(["json"]))
@click.option("--year", help="Of the first notification.")
@click.option("--department", help="The buyer's.")
@click.option("--region", help="The buyer's.")
@click.option("--buyer", help="SIRET or SIREN.")
@click.option("--family", type=click.Choice(FAMILIES))
@click.option("--cpv", help="Beginning of a CPV code.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Date of the figures; today by default.")
def indicators(form: str, as_of: datetime | None, **given: str | None) -> None:
    """Print every indicator with what it rests on."""
    try:
        filters = read_filters({name: value for name, value in given.items() if value})
    except FilterError as error:
        raise click.BadParameter(str(error)) from None
    _join_anew()
    day = as_of.date() if as_of else datetime.now(UTC).date()
    try:
        click.echo(json.dumps(_figures(filters, day), ensure_ascii=False, indent=1))
    except BeingRemade:
        refuse("the store is of another version: flask observatory rebuild")
    except NoContracts:
        refuse("nothing was imported yet: flask observatory import FILE…")


def _figures(filters: queries.Filters, day: date) -> dict[str, object]:
    found: Iterable[queries.Indicator] = queries.figures(filters, as_of=day)
    return {
        "data_version": queries.data_version(),
        "filters": filters.as_dict(),
        "as_of": day.isoformat(),
        "indicators": [one.as_dict() for one in found],
    }
