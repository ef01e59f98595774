"""Pages of the Rencontres. Importing the parts registers their routes on the blueprint."""

from __future__ import annotations

from matchmaker.events.views import listing, plan, wishes
from matchmaker.events.views.area import blueprint

__all__ = ["blueprint", "listing", "plan", "wishes"]
