"""What the observatory refuses."""

from __future__ import annotations

from matchmaker.errors import N_, Conflict


class TooManySubscriptions(Conflict):
    message = N_("You receive %(limit)d views already: stop one first.")
