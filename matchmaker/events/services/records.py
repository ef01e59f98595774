"""What became of each meeting: taken place or not, worth it, and six months later."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import Actor
from matchmaker.errors import NotFound
from matchmaker.events.agendas import Agenda, Whole
from matchmaker.events.models import (
    AgendaEntry,
    Meeting,
    MeetingPlan,
    MeetingRecord,
    Registration,
    Side,
    Slot,
    Stage,
    Took,
)
from matchmaker.events.services import sourcing_facts
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record


def say(
    person: Registration,
    other_id: int,
    actor: Actor,
    *,
    now: datetime,
    took: Took | None = None,
    useful: bool | None = None,
    stage: Stage | None = None,
) -> MeetingRecord:
    """One side's word on its meeting with `other_id`. What is None stays as it was.

    Raises NotFound when the two had no meeting.
    """
    side = person.side
    one = _record(person, other_id, now=now)
    before = one.took
    for name, value in (("took", took), ("useful", useful), ("stage", stage)):
        if value is not None:
            setattr(one, f"{side.value}_{name}", value)
    return _noted(one, actor, side.value, before, now=now)


def say_at_desk(
    person: Registration, other_id: int, took: Took, actor: Actor, *, now: datetime
) -> MeetingRecord:
    """The organiser's word, from the desk. Raises NotFound when the two had no meeting."""
    one = _record(person, other_id, now=now)
    before, one.desk_took = one.took, took
    return _noted(one, actor, "desk", before, now=now)


def _noted(one: MeetingRecord, actor: Actor, by: str, before: Took | None, *, now: datetime) -> MeetingRecord:
    one.updated_at = now
    db.session.flush()
    after = one.took
    if after is not before:
        record(
            actor,
            Action.MEETING_SAID,
            "event",
            one.event_id,
            now=now,
            buyer=one.buyer_id,
            supplier=one.supplier_id,
            by=by,
            took=after.value if after else None,
        )
        sourcing_facts.tell(one, actor, now=now)
    return one


def _record(person: Registration, other_id: int, *, now: datetime) -> MeetingRecord:
    """The pair's row, made when there is none: two who say it at once share it."""
    lead = person.companion_of_id or person.id
    buyer, supplier = (lead, other_id) if person.side is Side.BUYER else (other_id, lead)
    known = sa.select(MeetingRecord).where(
        MeetingRecord.buyer_id == buyer, MeetingRecord.supplier_id == supplier
    )
    found = db.session.execute(known.with_for_update()).scalar_one_or_none()
    if found is not None:
        return found
    slot_id = _slot_of(person.event_id, buyer, supplier)
    made = MeetingRecord(
        event_id=person.event_id, buyer_id=buyer, supplier_id=supplier, slot_id=slot_id, updated_at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return db.session.execute(known.with_for_update()).scalar_one()
    return made


def _slot_of(event_id: int, buyer: int, supplier: int) -> int:
    """Where they were to meet, as told or as planned. Raises NotFound."""
    pair = {"buyer_id": buyer, "supplier_id": supplier}
    told = sa.select(AgendaEntry.slot_id).filter_by(event_id=event_id, cancelled_at=None, **pair)
    planned = (
        sa.select(Meeting.slot_id)
        .join(MeetingPlan, MeetingPlan.id == Meeting.plan_id)
        .where(MeetingPlan.in_force_for == event_id)
        .filter_by(**pair)
    )
    for query in (told, planned):
        found = db.session.execute(query).scalar()
        if found is not None:
            return int(found)
    raise NotFound


def said_by(person: Registration) -> dict[int, MeetingRecord]:
    """The records of somebody's meetings, by the other's number."""
    lead = person.companion_of_id or person.id
    query = sa.select(MeetingRecord).where(
        sa.or_(MeetingRecord.buyer_id == lead, MeetingRecord.supplier_id == lead)
    )
    return {
        one.supplier_id if one.buyer_id == lead else one.buyer_id: one
        for one in db.session.execute(query).scalars()
    }


def begun(whole: Whole, agenda: Agenda, *, now: datetime) -> set[int]:
    """Those whose meeting has begun: before that nobody can say what became of it."""
    return {
        item.other.id
        for item in agenda.meetings
        if item.placed and item.other and whole.slots[item.placed.slot_id].starts_at <= now
    }


def of_event(event_id: int) -> dict[tuple[int, int], MeetingRecord]:
    query = sa.select(MeetingRecord).where(MeetingRecord.event_id == event_id)
    return {(one.buyer_id, one.supplier_id): one for one in db.session.execute(query).scalars()}


def slot_day(one: MeetingRecord) -> Slot | None:
    return db.session.get(Slot, one.slot_id) if one.slot_id else None
