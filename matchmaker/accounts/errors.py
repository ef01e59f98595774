"""What the rules of accounts refuse."""

from __future__ import annotations

from matchmaker.errors import N_, Conflict, DomainError, TooMany


class DeadLink(DomainError):
    """Used, expired, replaced, or never sent: the four are not told apart."""

    message = N_("This link no longer works.")


class Throttled(TooMany):
    """Too many wrong passwords for one address, known or not."""

    message = N_("Too many attempts for this address. Wait a few minutes, or choose a new password.")


class OwnAccount(Conflict):
    """An administrator's own rights and account are another administrator's to change."""

    message = N_("You cannot change your own rights or disable your own account: ask another administrator.")


class ProviderRefused(DomainError):
    """The identity provider is away, refused, or what it said does not hold; `reason` is for the log."""

    message = N_(
        "The identity provider did not confirm who you are. Try again, or sign in with your password."
    )

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class NotLinked(DomainError):
    """The provider does not vouch for an address that has an account here: the password must, once."""

    message = N_(
        "An account with this address exists. Sign in with your password, then link it from “Your account”."
    )
