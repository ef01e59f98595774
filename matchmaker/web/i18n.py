"""Two languages: English message ids, a French catalogue kept as one PO file per area, French by default.

The files of `translations/<language>/` are merged and compiled into `DATA_DIR/translations` when one of
them has changed, so that a fresh clone needs no build step and two areas never edit the same file.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, has_request_context, request

LANGUAGES = {"fr": "Français", "en": "English"}
DEFAULT = "fr"
COOKIE = "language"
SOURCES = Path(__file__).resolve().parents[2] / "translations"


def select_locale() -> str:
    """The account's language, else the cookie's, else French: never guessed from the browser."""
    if not has_request_context():
        return DEFAULT
    actor = g.get("actor")
    chosen = request.cookies.get(COOKIE) or (actor.locale if actor is not None else None)
    return chosen if chosen in LANGUAGES else DEFAULT


def sources(language: str) -> list[Path]:
    return sorted((SOURCES / language).glob("*.po"))


def merged(language: str) -> Catalog:
    """All areas' messages of one language. Where two differ the first file wins; a test refuses that."""
    whole = Catalog(locale=language)
    for message in _messages(language):
        if whole.get(message.id, message.context) is None:
            whole[message.id] = message
    return whole


def contradictions(language: str) -> list[str]:
    """The messages that two areas translate differently."""
    whole = merged(language)
    return [
        str(message.id)
        for message in _messages(language)
        if (first := whole.get(message.id, message.context)) is not None and first.string != message.string
    ]


def _messages(language: str) -> Iterator[Message]:
    for path in sources(language):
        with path.open("rb") as file:
            yield from (message for message in read_po(file, locale=language) if message.id)


def compiled_folder(data_dir: Path) -> Path:
    """The folder that gettext reads, brought up to date; safe when several processes start at once."""
    folder = data_dir / "translations" / _digest()
    for language in LANGUAGES:
        target = folder / language / "LC_MESSAGES" / "messages.mo"
        if not target.exists() and sources(language):
            _write(merged(language), target)
    return folder


def _digest() -> str:
    content = hashlib.sha256()
    for path in sorted(SOURCES.glob("*/*.po")):
        content.update(path.read_bytes())
    return content.hexdigest()[:16]


def _write(catalogue: Catalog, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        write_mo(file, catalogue)
    os.replace(file.name, target)


def init_app(app: Flask) -> None:
    from matchmaker.extensions import babel

    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Paris"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compiled_folder(app.config["SETTINGS"].data_dir))
    babel.init_app(app, locale_selector=select_locale)
