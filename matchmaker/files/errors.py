"""Why a file is not taken."""

from __future__ import annotations

from matchmaker.errors import Conflict, NotFound


class FileRefused(Conflict):
    """The message says what is wrong with the file, in words for whoever chose it."""


class FileLost(NotFound):
    """The row is there and the bytes are not, or are not those that the digest names."""
