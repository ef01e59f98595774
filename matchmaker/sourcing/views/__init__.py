"""Pages of sourcing. Importing the parts registers their routes on the blueprint."""

from __future__ import annotations

from matchmaker.sourcing.views import (
    beside,
    contacts,
    exchanges,
    exports,
    exposure,
    feedback,
    file_acts,
    files,
    frozen,
    groups,
    lists,
    lots,
    raising,
    report,
    responses,
    writing,
)
from matchmaker.sourcing.views.area import blueprint

__all__ = [
    "beside",
    "blueprint",
    "contacts",
    "exchanges",
    "exports",
    "exposure",
    "feedback",
    "file_acts",
    "files",
    "frozen",
    "groups",
    "lists",
    "lots",
    "raising",
    "report",
    "responses",
    "writing",
]
