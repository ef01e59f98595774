"""Pages of accounts. Importing the parts registers their routes on the blueprint."""

from __future__ import annotations

from matchmaker.accounts.views import owning, registering, resetting, signing
from matchmaker.accounts.views.area import blueprint

__all__ = ["blueprint", "owning", "registering", "resetting", "signing"]
