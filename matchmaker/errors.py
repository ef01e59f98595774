"""The roots of the areas' own errors; `web/errors.py` is the one place that turns them into HTTP."""

from __future__ import annotations

from typing import Any


def N_(message: str) -> str:
    """Mark a message for the catalogue without translating it: the page does that, in its language."""
    return message


class DomainError(Exception):
    """Something the rules refuse. `message` is an English message id, `values` fill its %(name)s places."""

    message = N_("This cannot be done.")

    def __init__(self, message: str | None = None, **values: Any) -> None:
        self.message = message or type(self).message
        self.values = values
        super().__init__(self.message % values if values else self.message)


class NotFound(DomainError):
    """It does not exist, or it belongs to others: the two are not told apart (404)."""

    message = N_("This page does not exist, or is not yours to see.")


class NotAllowed(DomainError):
    """The person is known and has not the role; `kind` says which role is needed (403)."""

    message = N_("Your account does not give access to this page.")

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind


class Conflict(DomainError):
    """Somebody else was first (409)."""

    message = N_("Somebody has changed this in the meantime.")


class Stale(Conflict):
    """The row was saved by somebody else since the form was shown (409, both versions shown).

    `theirs` and `yours` map a field's label to its text, in the form's order.
    """

    def __init__(self, *, theirs: dict[str, str], yours: dict[str, str], back: str) -> None:
        super().__init__()
        self.theirs, self.yours, self.back = theirs, yours, back


class SessionEnded(DomainError):
    """A form came in after its sender's session had ended (400): what was typed is shown again."""

    message = N_("Your session has ended. Nothing was recorded, and what you typed is below.")


class TooMany(DomainError):
    """A limit in time was reached (429); `retry_after` in seconds."""

    message = N_("Too many attempts. Try again in a few minutes.")

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class Unavailable(DomainError):
    """A store cannot be written or read just now (503)."""

    message = N_("This part of the service is not available just now. Nothing was lost.")
