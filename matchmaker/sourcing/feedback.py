"""What buyers say of suggestions: recorded with the rank shown, measured by month, never part of a score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from matchmaker.accounts.actor import Actor
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.matching.frozen import matcher_version
from matchmaker.matching.interval import Share, wilson
from matchmaker.needs.deadlines import in_paris
from matchmaker.needs.models import Need
from matchmaker.organisations.models import Organisation
from matchmaker.sourcing import index, rules
from matchmaker.sourcing.errors import NotYet
from matchmaker.sourcing.models import Judgement, Reason, Verdict
from matchmaker.sourcing.queries import LAST_PAGE, PER_PAGE, USUAL

ACTIONS = {
    Verdict.ACCEPTED: Action.SUGGESTION_ACCEPTED,
    Verdict.DISMISSED: Action.SUGGESTION_DISMISSED,
}
FIRST = 10  # suggestions that the measure looks at


def judge(
    need: Need,
    supplier_id: int,
    actor: Actor,
    *,
    verdict: Verdict,
    reason: Reason | None = None,
    comment: str = "",
    now: datetime,
) -> Judgement:
    """Record the team's verdict; a second one takes the place of the first. Raises NotYet, NotFound."""
    if not rules.can_judge(actor, need):
        raise NotYet
    rank, score, version = shown(need, supplier_id)
    values = {"verdict": verdict, "reason": reason, "comment": comment, "author_id": actor.user_id, "at": now}
    values |= {"rank": rank, "score": score, "matcher_version": version}
    one = Judgement(need_id=need.id, supplier_id=supplier_id, **values)
    try:
        with db.session.begin_nested():
            db.session.add(one)
    except IntegrityError:
        one = judgement(need, supplier_id)
        if (one.verdict, one.reason, one.comment) == (verdict, reason, comment):
            return one
        for name, value in values.items():
            setattr(one, name, value)
        db.session.flush()
    told = {"supplier": supplier_id, "rank": rank, "reason": reason.value if reason else None}
    record(actor, ACTIONS[verdict], "need", need.id, now=now, **told)
    return one


def shown(need: Need, supplier_id: int) -> tuple[int | None, int, str]:
    """Rank, score in tenths and version under which the firm stands in the usual list. Raises NotFound."""
    matcher = index.index().current()
    asked = USUAL.asked(need)
    listed = matcher.suggest(asked, PER_PAGE * LAST_PAGE, explain=False)
    rank = next((at for at, one in enumerate(listed, 1) if one.supplier_id == supplier_id), None)
    try:
        score = listed[rank - 1].score if rank else matcher.explain(asked, supplier_id).score
    except KeyError:
        raise NotFound from None
    return rank, round(score * 10), matcher_version(matcher)


def judgement(need: Need, supplier_id: int) -> Judgement:
    """Raises NotFound."""
    query = sa.select(Judgement).where(Judgement.need_id == need.id, Judgement.supplier_id == supplier_id)
    found = db.session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def take_back(need: Need, supplier_id: int, actor: Actor, *, now: datetime) -> None:
    """Forget the verdict; nothing happens when there is none any more. Raises NotYet."""
    if not rules.can_judge(actor, need):
        raise NotYet
    gone = db.session.execute(
        sa.delete(Judgement)
        .where(Judgement.need_id == need.id, Judgement.supplier_id == supplier_id)
        .returning(Judgement.id)
    ).scalar_one_or_none()
    if gone is not None:
        record(actor, Action.SUGGESTION_UNJUDGED, "need", need.id, now=now, supplier=supplier_id)


def verdicts(need: Need, supplier_ids: Iterable[int]) -> dict[int, Judgement]:
    """What the team said of these firms for this need, in one query."""
    query = sa.select(Judgement).where(
        Judgement.need_id == need.id, Judgement.supplier_id.in_(list(supplier_ids))
    )
    return {one.supplier_id: one for one in db.session.execute(query).scalars()}


@dataclass(frozen=True, slots=True)
class Month:
    """`day` is the first of it; `accepted` the share of the judged among the first ten, with its interval."""

    day: date
    accepted: Share


def precision_by_month() -> list[Month]:
    """Of the suggestions judged that stood among the first ten: the share accepted, by month of judgement."""
    query = sa.select(Judgement.at, Judgement.verdict).where(Judgement.rank <= FIRST)
    counts: dict[date, list[int]] = {}
    for at, verdict in db.session.execute(query):
        month = counts.setdefault(in_paris(at).date().replace(day=1), [0, 0])
        month[0] += verdict is Verdict.ACCEPTED
        month[1] += 1
    return [Month(day, wilson(yes, total)) for day, (yes, total) in sorted(counts.items())]


def reasons() -> dict[Reason, int]:
    """How often each reason was given."""
    query = sa.select(Judgement.reason, sa.func.count()).where(Judgement.reason.is_not(None))
    found = dict(db.session.execute(query.group_by(Judgement.reason)).all())
    return {reason: found.get(reason, 0) for reason in Reason}


def latest(limit: int = 50) -> list[tuple[Judgement, Need]]:
    """For organisers and administrators: the last verdicts with need and firm."""
    query = (
        sa.select(Judgement, Need)
        .join(Need, Need.id == Judgement.need_id)
        .join(Organisation, Organisation.id == Judgement.supplier_id)
        .options(joinedload(Judgement.supplier))
        .order_by(Judgement.at.desc(), Judgement.id.desc())
    )
    return [(one, need) for one, need in db.session.execute(query.limit(limit))]
