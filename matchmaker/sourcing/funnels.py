"""Boards of a buyer and of a firm: counts over all their sourcings, in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from matchmaker.extensions import db
from matchmaker.journal.access import Seen
from matchmaker.journal.models import AccessTrace
from matchmaker.needs import rules as needs
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.organisations.models import Organisation, Size
from matchmaker.sourcing import ending, rules
from matchmaker.sourcing.models import FrozenList, FrozenRow, Judgement, Reason, Verdict
from matchmaker.sourcing.models_contacts import Choice, Contact, Delivery, Exchange, Response, Told
from matchmaker.sourcing.models_outcomes import Outcome
from matchmaker.sourcing.queries import PER_PAGE

NEEDS_SHOWN = 50
FEWEST = 3  # reasons are counted for a firm when there are so many: one alone would name its buyer
SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Line:
    """One firm beside one need. `answered`: it has said something and not taken it back."""

    need_id: int
    firm: Organisation
    invited_at: datetime | None
    seen: bool
    choice: Choice | None
    response_id: int | None
    said_at: datetime | None

    @property
    def answered(self) -> bool:
        return self.choice in (Choice.INTERESTED, Choice.DECLINED)


@dataclass(frozen=True, slots=True)
class Funnel:
    """`suggested`: on the list kept last, None when none was."""

    need: Need
    suggested: int | None
    contacted: int
    seen: int
    interested: int
    declined: int
    silent: int


@dataclass(frozen=True, slots=True)
class Share:
    """Of those invited and of those who answered, how many are of the group."""

    group: str
    invited: int
    answering: int


@dataclass(frozen=True, slots=True)
class BuyerBoard:
    funnels: Sequence[Funnel]
    questions: Sequence[tuple[Need, int]]
    unread: Sequence[tuple[Need, int]]
    unended: Sequence[Need]
    days: float | None
    shares: Sequence[Share]
    invited: int
    answering: int


def of_buyer(organisation_id: int, *, now: datetime) -> BuyerBoard:
    query = (
        sa.select(Need)
        .options(lazyload(Need.lots), lazyload(Need.questions))
        .where(Need.organisation_id == organisation_id, Need.status.in_(needs.PUBLIC))
        .order_by(Need.published_at.desc(), Need.id.desc())
    )
    found = {need.id: need for need in db.session.execute(query.limit(NEEDS_SHOWN)).scalars()}
    lines = _lines(Contact.need_id.in_(list(found)))
    suggested = _suggested(list(found))
    read = _read([line.response_id for line in lines if line.response_id is not None])
    unread = Counter(line.need_id for line in lines if line.answered and line.response_id not in read)
    invited = [line for line in lines if line.invited_at is not None]
    answering = [line for line in lines if line.answered]
    return BuyerBoard(
        funnels=[_funnel(need, suggested.get(need.id), lines, now=now) for need in found.values()],
        questions=[(found[key], count) for key, count in _questions(list(found))],
        unread=[(found[key], count) for key, count in unread.items()],
        unended=_unended(found.values()),
        days=_days(answering),
        shares=_shares(invited, answering),
        invited=len(invited),
        answering=len(answering),
    )


def _lines(which: sa.ColumnElement[bool]) -> list[Line]:
    invited = sa.and_(Delivery.contact_id == Contact.id, Delivery.told == Told.INVITATION)
    query = (
        sa.select(Contact, Response, Delivery.at)
        .options(joinedload(Contact.supplier))
        .outerjoin(Response, Response.contact_id == Contact.id)
        .outerjoin(Delivery, invited)
        .where(which)
    )
    rows = db.session.execute(query.order_by(Contact.id)).all()
    opened = _traced("contact", Seen.RESPONSE_LINK, [one.id for one, _said, _at in rows])
    return [
        Line(
            need_id=one.need_id,
            firm=one.supplier,
            invited_at=at,
            seen=one.id in opened or said is not None,
            choice=said.choice if said else None,
            response_id=said.id if said else None,
            said_at=said.at if said else None,
        )
        for one, said, at in rows
    ]


def _traced(kind: str, seen: Seen, ids: Sequence[int]) -> set[int]:
    query = sa.select(AccessTrace.object_id).where(
        AccessTrace.object_kind == kind, AccessTrace.seen == seen.value, AccessTrace.object_id.in_(ids)
    )
    return set(db.session.execute(query.distinct()).scalars())


def _read(response_ids: Sequence[int]) -> set[int]:
    return _traced("response", Seen.RESPONSE, response_ids)


def _suggested(need_ids: Sequence[int]) -> dict[int, int]:
    last = sa.select(sa.func.max(FrozenList.id)).where(FrozenList.need_id.in_(need_ids))
    query = sa.select(FrozenList.need_id, FrozenList.suppliers).where(
        FrozenList.id.in_(last.group_by(FrozenList.need_id))
    )
    return dict(db.session.execute(query).all())


def _questions(need_ids: Sequence[int]) -> list[tuple[int, int]]:
    query = (
        sa.select(Exchange.need_id, sa.func.count())
        .where(Exchange.need_id.in_(need_ids), Exchange.replied_at.is_(None))
        .group_by(Exchange.need_id)
        .order_by(Exchange.need_id)
    )
    return [(key, count) for key, count in db.session.execute(query)]


def _unended(found: Iterable[Need]) -> list[Need]:
    over = [need for need in found if need.status in ending.ENDED]
    query = sa.select(Outcome.need_id).where(Outcome.need_id.in_([need.id for need in over]))
    known = set(db.session.execute(query).scalars())
    return [need for need in over if need.id not in known]


def _funnel(need: Need, suggested: int | None, lines: Sequence[Line], *, now: datetime) -> Funnel:
    mine = [line for line in lines if line.need_id == need.id]
    over = not rules.open_for_responses(need, now)
    return Funnel(
        need=need,
        suggested=suggested,
        contacted=len(mine),
        seen=sum(line.seen for line in mine),
        interested=sum(line.choice is Choice.INTERESTED for line in mine),
        declined=sum(line.choice is Choice.DECLINED for line in mine),
        silent=sum(over and line.choice is None for line in mine),
    )


def _days(answering: Sequence[Line]) -> float | None:
    """Half of the invited who answered did so within so many days."""
    took = [
        (line.said_at - line.invited_at).total_seconds() / SECONDS_A_DAY
        for line in answering
        if line.said_at is not None and line.invited_at is not None
    ]
    return median(took) if took else None


def _shares(invited: Sequence[Line], answering: Sequence[Line]) -> list[Share]:
    groups: list[Share] = []
    for size in Size:
        groups.append(_share(size.value, invited, answering, {size.value}))
    groups.append(Share("social", *(sum(line.firm.is_ess for line in some) for some in (invited, answering))))
    places = Counter(line.firm.commune[:2] for line in (*invited, *answering) if line.firm.commune)
    for department, _count in places.most_common(5):
        counts = (
            sum((line.firm.commune or "").startswith(department) for line in some)
            for some in (invited, answering)
        )
        groups.append(Share(department, *counts))
    return groups


def _share(group: str, invited: Sequence[Line], answering: Sequence[Line], values: set[str]) -> Share:
    counts = (
        sum(line.firm.size is not None and line.firm.size.value in values for line in some)
        for some in (invited, answering)
    )
    return Share(group, *counts)


@dataclass(frozen=True, slots=True)
class FirmLine:
    need: Need
    invited: bool
    choice: Choice | None
    read: bool


@dataclass(frozen=True, slots=True)
class FirmBoard:
    """`suggested`: kept lists on whose first page the firm stands; `reasons`: of needs that are over."""

    lines: Sequence[FirmLine]
    suggested: int
    asked: int
    interested: int
    reasons: dict[Reason, int] = field(default_factory=dict)


def of_firm(organisation_id: int) -> FirmBoard:
    query = (
        sa.select(Contact, Response)
        .options(
            joinedload(Contact.need).options(
                joinedload(Need.organisation), lazyload(Need.lots), lazyload(Need.questions)
            )
        )
        .outerjoin(Response, Response.contact_id == Contact.id)
        .where(Contact.supplier_id == organisation_id)
        .order_by(Contact.id.desc())
    )
    rows = db.session.execute(query.limit(100)).all()
    read = _read([said.id for _one, said in rows if said is not None])
    lines = [
        FirmLine(
            one.need, one.round_id is not None, said.choice if said else None, bool(said and said.id in read)
        )
        for one, said in rows
        if one.need.status in needs.PUBLIC or said is not None
    ]
    return FirmBoard(
        lines=lines,
        suggested=_lists_of(organisation_id),
        asked=sum(line.invited for line in lines),
        interested=sum(line.choice is Choice.INTERESTED for line in lines),
        reasons=_reasons(organisation_id),
    )


def _lists_of(organisation_id: int) -> int:
    """Needs, not lists: a buyer who keeps a list twice has suggested the firm once."""
    query = (
        sa.select(sa.func.count(sa.distinct(FrozenList.need_id)))
        .join(FrozenRow, FrozenRow.list_id == FrozenList.id)
        .where(FrozenRow.supplier_id == organisation_id, FrozenRow.rank <= PER_PAGE)
    )
    return db.session.execute(query).scalar_one()


def _reasons(organisation_id: int) -> dict[Reason, int]:
    """Why teams let the firm pass, once their needs are over; nothing while so few would name them."""
    query = (
        sa.select(Judgement.reason, sa.func.count())
        .join(Need, Need.id == Judgement.need_id)
        .where(Judgement.supplier_id == organisation_id, Judgement.verdict == Verdict.DISMISSED)
        .where(Need.status.in_([NeedStatus.TENDERED, NeedStatus.AWARDED, NeedStatus.WITHDRAWN]))
        .group_by(Judgement.reason)
    )
    found = {reason: count for reason, count in db.session.execute(query) if reason is not None}
    return found if sum(found.values()) >= FEWEST else {}
