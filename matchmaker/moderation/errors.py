"""What the rules of moderation refuse."""

from __future__ import annotations

from matchmaker.errors import N_, Conflict


class AlreadyDecided(Conflict):
    message = N_("Another moderator has decided this in the meantime. Nothing was changed.")


class OwnCase(Conflict):
    message = N_("You asked for this yourself: another moderator decides.")
