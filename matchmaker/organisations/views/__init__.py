"""Pages of organisations. Importing the parts registers their routes on the blueprint."""

from __future__ import annotations

from matchmaker.organisations.views import (
    contact,
    creating,
    editing,
    exports,
    grounds,
    joining,
    members,
    showing,
)
from matchmaker.organisations.views.area import blueprint

__all__ = [
    "blueprint",
    "contact",
    "creating",
    "editing",
    "exports",
    "grounds",
    "joining",
    "members",
    "showing",
]
