"""What the rules of accounts refuse."""

from __future__ import annotations

from matchmaker.errors import DomainError, TooMany


class DeadLink(DomainError):
    """Used, expired, replaced, or never sent: the four are not told apart."""

    message = "This link no longer works."


class Throttled(TooMany):
    """Too many wrong passwords for one address, known or not."""

    message = "Too many attempts for this address. Wait a few minutes, or choose a new password."
