"""What a programme refuses."""

from __future__ import annotations

from matchmaker.errors import N_, Conflict


class NothingToImport(Conflict):
    message = N_("No line of this file can be imported yet: correct the cells shown, or the columns.")


class TooLate(Conflict):
    message = N_("An import can be undone for 24 hours; this one is older.")
