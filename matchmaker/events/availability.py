"""In which slots somebody can meet: hours of presence, slots kept free, workshops enrolled in."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from matchmaker.events import frame, queries
from matchmaker.events.models import Enrolment, Event, Registration, Slot, Workshop
from matchmaker.extensions import db


def free_slots(event: Event, registrations: Sequence[Registration]) -> dict[int, tuple[int, ...]]:
    """Ids of the slots in which each is free, in time order; two queries whatever their number."""
    slots = queries.slots(event)
    taken = _workshop_slots(event, slots)
    return {
        one.id: tuple(
            slot.id
            for slot in slots
            if _there(one, slot) and slot.id not in one.off_slots and slot.id not in taken.get(one.id, ())
        )
        for one in registrations
    }


def _there(one: Registration, slot: Slot) -> bool:
    return (one.arrives is None or one.arrives <= slot.starts) and (
        one.leaves is None or slot.ends <= one.leaves
    )


def _workshop_slots(event: Event, slots: Sequence[Slot]) -> dict[int, set[int]]:
    """Slots that workshops touch, by enrolled person; the waiting are free."""
    query = (
        sa.select(Enrolment.registration_id, Workshop.day, Workshop.starts, Workshop.ends)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .where(Workshop.event_id == event.id, Enrolment.seat.is_not(None))
    )
    taken: dict[int, set[int]] = {}
    for person, day, starts, ends in db.session.execute(query):
        touched = {
            slot.id
            for slot in slots
            if slot.day == day and frame.overlap((starts, ends), (slot.starts, slot.ends))
        }
        taken.setdefault(person, set()).update(touched)
    return taken
