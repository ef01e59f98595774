"""Who the suggestions show, beside who is registered: sizes, social economy, newcomers, departments.

The worker goes through the open needs a few at a time and sums counts in the report's row, so that a page
can show how far it is and a lost worker goes on where it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from matchmaker import database
from matchmaker.accounts.actor import SYSTEM, Actor
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.matching.frozen import matcher_version
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.needs.deadlines import in_paris
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.organisations.models import Organisation, OrganisationKind
from matchmaker.reference import communes
from matchmaker.sourcing import index, suggestions
from matchmaker.sourcing.models import ExposureReport

TASK = "sourcing.exposure"
STEP = 25  # needs between two looks at the progress
TEN = 10
FEW = 3
NEW = timedelta(days=180)  # since registration; until then a firm counts as a newcomer
DIMENSIONS = ("size", "social", "arrival", "department")
INTEGRATION = frozenset({"EI", "AI", "ACI", "ETTI", "EITI"})

Groups = dict[str, str]  # dimension → group of one firm
Counts = dict[str, dict[str, int]]  # dimension → group → how many
Figures = Mapping[str, Any]


def ask(actor: Actor, *, now: datetime) -> ExposureReport:
    """Begin a report; the one under way is found when there is one."""
    needs = db.session.execute(sa.select(sa.func.count(Need.id)).where(_open())).scalar_one()
    report = ExposureReport(
        asked_at=now,
        asked_by_id=actor.user_id,
        unfinished=True,
        needs_total=needs,
        matcher_version=matcher_version(index.index().current()),
        figures={},
    )
    try:
        with db.session.begin_nested():
            db.session.add(report)
    except IntegrityError:
        return db.session.execute(_under_way()).scalar_one()
    record(actor, Action.EXPOSURE_ASKED, "exposure", report.id, now=now)
    jobs.want(db.session, TASK)
    return report


def _open() -> sa.ColumnElement[bool]:
    return Need.status == NeedStatus.PUBLISHED


def _under_way() -> sa.Select[ExposureReport]:
    return sa.select(ExposureReport).where(ExposureReport.unfinished.is_(True))


@jobs.task(TASK, every_minute=True)
def advance() -> None:
    """The next needs of the report under way; a report a day is begun by itself.

    Scores are computed while reading only, so that SQLite's write lock is held for the sum alone.
    """
    now = datetime.now(UTC)
    with database.access(read_only=True):
        report = under_way()
        due = report is None and is_due(now)
        at = None if report is None else (report.id, report.last_need_id)
        found = None if report is None else step(report.figures, report.last_need_id, now=now)
        db.session.rollback()
    if due:
        ask(SYSTEM, now=now)
    if at is not None and found is not None:
        _add(*at, *found, now=now)


def is_due(now: datetime) -> bool:
    """No report was begun today, and some need is open."""
    last = db.session.execute(sa.select(sa.func.max(ExposureReport.asked_at))).scalar_one()
    begun = last is not None and in_paris(last).date() == in_paris(now).date()
    return not begun and db.session.execute(sa.select(Need.id).where(_open()).limit(1)).first() is not None


def _add(number: int, last: int, figures: Figures, needs: Sequence[int], *, now: datetime) -> None:
    report = db.session.get_one(ExposureReport, number, with_for_update=True)
    if report.last_need_id != last or report.unfinished is None:
        return  # another worker was first
    report.figures = dict(figures)
    report.needs_done += len(needs)
    report.last_need_id = max(needs, default=last)
    if len(needs) < STEP:
        report.finished_at, report.unfinished, report.needs_total = now, None, report.needs_done
    else:
        jobs.want(db.session, TASK)


def step(figures: Figures, last: int, *, now: datetime) -> tuple[dict[str, Any], list[int]]:
    """The figures with the needs that follow `last` added, and the ids of those."""
    query = sa.select(Need.id).where(_open(), Need.id > last).order_by(Need.id).limit(STEP)
    ids = list(db.session.execute(query).scalars())
    matcher = index.index().current()
    shown = [first_of(matcher, need) for need in suggestions.needs(ids).values()]
    return added(figures, groups_of_suppliers(now), shown), ids


@dataclass(frozen=True, slots=True)
class Shown:
    """The first ten of a need, and how many suppliers fit it at all (able by words and codes, allowed)."""

    need_id: int
    suppliers: Sequence[int]
    fitting: int


def first_of(matcher: SupplierMatcher, need: Need) -> Shown:
    asked = matching_need(need)
    found = matcher.suggest(asked, TEN, explain=False)
    fitting = int(matcher.standings(asked).fitting.sum())
    return Shown(need.id, [int(str(one.supplier_id)) for one in found], fitting)


def added(figures: Figures, groups: Mapping[int, Groups], shown: Sequence[Shown]) -> dict[str, Any]:
    """Counts of first places and of first tens by group, summed onto those there are."""
    first, ten = _copy(figures.get("first", {})), _copy(figures.get("ten", {}))
    for one in shown:
        known = [groups[number] for number in one.suppliers if number in groups]
        for at, of_firm in enumerate(known):
            _count(ten, of_firm)
            if at == 0:
                _count(first, of_firm)
    registered: Counts = {}
    for of_firm in groups.values():
        _count(registered, of_firm)
    few = [[one.need_id, one.fitting] for one in shown if one.fitting < FEW]
    return {"suppliers": registered, "first": first, "ten": ten, "few": [*figures.get("few", []), *few]}


def _copy(counts: Counts) -> Counts:
    return {dimension: dict(groups) for dimension, groups in counts.items()}


def _count(counts: Counts, of_firm: Groups) -> None:
    for dimension, group in of_firm.items():
        groups = counts.setdefault(dimension, {})
        groups[group] = groups.get(group, 0) + 1


def groups_of_suppliers(now: datetime) -> dict[int, Groups]:
    """In two queries: to which group of each dimension every supplier belongs."""
    kinds: dict[int, set[str]] = {}
    for number, kind in db.session.execute(
        sa.select(OrganisationKind.organisation_id, OrganisationKind.kind)
    ):
        kinds.setdefault(number, set()).add(kind)
    firm = Organisation
    columns = (firm.id, firm.size, firm.ess_family, firm.commune, firm.created_at)
    return {
        number: {
            "size": size.value if size else "unknown",
            "social": social(kinds.get(number, set()), ess=family is not None),
            "arrival": "new" if now - created < NEW else "settled",
            "department": department(commune),
        }
        for number, size, family, commune, created in db.session.execute(
            sa.select(*columns).where(firm.is_supplier)
        )
    }


def social(kinds: set[str], *, ess: bool) -> str:
    """Each firm in one group: integration before adapted work before the rest of the social economy."""
    if kinds & INTEGRATION:
        return "integration"
    if kinds:
        return "inclusive"
    return "ess" if ess else "none"


def department(commune: str | None) -> str:
    found = communes.get(commune or "")
    return found.department if found else "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """One group: its share of the suppliers, of the first tens, of the first places (0..1, None: nobody)."""

    group: str
    suppliers: int
    registered: float | None
    ten: float | None
    first: float | None


def lines(report: ExposureReport, dimension: str) -> list[Line]:
    """Groups of a dimension, the most numerous first, what is unknown last."""
    registered, ten, first = (
        report.figures.get(name, {}).get(dimension, {}) for name in ("suppliers", "ten", "first")
    )
    order = sorted(registered, key=lambda group: (group in ("unknown", "none"), -registered[group], group))
    return [
        Line(group, registered[group], *(_share(counts, group) for counts in (registered, ten, first)))
        for group in order
    ]


def _share(counts: Mapping[str, int], group: str) -> float | None:
    total = sum(counts.values())
    return counts.get(group, 0) / total if total else None


def small_firms(report: ExposureReport) -> tuple[float | None, float | None]:
    """Micro and small firms among the suppliers, and among the first tens: 0..1."""
    found = [one for one in lines(report, "size") if one.group in ("tpe", "pme")]
    if not found:
        return None, None
    return sum(one.registered or 0 for one in found), sum(one.ten or 0 for one in found)


def finished(limit: int = 24) -> list[ExposureReport]:
    """The newest first."""
    query = sa.select(ExposureReport).where(ExposureReport.finished_at.is_not(None))
    return list(db.session.execute(query.order_by(ExposureReport.id.desc()).limit(limit)).scalars())


def under_way() -> ExposureReport | None:
    return db.session.execute(_under_way()).scalar_one_or_none()


def with_few(report: ExposureReport, limit: int = 100) -> list[tuple[Need, int]]:
    """Needs still open for which fewer than three suppliers fitted, those with fewest first."""
    counts = dict(sorted(report.figures.get("few", []), key=lambda pair: (pair[1], pair[0]))[:limit])
    query = sa.select(Need).options(joinedload(Need.organisation)).where(Need.id.in_(list(counts)), _open())
    found = {need.id: need for need in db.session.execute(query).scalars()}
    return [(found[number], count) for number, count in counts.items() if number in found]
