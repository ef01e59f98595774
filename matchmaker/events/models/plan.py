"""Meeting plans: asked for, computed by the worker, one in force, and what was told of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from matchmaker.database import Json, UtcDateTime, named_enum
from matchmaker.events.models.event import Slot
from matchmaker.events.models.people import Registration
from matchmaker.extensions import db


class PlanState(StrEnum):
    """`ready`: computed, may be put in force; `cancelled`: given up by the organiser, or overtaken."""

    ASKED = "asked"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class MeetingPlan(db.Model):
    """One plan of an event. `in_force_for` is the event's id while this is its plan, unique: one wins whole.

    `base_id` is the plan that was in force when this one was asked for; `from_slot_id` the first slot that a
    re-planning may change. `measures` are the checker's figures; `unplaced` the pairs without a meeting,
    `[[buyer id, supplier id, reason]…]`; `offers` the planner's swaps, slots by their place.
    """

    __tablename__ = "meeting_plans"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "number"),
        sa.UniqueConstraint("in_force_for"),
        sa.CheckConstraint("in_force_for IS NULL OR in_force_for = event_id", name="in_force_for_its_event"),
        sa.CheckConstraint("in_force_for IS NULL OR state = 'ready'", name="in_force_is_ready"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[PlanState] = mapped_column(named_enum(PlanState, "state"))
    in_force_for: Mapped[int | None]
    base_id: Mapped[int | None] = mapped_column(sa.ForeignKey("meeting_plans.id"))
    from_slot_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event_slots.id"))
    author_id: Mapped[int | None]
    note: Mapped[str] = mapped_column(sa.String(200), default="")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    progress: Mapped[str] = mapped_column(sa.String(200), default="")
    percent: Mapped[int] = mapped_column(default=0)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str] = mapped_column(sa.String(500), default="")
    seed: Mapped[int] = mapped_column(default=0)
    value: Mapped[int | None]
    bound: Mapped[int | None]
    shortfall: Mapped[int | None]
    shortfall_bound: Mapped[int | None]
    stopped: Mapped[str] = mapped_column(sa.String(10), default="")
    measures: Mapped[dict] = mapped_column(Json, default=dict)
    preliminary_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    final_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    unplaced: Mapped[list] = deferred(mapped_column(Json, default=list))
    offers: Mapped[list] = deferred(mapped_column(Json, default=list))

    __mapper_args__ = {"version_id_col": version}


class Meeting(db.Model):
    """Two people at a table in a slot of one plan; tables are numbered from 1."""

    __tablename__ = "meetings"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "buyer_id", "slot_id"),
        sa.UniqueConstraint("plan_id", "supplier_id", "slot_id"),
        sa.UniqueConstraint("plan_id", "slot_id", "table_number"),
        sa.UniqueConstraint("plan_id", "buyer_id", "supplier_id"),
        sa.Index("ix_meetings_buyer_id", "buyer_id"),
        sa.Index("ix_meetings_supplier_id", "supplier_id"),
        sa.CheckConstraint("table_number > 0", name="tables_count_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting_plans.id", ondelete="CASCADE"))
    slot_id: Mapped[int] = mapped_column(sa.ForeignKey("event_slots.id"))
    table_number: Mapped[int]
    buyer_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"))
    supplier_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"))

    slot: Mapped[Slot] = relationship()
    buyer: Mapped[Registration] = relationship(foreign_keys=[buyer_id])
    supplier: Mapped[Registration] = relationship(foreign_keys=[supplier_id])


class Lock(db.Model):
    """A meeting that the organiser has promised: it stands at its slot in every plan to come."""

    __tablename__ = "meeting_locks"
    __table_args__ = (
        sa.UniqueConstraint("buyer_id", "supplier_id"),
        sa.UniqueConstraint("buyer_id", "slot_id"),
        sa.UniqueConstraint("supplier_id", "slot_id"),
        sa.Index("ix_meeting_locks_event_id", "event_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    buyer_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    supplier_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    slot_id: Mapped[int] = mapped_column(sa.ForeignKey("event_slots.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author_id: Mapped[int | None]


class AgendaEntry(db.Model):
    """A meeting as participants were last told of it: calendars know it by its pair, and count its changes.

    `sequence` rises with each change told (RFC 5545, SEQUENCE); `cancelled_at` makes it a CANCEL.
    """

    __tablename__ = "agenda_entries"
    __table_args__ = (
        sa.UniqueConstraint("buyer_id", "supplier_id"),
        sa.Index("ix_agenda_entries_event_id", "event_id"),
        sa.Index("ix_agenda_entries_supplier_id", "supplier_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    buyer_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    supplier_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id", ondelete="CASCADE"))
    slot_id: Mapped[int] = mapped_column(sa.ForeignKey("event_slots.id"))
    table_number: Mapped[int]
    sequence: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    slot: Mapped[Slot] = relationship()
    buyer: Mapped[Registration] = relationship(foreign_keys=[buyer_id])
    supplier: Mapped[Registration] = relationship(foreign_keys=[supplier_id])
