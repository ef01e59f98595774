"""Pages of the Rencontres. Importing the parts registers their routes on the blueprint."""

from __future__ import annotations

from matchmaker.events.views import after, day, listing, me, papers, plan, wishes
from matchmaker.events.views.area import blueprint

__all__ = ["after", "blueprint", "day", "listing", "me", "papers", "plan", "wishes"]
