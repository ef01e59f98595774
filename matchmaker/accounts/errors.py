"""What the rules of accounts refuse."""

from __future__ import annotations

from matchmaker.errors import N_, DomainError, TooMany


class DeadLink(DomainError):
    """Used, expired, replaced, or never sent: the four are not told apart."""

    message = N_("This link no longer works.")


class Throttled(TooMany):
    """Too many wrong passwords for one address, known or not."""

    message = N_("Too many attempts for this address. Wait a few minutes, or choose a new password.")
