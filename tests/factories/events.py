"""Events with their slots, and people registered to them; each call commits, as those of `make`."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from matchmaker.events import frame
from matchmaker.events.models import (
    Event,
    EventStatus,
    HalfDay,
    Registration,
    RegistrationState,
    Room,
    Side,
    Slot,
    Source,
)
from matchmaker.organisations.models import Organisation
from tests.factories.make import ARRAS, NOW, Make

DAY = date(2026, 11, 24)
MORNING, AFTERNOON = (time(9, 30), time(12, 0)), (time(14, 0), time(16, 30))


def event(make: Make, organiser: Organisation | None = None, **values: Any) -> Event:
    """A published day of two half-days, six slots each, with ten tables in one room."""
    organiser = organiser or make.organisation(is_organiser=True)
    number, tables = next(make.numbers), values.pop("tables", 10)
    defaults = {"slug": f"rencontre-{number}", "name": f"Rencontre {number}", "organisation_id": organiser.id}
    defaults |= {"status": EventStatus.PUBLISHED, "published_at": NOW, "commune": ARRAS}
    defaults |= {"screen_nonce": "0" * 16, "created_at": NOW, "updated_at": NOW}
    row = make._keep(Event(**{**defaults, **values}))
    make._keep(Room(event_id=row.id, position=1, name="Grande salle", tables=tables, seats=200))
    for half_day in (MORNING, AFTERNOON):
        one = make._keep(HalfDay(event_id=row.id, day=DAY, starts=half_day[0], ends=half_day[1]))
        for starts, ends in frame.cut(half_day, meeting=20, change=5):
            make._keep(Slot(event_id=row.id, half_day_id=one.id, day=DAY, starts=starts, ends=ends))
    return row


def registration(make: Make, of: Event, side: Side, **values: Any) -> Registration:
    """Somebody who holds a place, for an organisation of its own unless one is given."""
    number = next(make.numbers)
    firm = values.pop("organisation", None)
    firm = firm or (make.buyer() if side is Side.BUYER else make.supplier())
    defaults = {"event_id": of.id, "number": number, "side": side, "organisation_id": firm.id}
    defaults |= {"state": RegistrationState.CONFIRMED, "source": Source.FORM, "seat": number}
    defaults |= {"organisation_name": firm.name, "first_name": "Camille", "last_name": f"Essai-{number}"}
    defaults |= {"email": f"inscrit{number}@exemple.invalid", "nonce": f"{number:016d}"}
    defaults |= {"created_at": NOW, "confirmed_at": NOW, "updated_at": NOW}
    return make._keep(Registration(**{**defaults, **values}))
