"""The ``match/1`` files: suppliers and needs in, ranking out. Paths and options in, one error out.

Nothing is written unless all of it can be: the result goes to a temporary file that takes the
name at the end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from matchmaker.matching.cpv_suggestions import CpvSuggester
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.records import (
    Contract,
    FileRefused,
    Problem,
    Text,
    read_contracts,
    read_needs,
    read_suppliers,
    read_texts,
)
from matchmaker.matching.values import Need, Suggestion, Supplier
from matchmaker.matching.weights import Weights, WeightsError, load_weights
from matchmaker.matching.wording import french

Progress = Callable[[str], None]
EVERY = 200  # needs between two words of progress


def rank_files(
    suppliers: Path,
    needs: Path,
    out: Path,
    *,
    top: int = 20,
    explain: bool = False,
    weights: Path | None = None,
    skip_bad_lines: bool = False,
    tell: Progress = lambda message: None,
) -> int:
    """Rank the suppliers for every need; returns the number of needs written.

    Raises FileRefused with every problem found. With ``skip_bad_lines`` the bad lines are told and left out.
    """
    if top < 1:
        raise FileRefused([Problem("--top", 0, "must be at least 1")])
    refuse_as_output(out, (suppliers, needs, *([weights] if weights else [])))
    chosen = _weights(weights)
    asked, read = read_all(suppliers, needs, skip_bad_lines=skip_bad_lines, tell=tell)
    tell(f"{len(read)} suppliers, {len(asked)} needs")
    matcher = SupplierMatcher(chosen).fit(read)
    with replaced(out) as stream:
        for done, need in enumerate(asked, start=1):
            found = matcher.suggest(need, top, explain=explain)
            stream.write(json.dumps(ranked_line(need, found, explain=explain), ensure_ascii=False) + "\n")
            if done % EVERY == 0:
                tell(f"{done} of {len(asked)} needs")
    return len(asked)


def read_all(
    suppliers: Path, needs: Path, *, skip_bad_lines: bool, tell: Progress
) -> tuple[list[Need], list[Supplier]]:
    """Both files, or FileRefused with the problems of both."""
    problems: list[Problem] = []
    read = read_suppliers(suppliers, problems, tell)
    asked = read_needs(needs, problems, tell)
    _settle(problems, skip_bad_lines, tell)
    return asked, read


def ranked_line(need: Need, found: list[Suggestion], *, explain: bool) -> dict[str, object]:
    line: dict[str, object] = {
        "id": need.id,
        "ranked": [one.supplier_id for one in found],
        "scores": [one.score for one in found],
    }
    if explain:
        line["reasons"] = [
            [
                {"criterion": part.criterion, "points": part.points, "detail": french(part)}
                for part in one.reasons
            ]
            for one in found
        ]
    return line


def suggest_cpv_files(
    texts: Path,
    out: Path,
    *,
    train: Path | None = None,
    top: int = 10,
    skip_bad_lines: bool = False,
    tell: Progress = lambda message: None,
) -> int:
    """CPV codes for each text; returns the number of lines written. Raises FileRefused."""
    if top < 1:
        raise FileRefused([Problem("--top", 0, "must be at least 1")])
    refuse_as_output(out, (texts, *([train] if train else [])))
    problems: list[Problem] = []
    contracts: list[Contract] = read_contracts(train, problems, tell) if train else []
    asked: list[Text] = read_texts(texts, problems, tell)
    _settle(problems, skip_bad_lines, tell)
    suggester = CpvSuggester().fit([one.text for one in contracts], [one.cpv for one in contracts])
    with replaced(out) as stream:
        for one in asked:
            found = suggester.suggest(one.text, top)
            line = {
                "id": one.id,
                "ranked": [s.code for s in found],
                "confidence": [s.confidence for s in found],
            }
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    return len(asked)


def examples_of(
    contracts: Path, *, skip_bad_lines: bool = False, tell: Progress = lambda message: None
) -> list[tuple[str, str]]:
    """(text, CPV code) of each line of a file of contracts. Raises FileRefused."""
    problems: list[Problem] = []
    read = read_contracts(contracts, problems, tell)
    _settle(problems, skip_bad_lines, tell)
    return [(one.text, one.cpv) for one in read]


def refuse_as_output(out: Path, inputs: Sequence[Path]) -> None:
    """Raises FileRefused where the result would take the place of what it is made from."""
    for one in inputs:
        if out.exists() and one.exists() and out.samefile(one):
            raise FileRefused([Problem(str(out), 0, "is read here: the result would take its place")])


@contextmanager
def replaced(out: Path) -> Iterator[IO[str]]:
    """A stream whose content takes the place of ``out`` when all went well, and leaves no trace otherwise.

    A device or a pipe is refused: what takes its place would destroy it for every program.
    """
    if out.exists() and not out.is_file():
        raise FileRefused([Problem(str(out), 0, "is not a plain file: nothing is written there")])
    beside = out.with_name(f".{out.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        beside.replace(out)
    except OSError as error:
        raise FileRefused([Problem(str(out), 0, f"cannot be written: {error.strerror}")]) from error
    finally:
        beside.unlink(missing_ok=True)


def _weights(path: Path | None) -> Weights | None:
    if path is None:
        return None
    try:
        return load_weights(path)
    except WeightsError as error:
        raise FileRefused([Problem(str(path), 0, str(error))]) from error
    except OSError as error:
        raise FileRefused([Problem(str(path), 0, f"cannot be read: {error.strerror}")]) from error


def _settle(problems: list[Problem], skip_bad_lines: bool, tell: Progress) -> None:
    """Refuse, or with ``skip_bad_lines`` tell each bad line; a file that cannot be read is always refused."""
    if problems and not (skip_bad_lines and all(problem.line for problem in problems)):
        raise FileRefused(problems)
    for problem in problems:
        tell(f"skipped: {problem}")
