"""What each line of a file would do: make a need, change one, change nothing, or be refused with reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from matchmaker.extensions import db
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.programme.fields import LABELS, CellProblem, read
from matchmaker.programme.models import ProgrammeImport, ProgrammeLine
from matchmaker.reference.text import fold
from matchmaker.spreadsheets.sheet import letter


class Effect(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be read; `field` is empty when the line as a whole is refused."""

    field: str
    label: str
    column: str
    value: str
    cell: CellProblem

    @property
    def mendable(self) -> bool:
        return bool(self.field)


@dataclass(frozen=True, slots=True)
class Judged:
    number: int
    key: str
    title: str
    effect: Effect
    said: Mapping[str, Any]
    cells: Sequence[str]
    problems: tuple[Problem, ...] = ()
    known: ProgrammeLine | None = None
    differing: tuple[str, ...] = field(default=())


def judge(one: ProgrammeImport, *, today: date) -> list[Judged]:
    """Every line, in the order of the file; a constant number of queries."""
    known = known_lines(one.organisation_id)
    states = _states([line.need_id for line in known.values()])
    seen: Counter[str] = Counter()
    found = []
    for number, cells, surplus in one.lines:
        said, problems = _read(one, number, cells, today=today)
        if surplus:
            words = _("The line has more cells than there are headings: a separator stands inside a text.")
            problems.append(Problem("", "", "", "", CellProblem(words)))
        name = fold(str(said.get("reference") or said.get("title") or f"line {number}"))[:220]
        seen[name] += 1
        if said.get("reference") and seen[name] > 1:
            words = _("This reference stands on an earlier line already.")
            problems.append(_problem(one, "reference", str(said["reference"]), CellProblem(words)))
        key = name if seen[name] == 1 else f"{name} #{seen[name]}"
        line = known.get(key)
        differing = tuple(sorted(f for f, value in said.items() if line is None or line.said.get(f) != value))
        if line is not None and differing and states.get(line.need_id) is not NeedStatus.DRAFT:
            words = _("This need is no longer a draft: change it on its own page.")
            problems.append(Problem("", "", "", "", CellProblem(words)))
        effect = _effect(problems, line, differing)
        title = str(said.get("title") or cells[one.columns["title"]] if "title" in one.columns else "")
        found.append(Judged(number, key, title, effect, said, cells, tuple(problems), line, differing))
    return found


def _effect(problems: Sequence[Problem], line: ProgrammeLine | None, differing: Sequence[str]) -> Effect:
    if problems:
        return Effect.REFUSED
    if line is None:
        return Effect.NEW
    return Effect.CHANGED if differing else Effect.SAME


def _read(
    one: ProgrammeImport, number: int, cells: Sequence[str], *, today: date
) -> tuple[dict[str, Any], list[Problem]]:
    """A blank cell says nothing; what was typed instead of a cell counts in its place."""
    said: dict[str, Any] = {}
    problems = []
    fixes = one.fixes.get(str(number), {})
    for name in LABELS:
        text = fixes.get(name, cells[one.columns[name]] if name in one.columns else "")
        if not text.strip():
            continue
        try:
            said[name] = read(name, text, today=today)
        except CellProblem as problem:
            problems.append(_problem(one, name, text, problem))
    if "title" not in said and not any(problem.field == "title" for problem in problems):
        problems.append(_problem(one, "title", "", CellProblem(_("Say in a few words what you need."))))
    return said, problems


def _problem(one: ProgrammeImport, name: str, value: str, problem: CellProblem) -> Problem:
    column = letter(one.columns[name]) if name in one.columns else ""
    return Problem(name, str(LABELS[name]), column, value, problem)


def known_lines(organisation_id: int) -> dict[str, ProgrammeLine]:
    query = sa.select(ProgrammeLine).where(ProgrammeLine.organisation_id == organisation_id)
    return {line.key: line for line in db.session.execute(query).scalars()}


def _states(need_ids: Sequence[int]) -> dict[int, NeedStatus]:
    query = sa.select(Need.id, Need.status).where(Need.id.in_(need_ids))
    return dict(db.session.execute(query).all())


def counts(found: Sequence[Judged]) -> dict[Effect, int]:
    return {effect: sum(one.effect is effect for one in found) for effect in Effect}
