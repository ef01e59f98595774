"""What a day came to: figures, the pairs to call back, the people to invite next year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from matchmaker.events import agendas, plans
from matchmaker.events.models import (
    Event,
    Feedback,
    MeetingRecord,
    Pair,
    Registration,
    RegistrationState,
    Side,
    Stage,
    Took,
    Wish,
)
from matchmaker.events.services import records
from matchmaker.extensions import db
from matchmaker.reference import communes


@dataclass(frozen=True, slots=True)
class Figures:
    """`planned` are the meetings as they were last told; `unsaid` those of which nobody said a word."""

    expected: dict[Side, int]
    arrived: dict[Side, int]
    planned: int
    held: int
    not_held: int
    unsaid: int
    useful: int
    judged: int
    firms: int
    firms_met: int
    marks: tuple[int, ...]
    stages: dict[Stage, int]

    @property
    def mark(self) -> float | None:
        return round(sum(self.marks) / len(self.marks), 1) if self.marks else None


@dataclass(frozen=True, slots=True)
class Group:
    """Firms of one size, of the social economy, of one department: how many, and how many met a buyer."""

    key: str
    firms: int
    met: int
    meetings: int


@dataclass(frozen=True, slots=True)
class Unseated:
    """A pair that did not get its meeting: somebody wished it, or the matcher proposed it."""

    buyer: Registration
    supplier: Registration
    wished_by: tuple[Side, ...]
    reason: str
    score: float | None


def confirmed(event: Event) -> list[Registration]:
    query = sa.select(Registration).where(
        Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED
    )
    query = query.options(joinedload(Registration.organisation)).order_by(Registration.number)
    return list(db.session.execute(query).scalars())


def told_pairs(event: Event) -> set[tuple[int, int]]:
    return {(one.buyer_id, one.supplier_id) for one in agendas.told_of(event) if not one.cancelled}


def figures(event: Event, people: list[Registration]) -> Figures:
    said, planned = records.of_event(event.id), told_pairs(event)
    mine = [one for pair, one in said.items() if pair in planned or one.took is Took.HELD]
    held = [one for one in mine if one.took is Took.HELD]
    not_held = sum(one.took is Took.NOT_HELD for one in mine)
    firms = {one.id for one in people if one.side is Side.SUPPLIER}
    opinions = [mark for one in held for mark in (one.buyer_useful, one.supplier_useful) if mark is not None]
    marks = sa.select(Feedback.rating).where(Feedback.event_id == event.id).order_by(Feedback.rating)
    here = [one for one in people if one.arrived_at is not None]
    return Figures(
        expected={side: sum(one.side is side for one in people) for side in Side},
        arrived={side: sum(one.side is side for one in here) for side in Side},
        planned=len(planned),
        held=len(held),
        not_held=not_held,
        unsaid=max(len(planned) - len(held) - not_held, 0),
        useful=sum(opinions),
        judged=len(opinions),
        firms=len(firms),
        firms_met=len(firms & {one.supplier_id for one in held}),
        marks=tuple(db.session.execute(marks).scalars()),
        stages=_stages(said.values()),
    )


def _stages(said: Iterable[MeetingRecord]) -> dict[Stage, int]:
    """The further of what the two sides say; nothing for those who have not spoken."""
    order = list(Stage)
    counts = dict.fromkeys(order, 0)
    for one in said:
        stages = [stage for stage in (one.buyer_stage, one.supplier_stage) if stage is not None]
        if stages:
            counts[max(stages, key=order.index)] += 1
    return counts


def groups(event: Event, people: list[Registration], by: str) -> list[Group]:
    """`by`: size, social, department. What the platform does not know is a group of its own, key ""."""
    held: dict[int, int] = defaultdict(int)
    for (_buyer, supplier), one in records.of_event(event.id).items():
        held[supplier] += one.took is Took.HELD
    found: dict[str, list[int]] = defaultdict(list)
    for person in people:
        if person.side is Side.SUPPLIER and person.companion_of_id is None:
            found[_key(person, by)].append(held.get(person.id, 0))
    rows = [Group(key, len(counts), sum(map(bool, counts)), sum(counts)) for key, counts in found.items()]
    return sorted(rows, key=lambda row: (row.key == "", -row.firms, row.key))


def _key(person: Registration, by: str) -> str:
    firm = person.organisation
    if by == "department":
        code = person.commune or (firm.commune if firm else None)
        found = communes.get(code) if code else None
        return found.department if found else ""
    if firm is None:
        return ""
    if by == "size":
        return firm.size.value if firm.size else ""
    return "yes" if firm.is_ess else "no"


def unseated(event: Event, people: list[Registration]) -> list[Unseated]:
    """Pairs to call back within a week: both or one wished it, or it was proposed; nobody said no.

    Those that both wished come first, then by the matcher's score.
    """
    by_id = {one.id: one for one in people}
    plan = plans.in_force(event)
    reasons = {(buyer, supplier): reason for buyer, supplier, reason in (plan.unplaced if plan else [])}
    seated = told_pairs(event)
    found = []
    columns = (Pair.buyer_id, Pair.supplier_id, Pair.buyer_wish, Pair.supplier_wish, Pair.score)
    meet = sa.or_(Pair.buyer_wish == Wish.MEET, Pair.supplier_wish == Wish.MEET)
    for pair in db.session.execute(sa.select(*columns).where(Pair.event_id == event.id, meet)):
        key = (pair.buyer_id, pair.supplier_id)
        wishes = {Side.BUYER: pair.buyer_wish, Side.SUPPLIER: pair.supplier_wish}
        if key in seated or Wish.NO in wishes.values() or not {*key} <= by_id.keys():
            continue
        wished = tuple(side for side, wish in wishes.items() if wish is Wish.MEET)
        score = float(pair.score) if pair.score is not None else None
        found.append(Unseated(by_id[key[0]], by_id[key[1]], wished, reasons.get(key, ""), score))
    return sorted(found, key=lambda one: (-len(one.wished_by), -(one.score or 0), one.buyer.number))


def held_by_person(event: Event) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for (buyer, supplier), one in records.of_event(event.id).items():
        if one.took is Took.HELD:
            counts[buyer] += 1
            counts[supplier] += 1
    return counts
