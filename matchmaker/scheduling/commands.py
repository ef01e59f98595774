"""`flask schedule …`: plans from plain files, as the file contract `b2b-schedule/1` says.

The solver is imported inside the commands: its libraries take half a second, and every other command
of the application, as well as the web server's start, would pay for them.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import click

from .errors import InstanceRefused
from .reading import Reading, read_instance, read_object

OUTPUT = click.Path(dir_okay=False, path_type=Path)
INPUT = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="schedule")
def schedule() -> None:
    """Plan the meetings of a Rencontres."""


@schedule.command()
@click.argument("instance", type=INPUT)
@click.option("--out", required=True, type=OUTPUT, help="The plan to write.")
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help="Ceiling; none by default.")
@click.option("--steps", type=click.IntRange(min=0), help="Work to spend on improving the plan.")
@click.option("--seed", type=int, default=0, show_default=True)
def solve(instance: Path, out: Path, seconds: float | None, steps: int | None, seed: int) -> None:
    """Write the best plan found for INSTANCE, with its bound and the reasons of what is left out."""
    if not out.absolute().parent.is_dir():
        raise click.BadParameter(f"{out.parent} is no folder", param_hint="--out")
    if out.exists() and not out.is_file():  # a device or a pipe: the plan would take its place for everybody
        raise click.BadParameter(f"{out} is not a plain file", param_hint="--out")
    if out.exists() and out.samefile(instance):
        raise click.BadParameter(
            f"{out} is the instance itself, which the plan would replace", param_hint="--out"
        )
    reading = _read(instance)
    from .solver import DEFAULT_STEPS
    from .solver import solve as make_plan

    plan = make_plan(
        reading.instance,
        steps=DEFAULT_STEPS if steps is None else steps,
        seconds=seconds,
        seed=seed,
        progress=_tell,
    )
    _write(out, plan.as_json())
    _tell(
        f"{len(plan.meetings)} meetings, value {plan.value}, at most {plan.bound} possible ({plan.stopped})"
    )


@schedule.command()
@click.argument("instance", type=INPUT)
@click.argument("plan", type=INPUT)
def check(instance: Path, plan: Path) -> None:
    """Judge PLAN against INSTANCE: errors one a line, then its figures as JSON."""
    from .checker import errors
    from .measures import measures

    reading = _read(instance)
    raw = _read_plan(plan)
    found = errors(reading.raw, raw)
    for line in found:
        click.echo(line)
    try:
        figures = measures(reading.raw, raw)
    except (KeyError, TypeError, ValueError, AttributeError):
        # A plan whose very shape is wrong has no figures; the errors above say so.
        figures = {"errors": len(found)}
    click.echo(json.dumps(figures, ensure_ascii=False))
    if found:
        raise click.exceptions.Exit(1)


@schedule.command()
@click.argument("instance", type=INPUT)
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help="Ceiling; none by default.")
@click.option("--steps", type=click.IntRange(min=0), help="Work to spend on the linear bound.")
def bound(instance: Path, seconds: float | None, steps: int | None) -> None:
    """Print what no plan of INSTANCE can beat: its least shortfall, and the most value at that."""
    reading = _read(instance)
    from .bounds import bound_of
    from .solver import DEFAULT_STEPS

    with _refusals(instance):
        found = bound_of(reading.instance, steps=DEFAULT_STEPS if steps is None else steps, seconds=seconds)
    click.echo(json.dumps(asdict(found)))


@schedule.command("what-if")
@click.argument("instance", type=INPUT)
@click.option("--tables", type=int, multiple=True, help="So many tables more in every slot (or fewer).")
@click.option("--slots", type=click.IntRange(min=1), multiple=True, help="So many slots more at the end.")
@click.option("--supplier-minimum", type=click.IntRange(min=0), multiple=True)
@click.option("--buyer-minimum", type=click.IntRange(min=0), multiple=True)
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help="Ceiling of each plan.")
@click.option("--steps", type=click.IntRange(min=0), help="Work to spend on each plan.")
def what_if(
    instance: Path,
    tables: tuple[int, ...],
    slots: tuple[int, ...],
    supplier_minimum: tuple[int, ...],
    buyer_minimum: tuple[int, ...],
    seconds: float | None,
    steps: int | None,
) -> None:
    """Compare INSTANCE as it is with changed tables, slots or minima, as JSON."""
    reading = _read(instance)
    from .solver import DEFAULT_STEPS
    from .whatif import compare, with_minimum, with_slots, with_tables

    given = reading.instance
    variations = [
        *(with_tables(given, more) for more in tables),
        *(with_slots(given, more) for more in slots),
        *(with_minimum(given, "supplier", least) for least in supplier_minimum),
        *(with_minimum(given, "buyer", least) for least in buyer_minimum),
    ]
    with _refusals(instance):
        found = compare(given, variations, steps=DEFAULT_STEPS if steps is None else steps, seconds=seconds)
    click.echo(json.dumps([asdict(comparison) for comparison in found]))


def _tell(text: str) -> None:
    click.echo(text, err=True)


def _read(path: Path) -> Reading:
    try:
        reading = read_instance(path)
    except InstanceRefused as error:
        _refuse(path, error)
    for warning in reading.warnings:
        _tell(f"{path.name}: {warning}")
    return reading


def _read_plan(path: Path) -> dict[str, Any]:
    try:
        return read_object(path)
    except InstanceRefused as error:
        _refuse(path, error)


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """A change may contradict a promise: told like any other refusal."""
    try:
        yield
    except InstanceRefused as error:
        _refuse(path, error)


def _refuse(path: Path, error: InstanceRefused) -> NoReturn:
    for line in error.lines:
        _tell(f"{path.name}: {line}")
    raise click.exceptions.Exit(1)


def _write(path: Path, data: dict[str, Any]) -> None:
    """Whole or not at all: a reader never sees half a plan."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    except OSError as error:
        raise click.UsageError(f"{path}: cannot be written: {error.strerror}") from error
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(data, stream, ensure_ascii=False)
    os.chmod(name, 0o644)
    os.replace(name, path)
