"""Why a file is refused as a whole: nothing of it is kept, the store stays as it was."""

from __future__ import annotations


class FileRefused(Exception):
    """`reason` is an English sentence; `line` counts from 1, in the file as an editor shows it."""

    def __init__(self, reason: str, *, line: int | None = None, position: int | None = None) -> None:
        self.reason, self.line, self.position = reason, line, position
        where = f"line {line}: " if line is not None else ""
        after = f" (character {position:,})" if position is not None else ""
        super().__init__(f"{where}{reason}{after}")
