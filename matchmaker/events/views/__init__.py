"""Pages of the Rencontres. Importing the parts registers their routes on the blueprint."""

from __future__ import annotations

from matchmaker.events.views import (
    importing,
    listing,
    me,
    people,
    preparing,
    programme,
    registering,
    workshops,
)
from matchmaker.events.views.area import blueprint

__all__ = [
    "blueprint",
    "importing",
    "listing",
    "me",
    "people",
    "preparing",
    "programme",
    "registering",
    "workshops",
]
