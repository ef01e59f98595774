"""Why a file is not taken."""

from __future__ import annotations

from matchmaker.errors import DomainError, NotFound


class FileRefused(DomainError):
    """The message says what is wrong with the file, in words for whoever chose it."""


class FileLost(NotFound):
    """The row is there and the bytes are not, or are not those that the digest names."""
