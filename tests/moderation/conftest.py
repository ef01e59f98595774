"""The mails of the outbox, as for accounts."""

from __future__ import annotations

from tests.accounts.conftest import mails

__all__ = ["mails"]
