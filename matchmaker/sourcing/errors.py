"""What sourcing refuses."""

from __future__ import annotations

from matchmaker.errors import N_, Conflict


class NotYet(Conflict):
    """A draft has no list to keep or to judge."""

    message = N_("A list can be kept or judged once the need is published, until the consultation.")
