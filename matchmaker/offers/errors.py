"""What the life of an offer refuses."""

from __future__ import annotations

from matchmaker.errors import Conflict


class WrongState(Conflict):
    message = "This offer has moved on: this can no longer be done. Open it to see where it stands."


class NotReady(Conflict):
    """A title, a text or a place is missing."""

    message = "This offer is not ready to be published: the page where you check it says what is missing."


class TooManyOffers(Conflict):
    message = "Your firm already has %(limit)s offers. Delete one of them first."


class TooManyLabels(Conflict):
    message = "An offer holds at most %(limit)s labels. Remove one of them first."


class TooManyReferences(Conflict):
    message = "An offer holds at most %(limit)s references. Remove one of them first."
