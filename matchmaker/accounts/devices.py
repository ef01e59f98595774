"""A browser's own name, in a few words that its owner recognises."""

from __future__ import annotations

# The first that is found names it: most browsers also carry the names of those they descend from.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def words(browser: str) -> str:
    """`Firefox · Windows`; empty for one that says neither."""
    found = (_first(BROWSERS, browser), _first(SYSTEMS, browser))
    return " · ".join(name for name in found if name)


def _first(names: tuple[tuple[str, str], ...], browser: str) -> str:
    return next((name for sign, name in names if sign in browser), "")
