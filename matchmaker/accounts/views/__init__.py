"""Pages of accounts. Importing the parts registers their routes on the blueprint."""

from __future__ import annotations

from matchmaker.accounts.views import (
    addresses,
    agents,
    owning,
    personal,
    registering,
    resetting,
    second_factor,
    sessions,
    signing,
)
from matchmaker.accounts.views.area import blueprint

__all__ = [
    "addresses",
    "agents",
    "blueprint",
    "owning",
    "personal",
    "registering",
    "resetting",
    "second_factor",
    "sessions",
    "signing",
]
