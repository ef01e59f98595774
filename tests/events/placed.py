"""A day with meetings: a plan in force, and the same as participants were told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from matchmaker.database import access
from matchmaker.events.models import (
    AgendaEntry,
    Event,
    Meeting,
    MeetingPlan,
    PlanState,
    Registration,
    Side,
    Slot,
)
from matchmaker.extensions import db
from matchmaker.web.transaction import commit
from tests.factories import Make
from tests.factories import events as factory
from tests.factories.events import DAY

MORNING = datetime(2026, 11, 24, 8, 45, tzinfo=UTC)  # 9:45 in Paris, fifteen minutes into the first slot
HOSTILE = (
    'Société "Œuvre", d’Été\r\nATTACH:file\u202e; #{1+1} $x$ [*b*] \\n \U0001f9f0 ' + "très longue " * 20
)


@dataclass
class Day:
    event: Event
    buyers: list[Registration]
    suppliers: list[Registration]
    slots: list[Slot]
    plan_id: int = 0
    meeting_id: int = 0
    pairs: list[tuple[int, int, int, int]] = field(default_factory=list)


def day(make: Make, buyers: int = 2, suppliers: int = 3, **values: Any) -> Day:
    """Everybody meets everybody of the other side, buyer b with supplier s in slot b + s at table b + 1."""
    event = factory.event(make, **values)
    seated = [factory.registration(make, event, Side.BUYER) for _ in range(buyers)]
    moving = [factory.registration(make, event, Side.SUPPLIER) for _ in range(suppliers)]
    with make.app.app_context(), access(read_only=False):
        slots = list(db.session.query(Slot).filter_by(event_id=event.id).order_by(Slot.day, Slot.starts))
        pairs = [
            (buyer.id, supplier.id, slots[(b + s) % len(slots)].id, b + 1)
            for b, buyer in enumerate(seated)
            for s, supplier in enumerate(moving)
            if s < len(slots)
        ]
        plan = MeetingPlan(event_id=event.id, number=1, state=PlanState.READY, in_force_for=event.id)
        plan.asked_at = MORNING
        nobody = {"participants": 0, "without_meeting": 0}
        plan.measures = {
            "meetings": len(pairs),
            "idle_gaps": 0,
            "wishes": {"share_of_pairs": 1.0},
            "sides": {"buyer": nobody, "supplier": nobody},
        }
        db.session.add(plan)
        db.session.flush()
        for buyer, supplier, slot, table in pairs:
            pair = {"buyer_id": buyer, "supplier_id": supplier, "slot_id": slot, "table_number": table}
            db.session.add(Meeting(plan_id=plan.id, **pair))
            db.session.add(AgendaEntry(event_id=event.id, told_at=MORNING, **pair))
        plan_id, plan.number = plan.id, seated[0].number
        db.session.flush()
        meeting_id = db.session.query(Meeting.id).filter_by(plan_id=plan_id).first()[0]
        commit()
        for slot in slots:
            db.session.refresh(slot)
        db.session.expunge_all()
    return Day(event, seated, moving, slots, plan_id, meeting_id, pairs)


def at(hour: str) -> datetime:
    """An hour of the day's place."""
    from matchmaker.events.models.event import TIME_ZONE

    return datetime.combine(DAY, time.fromisoformat(hour), tzinfo=TIME_ZONE)
