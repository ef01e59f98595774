"""Pages of sourcing. Importing the parts registers their routes on the blueprint."""

from __future__ import annotations

from matchmaker.sourcing.views import (
    boards,
    contacts,
    contacts_export,
    exchanges,
    exports,
    exposure,
    feedback,
    frozen,
    groups,
    lists,
    lots,
    outcomes,
    raising,
    responses,
    writing,
)
from matchmaker.sourcing.views.area import blueprint

__all__ = [
    "blueprint",
    "boards",
    "contacts",
    "contacts_export",
    "exchanges",
    "exports",
    "exposure",
    "feedback",
    "frozen",
    "groups",
    "lists",
    "lots",
    "outcomes",
    "raising",
    "responses",
    "writing",
]
