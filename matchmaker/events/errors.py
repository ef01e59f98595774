"""What a Rencontre refuses."""

from __future__ import annotations

from matchmaker.errors import N_, Conflict


class EventClosed(Conflict):
    """The event is cancelled, ended or not public, or its window for this act is not open."""

    message = N_("This is not open for this event, or no longer. The event's page says what is.")


class AgainstPlan(Conflict):
    """A plan has been put in force since this one was asked for: nothing of this one was kept."""

    message = N_("Another plan has been put in force in the meantime. Nothing was changed: look at it first.")


class TakenSeat(Conflict):
    """Somebody was quicker for the last seat, table or slot."""

    message = N_("Somebody else has just taken this place. Nothing was changed.")
