"""Pages of administration. Importing the parts registers their routes on the blueprint."""

from __future__ import annotations

from matchmaker.admin.views import home, people, policy
from matchmaker.admin.views.area import blueprint

__all__ = ["blueprint", "home", "people", "policy"]
