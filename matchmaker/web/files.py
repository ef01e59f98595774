"""Files sent back as attachments, and their sizes in words."""

from __future__ import annotations

from io import BytesIO

from flask import Response, send_file
from flask_babel import format_decimal, gettext


def attachment(content: bytes, *, name: str, media_type: str) -> Response:
    """To be saved, never shown: no browser guesses what it is, nothing between keeps it."""
    answer = send_file(BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def size_words(size: int) -> str:
    """`1,2 Mo`, `340 ko`: decimal units, as French systems write them."""
    if size < 1_000_000:
        return gettext("%(size)s kB", size=max(1, round(size / 1000)))
    return gettext("%(size)s MB", size=format_decimal(round(size / 1_000_000, 1)))
