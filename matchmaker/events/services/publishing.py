"""What participants are told of a plan: agendas that calendars can follow, mails to the changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from matchmaker.accounts.actor import SYSTEM, Actor
from matchmaker.events import plan_messages, queries
from matchmaker.events.errors import AgainstPlan, AlreadyFinal
from matchmaker.events.models import AgendaEntry, Event, Meeting, MeetingPlan, Registration
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.services import queue

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """What a publication changed, in pairs; `people` are the principals whose agenda is another now."""

    new: frozenset[Pair] = frozenset()
    changed: frozenset[Pair] = frozenset()
    cancelled: frozenset[Pair] = frozenset()
    people: frozenset[int] = field(default_factory=frozenset)


def publish(
    event: Event, plan: MeetingPlan, *, final: bool, now: datetime, actor: Actor = SYSTEM, mails: bool = True
) -> Told:
    """Tell the plan in force. Raises AgainstPlan when it is no longer the one in force, AlreadyFinal.

    The first publication writes to everybody, those without a meeting included; later ones only to those
    whose agenda changed. Published twice, the same plan changes nothing and writes to nobody.
    """
    if plan.in_force_for != event.id:
        raise AgainstPlan
    if not final and ever_final(event):
        raise AlreadyFinal
    first = not _ever_published(event)
    told = renew(event, plan, now=now)
    if final:
        plan.final_at = plan.final_at or now
    else:
        plan.preliminary_at = plan.preliminary_at or now
    db.session.flush()
    if mails:
        _write(event, plan, told, first=first, final=final, now=now)
    record(
        actor,
        Action.PLAN_PUBLISHED,
        "event",
        event.id,
        now=now,
        plan=plan.number,
        final=final,
        changed=len(told.people),
    )
    return told


def renew(event: Event, plan: MeetingPlan, *, now: datetime) -> Told:
    """Agenda entries as the plan has them: a pair's entry lives on, its sequence counts what was told."""
    entries = {(one.buyer_id, one.supplier_id): one for one in _entries(event)}
    meetings = {(one.buyer_id, one.supplier_id): one for one in _meetings(plan)}
    new = [_entry(event, one, now) for pair, one in meetings.items() if pair not in entries]
    changed = {pair for pair, one in meetings.items() if pair in entries and _differs(entries[pair], one)}
    gone = {pair for pair, one in entries.items() if pair not in meetings and one.cancelled_at is None}
    for pair in changed:
        entry, meeting = entries[pair], meetings[pair]
        entry.slot_id, entry.table_number = meeting.slot_id, meeting.table_number
        entry.sequence, entry.told_at, entry.cancelled_at = entry.sequence + 1, now, None
    for pair in gone:
        entry = entries[pair]
        entry.sequence, entry.told_at, entry.cancelled_at = entry.sequence + 1, now, now
    db.session.add_all(new)
    db.session.flush()
    added = frozenset((one.buyer_id, one.supplier_id) for one in new)
    people = frozenset(person for pair in (*added, *changed, *gone) for person in pair)
    return Told(added, frozenset(changed), frozenset(gone), people)


def pending(event: Event, plan: MeetingPlan) -> set[int]:
    """Principals whose agenda would change if the plan were published now."""
    known = {
        (e.buyer_id, e.supplier_id, e.slot_id, e.table_number) for e in _entries(event) if not e.cancelled_at
    }
    planned = {(m.buyer_id, m.supplier_id, m.slot_id, m.table_number) for m in _meetings(plan)}
    return {person for row in known ^ planned for person in row[:2]}


def agenda_of(event: Event, registration: Registration) -> list[AgendaEntry]:
    """What somebody was last told, in time order, without the cancelled; a companion has its principal's."""
    person = registration.companion_of_id or registration.id
    mine = sa.or_(AgendaEntry.buyer_id == person, AgendaEntry.supplier_id == person)
    query = (
        sa.select(AgendaEntry)
        .where(AgendaEntry.event_id == event.id, mine, AgendaEntry.cancelled_at.is_(None))
        .options(
            sa.orm.joinedload(AgendaEntry.slot),
            sa.orm.joinedload(AgendaEntry.buyer),
            sa.orm.joinedload(AgendaEntry.supplier),
        )
    )
    found = db.session.execute(query).scalars()
    return sorted(found, key=lambda entry: (entry.slot.day, entry.slot.starts))


def _differs(entry: AgendaEntry, meeting: Meeting) -> bool:
    there = (entry.slot_id, entry.table_number) == (meeting.slot_id, meeting.table_number)
    return entry.cancelled_at is not None or not there


def _entry(event: Event, meeting: Meeting, now: datetime) -> AgendaEntry:
    return AgendaEntry(
        event_id=event.id,
        buyer_id=meeting.buyer_id,
        supplier_id=meeting.supplier_id,
        slot_id=meeting.slot_id,
        table_number=meeting.table_number,
        sequence=0,
        told_at=now,
    )


def _entries(event: Event) -> Iterable[AgendaEntry]:
    return db.session.execute(sa.select(AgendaEntry).where(AgendaEntry.event_id == event.id)).scalars()


def _meetings(plan: MeetingPlan) -> Iterable[Meeting]:
    return db.session.execute(sa.select(Meeting).where(Meeting.plan_id == plan.id)).scalars()


def _ever_published(event: Event) -> bool:
    told = sa.or_(MeetingPlan.preliminary_at.is_not(None), MeetingPlan.final_at.is_not(None))
    query = sa.select(MeetingPlan.id).where(MeetingPlan.event_id == event.id, told).limit(1)
    return db.session.execute(query).first() is not None


def ever_final(event: Event) -> bool:
    """Whether any plan of the event was told as final."""
    query = sa.select(MeetingPlan.id).where(
        MeetingPlan.event_id == event.id, MeetingPlan.final_at.is_not(None)
    )
    return db.session.execute(query.limit(1)).first() is not None


def _write(event: Event, plan: MeetingPlan, told: Told, *, first: bool, final: bool, now: datetime) -> None:
    """One mail a person, with the whole agenda as it is now."""
    template: plan_messages.AgendaMail = "preliminary"
    if final:
        template = "changed" if _was_final(event, plan) else "final"
    agendas = _agendas(event)
    for person in queries.participants(event):
        principal = person.companion_of_id or person.id
        if person.email and (first or principal in told.people):
            queue(plan_messages.agenda(event, plan, person, agendas.get(principal, []), template), now=now)


def _was_final(event: Event, plan: MeetingPlan) -> bool:
    """Whether another plan was told as final before this one."""
    query = sa.select(MeetingPlan.id).where(
        MeetingPlan.event_id == event.id, MeetingPlan.final_at.is_not(None), MeetingPlan.id != plan.id
    )
    return db.session.execute(query.limit(1)).first() is not None


def _agendas(event: Event) -> dict[int, list[AgendaEntry]]:
    query = (
        sa.select(AgendaEntry)
        .where(AgendaEntry.event_id == event.id, AgendaEntry.cancelled_at.is_(None))
        .options(
            sa.orm.joinedload(AgendaEntry.slot),
            sa.orm.joinedload(AgendaEntry.buyer),
            sa.orm.joinedload(AgendaEntry.supplier),
        )
    )
    found: dict[int, list[AgendaEntry]] = {}
    for entry in sorted(db.session.execute(query).scalars(), key=lambda e: (e.slot.day, e.slot.starts)):
        for person in (entry.buyer_id, entry.supplier_id):
            found.setdefault(person, []).append(entry)
    return found
