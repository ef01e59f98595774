"""An event before its day: made, changed, copied, published, cancelled; its slots made from its half-days."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor, Role
from matchmaker.errors import NotAllowed
from matchmaker.events import frame, links, messages, queries, rules
from matchmaker.events.errors import EventClosed, NotReady, RoomInUse, SlotsInUse
from matchmaker.events.models import (
    AgendaEntry,
    Break,
    Event,
    EventStatus,
    HalfDay,
    Lock,
    Meeting,
    MeetingPlan,
    MeetingRecord,
    Registration,
    RegistrationState,
    Room,
    Slot,
    Speaker,
    Workshop,
)
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.services import queue
from matchmaker.reference.text import fold

USUAL_HALF_DAYS = ((time(9, 30), time(12, 30)), (time(14, 0), time(17, 0)))
USUAL_TABLES = 20
PURGE_AFTER = timedelta(days=122)
COPIED = (
    "summary",
    "place_name",
    "address",
    "commune",
    "access_words",
    "contact_email",
    "meeting_minutes",
    "change_minutes",
    "buyers_seated",
    "place_silent",
    "proposals_each",
    "weight_match",
    "weight_buyer_wish",
    "weight_supplier_wish",
    "buyer_most",
    "buyer_least",
    "supplier_most",
    "supplier_least",
    "most_in_a_row",
    "no_show_minutes",
    "buyer_places",
    "supplier_places",
)


def create(actor: Actor, answers: Mapping[str, object], *, day: date, room: str, now: datetime) -> Event:
    """A draft with a usual frame: two half-days, one room. Raises NotAllowed."""
    event = _new(actor, answers, now=now)
    for starts, ends in USUAL_HALF_DAYS:
        event.half_days.append(HalfDay(day=day, starts=starts, ends=ends))
    event.rooms.append(Room(position=1, name=room, tables=USUAL_TABLES))
    return _made(event, actor, now=now)


def copy(last: Event, actor: Actor, *, name: str, day: date, now: datetime) -> Event:
    """Last year's frame, rules and workshops, their dates shifted to begin on `day`; nobody comes with it."""
    answers = {field: getattr(last, field) for field in COPIED} | {"name": name}
    event = _new(actor, answers, now=now)
    event.copied_from_id = last.id
    shift = day - first_day(last) if last.half_days else timedelta()
    for one in last.half_days:
        event.half_days.append(HalfDay(day=one.day + shift, starts=one.starts, ends=one.ends))
    for pause in last.breaks:
        hours = {"starts": pause.starts, "ends": pause.ends, "closed": pause.closed}
        event.breaks.append(Break(label=pause.label, day=pause.day + shift, **hours))
    rooms = {
        one.id: Room(
            position=one.position,
            name=one.name,
            tables=one.tables,
            seats=one.seats,
            directions=one.directions,
        )
        for one in last.rooms
    }
    event.rooms.extend(rooms.values())
    _made(event, actor, now=now, copied_from=last.id)
    _copy_workshops(last, event, rooms, shift)
    return event


def _copy_workshops(last: Event, event: Event, rooms: Mapping[int, Room], shift: timedelta) -> None:
    for one in queries.workshops(last):
        room = rooms.get(one.room_id) if one.room_id is not None else None
        kept = {name: getattr(one, name) for name in ("title", "theme", "summary", "capacity")}
        hours = {"day": one.day + shift, "starts": one.starts, "ends": one.ends}
        speakers = [Speaker(position=who.position, name=who.name, job=who.job) for who in one.speakers]
        db.session.add(
            Workshop(event_id=event.id, room_id=room.id if room else None, speakers=speakers, **kept, **hours)
        )
    db.session.flush()


def _new(actor: Actor, answers: Mapping[str, object], *, now: datetime) -> Event:
    if actor.acting_for is None or actor.acting_for.role is not Role.ORGANISER:
        raise NotAllowed("organiser")
    return Event(
        organisation_id=actor.acting_for.id,
        author_id=actor.user_id,
        status=EventStatus.DRAFT,
        slug=f"{_slug(str(answers['name']))}-{secrets.token_hex(3)}",
        screen_nonce=links.new_nonce(),
        created_at=now,
        updated_at=now,
        **answers,
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60] or "rencontre"


def _made(event: Event, actor: Actor, *, now: datetime, **payload: object) -> Event:
    event.purge_on = _purge_day(event)
    db.session.add(event)
    db.session.flush()
    remake_slots(event)
    record(actor, Action.EVENT_CREATED, "event", event.id, now=now, **payload)
    return event


def first_day(event: Event) -> date:
    return min(one.day for one in event.half_days)


def last_day(event: Event) -> date | None:
    return max((one.day for one in event.half_days), default=None)


def _purge_day(event: Event) -> date | None:
    last = last_day(event)
    return last + PURGE_AFTER if last is not None else None


def change(event: Event, actor: Actor, answers: Mapping[str, object], *, now: datetime) -> list[str]:
    """Attributes of the event put in place; the names of those that changed. Raises EventClosed."""
    _preparable(event)
    names = [name for name, value in answers.items() if getattr(event, name) != value]
    for name in names:
        setattr(event, name, answers[name])
    if names:
        _changed(event, actor, names, now=now)
    return names


def set_frame(
    event: Event,
    actor: Actor,
    answers: Mapping[str, object],
    *,
    half_days: Sequence[Mapping[str, Any]],
    breaks: Sequence[Mapping[str, Any]],
    rooms: Sequence[Mapping[str, Any]],
    now: datetime,
) -> None:
    """Lengths, half-days, breaks, rooms as one; nothing is kept of what is refused.

    Raises EventClosed, SlotsInUse, RoomInUse.
    """
    _preparable(event)
    usual = _purge_day(event)
    for name, value in answers.items():
        setattr(event, name, value)
    _set_rooms(event, rooms)
    event.breaks[:] = [Break(**one) for one in breaks]
    known = {(one.day, one.starts): one for one in event.half_days}
    kept = []
    for wanted in half_days:
        at = (wanted["day"], wanted["starts"])
        one = known.get(at) or HalfDay(day=at[0], starts=at[1])
        one.ends = wanted["ends"]
        kept.append(one)
    gone = [one for one in event.half_days if one not in kept]
    event.half_days.extend(one for one in kept if one not in event.half_days)
    db.session.flush()
    remake_slots(event, without=gone)
    for one in gone:
        event.half_days.remove(one)
    if event.purge_on is None or event.purge_on == usual:
        event.purge_on = _purge_day(event)
    _changed(event, actor, ["frame"], now=now)


def _set_rooms(event: Event, rooms: Sequence[Mapping[str, Any]]) -> None:
    """Rows are matched by place: the first of the form is the first of the event."""
    for at, wanted in enumerate(rooms):
        if at < len(event.rooms):
            for name, value in wanted.items():
                setattr(event.rooms[at], name, value)
        else:
            event.rooms.append(Room(position=at + 1, **wanted))
    removed = event.rooms[len(rooms) :]
    held = {one.room_id for one in queries.workshops(event)}
    for room in removed:
        if room.id in held:
            raise RoomInUse(room=room.name)
        event.rooms.remove(room)
    tables = sum(one.tables for one in event.rooms)
    beyond = sa.update(Registration).where(
        Registration.event_id == event.id, Registration.home_table > tables
    )
    db.session.execute(beyond.values(home_table=None))


def remake_slots(event: Event, *, without: Sequence[HalfDay] = ()) -> None:
    """The slots that the half-days give; those that stay keep their ids. Raises SlotsInUse."""
    wanted = {}
    for half_day in event.half_days:
        if half_day in without:
            continue
        closed = [(one.starts, one.ends) for one in event.breaks if one.closed and one.day == half_day.day]
        lengths = {"meeting": event.meeting_minutes, "change": event.change_minutes}
        for starts, ends in frame.cut((half_day.starts, half_day.ends), closed=closed, **lengths):
            wanted[(half_day.day, starts, ends)] = half_day
    known = {(one.day, one.starts, one.ends): one for one in event.slots}
    gone = [slot for key, slot in known.items() if key not in wanted]
    if used := _used(gone):
        raise SlotsInUse(times=", ".join(f"{slot.day:%d/%m} {slot.starts:%H:%M}" for slot in used))
    for slot in gone:
        event.slots.remove(slot)
    db.session.flush()  # a slot of another length may begin at the same time
    for (day, starts, ends), half_day in wanted.items():
        stays = known.get((day, starts, ends))
        if stays is not None:
            stays.half_day_id = half_day.id
        else:
            event.slots.append(Slot(half_day_id=half_day.id, day=day, starts=starts, ends=ends))
    if wanted.keys() != known.keys():
        _forget_swaps(event)
    db.session.flush()


def _forget_swaps(event: Event) -> None:
    """Swaps name slots by their place in the day, as the planner does: among other slots they mean others."""
    for plan in db.session.execute(sa.select(MeetingPlan).where(MeetingPlan.event_id == event.id)).scalars():
        if plan.offers:
            plan.offers = []
            plan.measures = {name: value for name, value in (plan.measures or {}).items() if name != "swaps"}


def _used(slots: Sequence[Slot]) -> list[Slot]:
    ids = [slot.id for slot in slots if slot.id is not None]
    if not ids:
        return []
    columns = (
        Meeting.slot_id,
        Lock.slot_id,
        AgendaEntry.slot_id,
        MeetingRecord.slot_id,
        MeetingPlan.from_slot_id,
    )
    naming = sa.union(*(sa.select(column).where(column.in_(ids)) for column in columns))
    found = set(db.session.execute(naming).scalars())
    return [slot for slot in slots if slot.id in found]


def missing(event: Event) -> list[str]:
    """What the public must know before the event is published, by name."""
    wanted = {
        "place": event.place_name and event.commune,
        "slots": event.slots,
        "tables": any(one.tables for one in event.rooms),
        "contact": event.contact_email,
    }
    return [name for name, there in wanted.items() if not there]


def publish(event: Event, actor: Actor, *, now: datetime) -> None:
    """Raises EventClosed, NotReady."""
    if event.status is not EventStatus.DRAFT:
        raise EventClosed
    if missing(event):
        raise NotReady
    event.status, event.published_at, event.updated_at = EventStatus.PUBLISHED, now, now
    db.session.flush()
    record(actor, Action.EVENT_PUBLISHED, "event", event.id, now=now)


def cancel(event: Event, actor: Actor, *, reason: str, now: datetime) -> int:
    """The event stays readable with its reason; how many were told of it. Raises EventClosed."""
    _preparable(event)
    if event.status is EventStatus.DRAFT:
        event.published_at = now
    event.status, event.ended_at, event.end_reason, event.updated_at = EventStatus.CANCELLED, now, reason, now
    db.session.flush()
    told = [one for one in queries.people(event) if one.state is not RegistrationState.CANCELLED]
    told = [one for one in told if one.email]
    for one in told:
        queue(messages.event_cancelled(one, event), now=now)
    record(actor, Action.EVENT_CANCELLED, "event", event.id, now=now, told=len(told))
    return len(told)


def _preparable(event: Event) -> None:
    if not rules.can_prepare(event):
        raise EventClosed


def _changed(event: Event, actor: Actor, names: Sequence[str], *, now: datetime) -> None:
    event.updated_at = now
    db.session.flush()
    record(actor, Action.EVENT_CHANGED, "event", event.id, now=now, fields=sorted(names))
