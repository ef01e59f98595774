"""What the life of a need refuses."""

from __future__ import annotations

from matchmaker.errors import Conflict


def N_(message: str) -> str:
    """Marks a text for the catalogue; it is translated where it is shown."""
    return message


class WrongState(Conflict):
    """The need is no longer, or not yet, in a state that lets this be done."""

    message = N_("This need has moved on: this can no longer be done. Open it to see where it stands.")


class NotReady(Conflict):
    """Something that suppliers must know is missing, or the deadline leaves them no time."""

    message = N_(
        "This need is not ready to be published: the page where you check your answers says what is missing."
    )


class TooManyLots(Conflict):
    message = N_("A need holds at most %(limit)s lots.")


class TooManyDrafts(Conflict):
    """Bounds what one browser or one person can leave on the server."""

    message = N_("You already have %(limit)s drafts. Publish or delete one of them first.")
