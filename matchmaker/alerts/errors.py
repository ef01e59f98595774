"""What alerts refuse."""

from __future__ import annotations

from matchmaker.errors import N_, Conflict


class TooManySearches(Conflict):
    message = N_("You keep %(limit)d searches already: delete one first.")
