"""What the life of an offer refuses."""

from __future__ import annotations

from matchmaker.errors import Conflict


def N_(message: str) -> str:
    """Marks a text for the catalogue; it is translated where it is shown."""
    return message


class WrongState(Conflict):
    message = N_("This offer has moved on: this can no longer be done. Open it to see where it stands.")


class NotReady(Conflict):
    """A title, a text or a place is missing."""

    message = N_("This offer is not ready to be published: the page where you check it says what is missing.")


class TooManyOffers(Conflict):
    message = N_("Your firm already has %(limit)s offers. Delete one of them first.")


class TooManyLabels(Conflict):
    message = N_("An offer holds at most %(limit)s labels. Remove one of them first.")


class TooManyReferences(Conflict):
    message = N_("An offer holds at most %(limit)s references. Remove one of them first.")
