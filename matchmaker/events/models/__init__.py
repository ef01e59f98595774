"""Tables of the Rencontres, by what they are about."""

from matchmaker.events.models.day import DeskAct, Feedback, MeetingRecord, Stage, Took
from matchmaker.events.models.event import Break, Event, EventStatus, HalfDay, Room, Slot
from matchmaker.events.models.people import (
    AccessWish,
    Import,
    ImportState,
    Registration,
    RegistrationState,
    Side,
    Source,
    Subject,
)
from matchmaker.events.models.plan import AgendaEntry, Lock, Meeting, MeetingPlan, PlanState
from matchmaker.events.models.wishes import Pair, Wish
from matchmaker.events.models.workshops import Enrolment, Speaker, Theme, Workshop

__all__ = [
    "AccessWish",
    "AgendaEntry",
    "Break",
    "DeskAct",
    "Enrolment",
    "Event",
    "EventStatus",
    "Feedback",
    "HalfDay",
    "Import",
    "ImportState",
    "Lock",
    "Meeting",
    "MeetingPlan",
    "MeetingRecord",
    "Pair",
    "PlanState",
    "Registration",
    "RegistrationState",
    "Room",
    "Side",
    "Slot",
    "Source",
    "Speaker",
    "Stage",
    "Subject",
    "Theme",
    "Took",
    "Wish",
    "Workshop",
]
