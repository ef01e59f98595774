"""Free texts and lists of labels, whatever shape the file gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_OBJECT = 1_000
_TAGS = re.compile(r"<[^<>]{0,200}>")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_COMMAS = re.compile(r"\s*[,;|]\s*")


def clean_text(value: object, rules: list[str]) -> str | None:
    """One line of text; lost accents (U+FFFD) are told, not guessed."""
    if not isinstance(value, str):
        return None
    if "<" in value:
        shorter = _TAGS.sub(" ", value)
        if shorter != value:
            rules.append("markup_in_object")
            value = shorter
    if "\ufffd" in value:
        rules.append("accents_lost")
    text = " ".join(_CONTROLS.sub(" ", value).split()) if not value.isprintable() else " ".join(value.split())
    return text[:LONGEST_OBJECT] or None


def names_in(value: object) -> tuple[str, ...]:
    """The labels of `["a", "b"]`, `{"technique": ["a"]}`, `[{"technique": "a"}]`, `"a"`: all are in use."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,) if value else ()
    if type(value) is dict and len(value) == 1:
        (value,) = value.values()  # the official shape, which nearly all have
    if type(value) is list and len(value) == 1 and type(value[0]) is str:
        return tuple(value) if value[0] else ()
    return tuple(_walk(value))


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)


def labels_of(cell: str) -> tuple[str, ...]:
    """The labels of a cell of a table: `Clause sociale, Critère social`."""
    return tuple(_COMMAS.split(cell.strip())) if cell.strip() else ()
