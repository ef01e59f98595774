"""Pages of the programme. Importing the parts registers their routes on the blueprint."""

from __future__ import annotations

from matchmaker.programme.views import files, importing, publishing
from matchmaker.programme.views.area import blueprint

__all__ = ["blueprint", "files", "importing", "publishing"]
