"""`flask match …`: rank suppliers, from the database or from plain files (docs/matching.md)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from matchmaker.errors import NotFound
from matchmaker.matching import files, weights
from matchmaker.matching.records import FileRefused
from matchmaker.matching.wording import french
from matchmaker.needs import queries as needs
from matchmaker.needs.documents import matching_need
from matchmaker.sourcing import freezing, index, suggestions, versions
from matchmaker.sourcing.freezing import Outcome

match = AppGroup("match", help="Rank suppliers for needs.")
READ = click.Path(exists=True, dir_okay=False, path_type=Path)
WRITE = click.Path(dir_okay=False, path_type=Path)


def tell(message: str) -> None:
    click.echo(message, err=True)


def refuse(error: FileRefused) -> None:
    """Every problem on a line of standard error, then exit 1: nothing was written."""
    for problem in error.problems:
        tell(str(problem))
    sys.exit(1)


@match.command("files")
@click.option("--suppliers", required=True, type=READ)
@click.option("--needs", required=True, type=READ)
@click.option("--top", default=20, show_default=True, type=click.IntRange(min=1))
@click.option("--out", required=True, type=WRITE)
@click.option("--explain", is_flag=True, help="Add the points of each criterion, in words.")
@click.option("--weights", "chosen", type=READ, help="Other weights than those shipped.")
@click.option("--skip-bad-lines", is_flag=True, help="Tell bad lines and go on without them.")
def rank(
    suppliers: Path,
    needs: Path,
    top: int,
    out: Path,
    explain: bool,
    chosen: Path | None,
    skip_bad_lines: bool,
) -> None:
    """Rank the suppliers of a file for the needs of another; no database is needed."""
    options = {"top": top, "explain": explain, "weights": chosen, "skip_bad_lines": skip_bad_lines}
    try:
        count = files.rank_files(suppliers, needs, out, **options, tell=tell)
    except FileRefused as error:
        refuse(error)
    else:
        tell(f"{count} needs ranked in {out}")


@match.command("cpv")
@click.option("--in", "texts", required=True, type=READ)
@click.option("--out", required=True, type=WRITE)
@click.option("--train", type=READ, help="Contracts to learn from; else the nomenclature's labels serve.")
@click.option("--top", default=10, show_default=True, type=click.IntRange(min=1))
@click.option("--skip-bad-lines", is_flag=True, help="Tell bad lines and go on without them.")
def cpv(texts: Path, out: Path, train: Path | None, top: int, skip_bad_lines: bool) -> None:
    """Suggest CPV codes for the texts of a file; no database is needed."""
    try:
        count = files.suggest_cpv_files(
            texts, out, train=train, top=top, skip_bad_lines=skip_bad_lines, tell=tell
        )
    except FileRefused as error:
        refuse(error)
    else:
        tell(f"codes suggested for {count} texts in {out}")


@match.command("weights")
def print_weights() -> None:
    """Print the versioned weights that the product ships."""
    click.echo(json.dumps(weights.shipped_weights().to_json(), ensure_ascii=False, indent=2))


@match.command("need")
@click.argument("need_id", type=click.IntRange(1, 2**31 - 1))
@click.option("--top", default=20, show_default=True, type=click.IntRange(min=1, max=1000))
@click.option("--format", "form", default="text", type=click.Choice(["text", "json"]), show_default=True)
def need(need_id: int, top: int, form: str) -> None:
    """Rank the suppliers of the database for the need NEED_ID."""
    try:
        asked = needs.any_need(need_id)
    except NotFound:
        tell(f"there is no need {need_id}")
        sys.exit(1)
    found = index.index().current().suggest(matching_need(asked), top)
    names = {
        key: one.name for key, one in suggestions.organisations([one.supplier_id for one in found]).items()
    }
    rows = [
        {
            "supplier": one.supplier_id,
            "name": names.get(one.supplier_id, ""),
            "score": one.score,
            "reasons": [
                {"criterion": part.criterion, "points": part.points, "detail": french(part)}
                for part in one.reasons
            ],
        }
        for one in found
    ]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2) if form == "json" else as_text(rows))


def as_text(rows: list[dict[str, object]]) -> str:
    lines = []
    for rank, row in enumerate(rows, 1):
        lines.append(f"{rank:3}  {row['score']:5.1f}  {row['name']}  ({row['supplier']})")
        lines += [f"            {part['points']:5.1f}  {part['detail']}" for part in row["reasons"]]  # type: ignore[attr-defined]
    return "\n".join(lines)


@match.command("reproduce")
@click.argument("list_id", type=click.IntRange(1, 2**31 - 1))
def reproduce(list_id: int) -> None:
    """Compute the frozen list LIST_ID again from the records kept with it: equal (0), or not (1)."""
    try:
        outcome = freezing.reproduce(freezing.any_list(list_id))
    except NotFound:
        tell(f"there is no frozen list {list_id}")
        sys.exit(1)
    click.echo(SAID[outcome])
    if outcome is not Outcome.EQUAL:
        sys.exit(1)


SAID = {
    Outcome.EQUAL: "equal: the same firms, ranks and points",
    Outcome.DIFFERENT: "different: the records kept give another list",
    Outcome.VERSION_GONE: "the version of the matcher that made this list is no longer on this machine",
    Outcome.ALTERED: "altered: what is kept is not what was recorded",
}


@match.command("rebuild")
def rebuild() -> None:
    """Make the match index anew from the database under the same version, and swap it in."""
    index.index().rebuild()
    tell("match index rebuilt")


@match.command("refit")
@click.option("--contracts", type=READ, help="Learn from these too: lines of id, text and cpv.")
@click.option("--skip-bad-lines", is_flag=True, help="Tell bad lines and go on without them.")
def refit(contracts: Path | None, skip_bad_lines: bool) -> None:
    """Learn a new version (words, CPV classifier, its temperature) from the database, and swap it in."""
    try:
        examples = (
            files.examples_of(contracts, skip_bad_lines=skip_bad_lines, tell=tell) if contracts else None
        )
    except FileRefused as error:
        refuse(error)
    before, _, after = index.index().refit(examples)
    tell(f"learned from {after.suppliers} suppliers and {after.contracts} contracts")
    click.echo(f"{before.digest if before else 'no version'} -> {after.digest}")


@match.command("versions")
def list_versions() -> None:
    """Versions learned on this machine, oldest first: when, digest, suppliers, contracts."""
    for one in versions.history(index.index().versions):
        click.echo(f"{one.at}  {one.digest}  {one.weights}  {one.suppliers}  {one.contracts}")
