"""What the rules of organisations refuse."""

from __future__ import annotations

from matchmaker.errors import N_, Conflict


class Taken(Conflict):
    """The establishment is here already: one asks to join it instead of making it twice."""

    message = N_("This organisation is already here: ask to join it.")

    def __init__(self, organisation_id: int) -> None:
        super().__init__()
        self.organisation_id = organisation_id


class AlreadyAsked(Conflict):
    message = N_("You are a member of this organisation, or have asked to be.")
