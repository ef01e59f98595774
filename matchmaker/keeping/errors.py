"""What keeping refuses, said to an operator in English: these never reach a page."""

from __future__ import annotations


class Refused(Exception):
    """The command did nothing, and says why."""
