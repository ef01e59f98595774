"""Pages of the observatory. Importing the parts registers their routes on the blueprint."""

from __future__ import annotations

from matchmaker.observatory.views import (
    bridges,
    drawings,
    exports,
    reading,
    report,
    sending,
    sheets,
    subscriptions,
    trust,
)
from matchmaker.observatory.views.area import blueprint

__all__ = [
    "blueprint",
    "bridges",
    "drawings",
    "exports",
    "reading",
    "report",
    "sending",
    "sheets",
    "subscriptions",
    "trust",
]
