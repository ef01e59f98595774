"""Addresses to go back to: only our own, whatever the parameter says."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import url_for


def inner(target: str | None, *, otherwise: str | None = None) -> str:
    """`target` when it is a path of this site, else `otherwise`, else the home page.

    Refused: other hosts in any disguise (`//host`, `/\\host`, control characters, schemes).
    """
    home = otherwise or url_for("pages.home")
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return home
    if any(character <= " " or character in "\\\x7f" for character in target):
        return home
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else home
