"""Bytes to text as a stream: UTF-8 with or without its mark, UTF-16, and what is neither.

A byte that is not UTF-8 is read as Windows-1252, which is what such files are; how many were is told.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from matchmaker.observatory.formats.refused import FileRefused

CHUNK = 1 << 20
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HANDLER = "observatory-windows"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


codecs.register_error(_HANDLER, _as_windows)


class TextChunks:
    """The text of a file in pieces; `repaired` says whether some bytes were not UTF-8."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.read = 0
        self.repaired = False

    def __iter__(self) -> Iterator[str]:
        start = self.stream.read(CHUNK)
        encoding, skipped = encoding_of(start)
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        piece = start[skipped:]
        while True:
            self.read += len(piece)
            last = not piece
            try:
                text = decoder.decode(piece, final=last)
            except UnicodeDecodeError:
                self.repaired, held = True, decoder.getstate()[0]
                decoder = codecs.getincrementaldecoder(encoding)(_HANDLER)
                decoder.setstate((held, 0))
                text = decoder.decode(piece, final=last)
            if text:
                yield text
            if last:
                return
            piece = self.stream.read(CHUNK)


def encoding_of(start: bytes) -> tuple[str, int]:
    """(encoding, bytes of its mark)."""
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding, len(mark)
    return "utf-8", 0


def opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise FileRefused(f"cannot be read: {error.strerror}") from error
