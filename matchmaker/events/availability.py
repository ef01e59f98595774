"""In which slots people can have a meeting: their hours, the day's closed stretches, their workshops."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from matchmaker.events import queries
from matchmaker.events.frame import Stretch, overlap
from matchmaker.events.models import Break, Enrolment, Event, Registration, RegistrationState, Slot, Workshop
from matchmaker.extensions import db

Busy = Sequence[tuple[date, Stretch]]


def free_slots(event: Event, registrations: Sequence[Registration]) -> dict[int, tuple[int, ...]]:
    """Ids of the slots in which each person (by id) is free, in time order; three queries for any number.

    A workshop takes the slots that it touches once the person has a seat in it; one of a companion too,
    for the two share their agenda.
    """
    slots, closed, busy = queries.slots(event), closed_stretches(event), _workshops(event)
    return {one.id: free(one, slots, [*closed, *busy.get(one.id, ())]) for one in registrations}


def free(registration: Registration, slots: Iterable[Slot], busy: Busy) -> tuple[int, ...]:
    """Hours of arrival and departure are those of each day of the event."""
    off = set(registration.off_slots or ())
    return tuple(
        slot.id
        for slot in slots
        if slot.id not in off
        and (registration.arrives is None or registration.arrives <= slot.starts)
        and (registration.leaves is None or slot.ends <= registration.leaves)
        and not any(day == slot.day and overlap(taken, (slot.starts, slot.ends)) for day, taken in busy)
    )


def closed_stretches(event: Event) -> list[tuple[date, Stretch]]:
    query = sa.select(Break.day, Break.starts, Break.ends).where(Break.event_id == event.id, Break.closed)
    return [(day, (starts, ends)) for day, starts, ends in db.session.execute(query)]


def _workshops(event: Event) -> Mapping[int, list[tuple[date, Stretch]]]:
    """Of each person who has a seat, and of whom they accompany."""
    query = (
        sa.select(Registration.id, Registration.companion_of_id, Workshop.day, Workshop.starts, Workshop.ends)
        .join(Enrolment, Enrolment.registration_id == Registration.id)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .where(
            Workshop.event_id == event.id,
            Enrolment.seat.is_not(None),
            Registration.state == RegistrationState.CONFIRMED,
        )
    )
    held: dict[int, list[tuple[date, Stretch]]] = defaultdict(list)
    for person, principal, day, starts, ends in db.session.execute(query):
        held[person].append((day, (starts, ends)))
        if principal is not None:
            held[principal].append((day, (starts, ends)))
    return held
