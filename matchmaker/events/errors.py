"""What a Rencontre refuses."""

from __future__ import annotations

from matchmaker.errors import N_, Conflict


class EventClosed(Conflict):
    """The event is cancelled, ended or not public, or its window for this act is not open."""

    message = N_("This is not open for this event, or no longer. The event's page says what is.")


class AgainstPlan(Conflict):
    """A plan has been put in force since this one was asked for: nothing of this one was kept."""

    message = N_("Another plan has been put in force in the meantime. Nothing was changed: look at it first.")


class NewerPlan(AgainstPlan):
    """Another plan was made around the one in force since: two changes by hand must not lose each other."""

    message = N_("A newer plan has been made in the meantime. Nothing was changed: look at that one first.")


class AlreadyFinal(Conflict):
    """Who was told a final agenda is not told a provisional one afterwards."""

    message = N_("A final plan has been published already: what changes since is published as final too.")


class TakenSeat(Conflict):
    """Somebody was quicker for the last seat, table or slot."""

    message = N_("Somebody else has just taken this place. Nothing was changed.")


class KnownAddress(TakenSeat):
    """An address is of one registration in an event."""

    message = N_("This address is registered to this event already.")


class SideInUse(Conflict):
    message = N_(
        "They have meetings on this side already: cancel the registration, and add them on the other side."
    )


class SideFull(Conflict):
    message = N_("No place is free on this side: add places first, or cancel somebody.")


class NotReady(Conflict):
    """Something that the public must know is missing."""

    message = N_("This event is not ready to be published: its task list says what is missing.")


class SlotsInUse(Conflict):
    """Meetings stand in slots that the new frame would remove."""

    message = N_(
        "Meetings stand at these times, which the new hours would remove: %(times)s. Nothing was changed."
    )


class RoomInUse(Conflict):
    message = N_("A workshop is held in the room %(room)s: give it another room first. Nothing was changed.")


class SameHour(Conflict):
    """A person cannot be in two workshops at once."""

    message = N_(
        "“%(title)s” is held at the same time as another workshop of this person. Nothing was changed."
    )
