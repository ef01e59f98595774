"""What the rules of organisations refuse."""

from __future__ import annotations

from matchmaker.errors import N_, Conflict, DomainError


class Taken(Conflict):
    """The establishment is here already: one asks to join it instead of making it twice."""

    message = N_("This organisation is already here: ask to join it.")

    def __init__(self, organisation_id: int) -> None:
        super().__init__()
        self.organisation_id = organisation_id


class AlreadyAsked(Conflict):
    message = N_("You are a member of this organisation, or have asked to be.")


class AlreadyMember(Conflict):
    message = N_("This person acts for it already.")


class LastManager(Conflict):
    """An organisation is never left without somebody who answers for it."""

    message = N_(
        "You are the last to manage it: hand over to a colleague first. If nobody is left, write to us."
    )


class DeadInvitation(DomainError):
    """Used, expired, replaced, or its host has left: they are not told apart."""

    message = N_("This invitation no longer works.")


class OtherAddress(DomainError):
    message = N_("This invitation was sent to another address than yours.")
