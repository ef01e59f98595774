"""Files in forms: read once, told from their bytes, refused beside the field; sent back as attachments."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Response, current_app, send_file
from flask_babel import format_decimal, gettext
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import ValidationError

from matchmaker.files import kinds
from matchmaker.files.errors import FileRefused
from matchmaker.files.kinds import Incoming
from matchmaker.web.forms import Form, clean_line

LONGEST_NAME = 60


class FilesField(MultipleFileField):
    """`incoming` after validation: the files found good. One bad file refuses all of them, with its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incoming: tuple[Incoming, ...] = ()

    def pre_validate(self, form: Form) -> None:
        chosen = [one for one in self.data or [] if isinstance(one, FileStorage) and one.filename]
        self.incoming = tuple(_read(one) for one in chosen)


def _read(one: FileStorage) -> Incoming:
    largest: int = current_app.config["SETTINGS"].max_file_bytes
    name = str(one.filename)
    try:
        return kinds.accept(name, one.stream.read(largest + 1), largest=largest)
    except FileRefused as error:
        reason = gettext(error.message, **error.values)
        shown = clean_line(name)[-LONGEST_NAME:]
        raise ValidationError(gettext("%(name)s: %(reason)s", name=shown, reason=reason)) from error


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
