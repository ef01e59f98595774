"""Pages of the Rencontres. Importing the parts registers their routes on the blueprint."""

from __future__ import annotations

from matchmaker.events.views import (
    after,
    day,
    importing,
    listing,
    me,
    openings,
    papers,
    people,
    plan,
    preparing,
    programme,
    registering,
    wishes,
    workshops,
)
from matchmaker.events.views.area import blueprint

__all__ = [
    "after",
    "blueprint",
    "day",
    "importing",
    "listing",
    "me",
    "openings",
    "papers",
    "people",
    "plan",
    "preparing",
    "programme",
    "registering",
    "wishes",
    "workshops",
]
