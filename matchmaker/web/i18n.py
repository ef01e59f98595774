"""Two languages: English message ids, a French catalogue kept as one PO file per area, French by default.

The files of `translations/<language>/` are merged and compiled into `DATA_DIR/translations` when one of
them has changed, so that a fresh clone needs no build step and two areas never edit the same file.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, has_request_context, request

LANGUAGES = {"fr": "Français", "en": "English"}
DEFAULT = "fr"
COOKIE = "language"
SOURCES = Path(__file__).resolve().parents[2] / "translations"


class CatalogueError(ValueError):
    """The same message is translated in two areas, differently; the text names it."""


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
    """All areas' messages of one language; raises CatalogueError on a contradiction."""
    whole = Catalog(locale=language)
    for path in sources(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                _take(whole, message, path)
    return whole


def _take(whole: Catalog, message: object, path: Path) -> None:
    if not message.id:  # type: ignore[attr-defined]  # babel ships no types for Message
        return
    known = whole.get(message.id, message.context)  # type: ignore[attr-defined]
    if known is not None and known.string != message.string:  # type: ignore[attr-defined]
        raise CatalogueError(f"{path.name}: {message.id!r} is translated otherwise elsewhere")  # type: ignore[attr-defined]
    if known is None:
        whole[message.id] = message  # type: ignore[attr-defined, index]


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
