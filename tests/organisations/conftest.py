"""The same helpers as for accounts: the mails of the outbox and their links."""

from tests.accounts.conftest import last_link, mails

__all__ = ["last_link", "mails"]
