"""What is wrong with an answer: the same questions asked of every page."""

from __future__ import annotations

import re
import warnings
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from werkzeug.test import TestResponse

SCRIPTED = re.compile(
    r"(?:href|src|action|formaction)\s*=\s*[\"']?\s*(?:javascript|data:text)", re.IGNORECASE
)
# What a probe would leave in a page if its markup were taken for ours.
ALIVE = re.compile(r"<[^>]*\bon\w+\s*=|<script(?![^>]*\bsrc=)|<iframe|<svg/onload|<b>probe", re.IGNORECASE)
INSIDE = re.compile(r"Traceback|sqlalchemy|psycopg|sqlite3|jinja2|werkzeug|OperationalError|/site-packages/")
CLOSED = "default-src 'none'"


def faults(answer: TestResponse, where: str) -> list[str]:
    """Empty when the answer is sound."""
    found = []
    if answer.status_code >= 500:
        found.append(f"{where}: {answer.status_code}")
    if CLOSED not in answer.headers.get("Content-Security-Policy", ""):
        found.append(f"{where}: no content policy")
    if answer.headers.get("X-Injected") or "probe" in answer.headers.get("Set-Cookie", ""):
        found.append(f"{where}: header injected")
    if (target := answer.headers.get("Location")) and not at_home(target):
        found.append(f"{where}: leads to {target}")
    if answer.mimetype == "text/html":
        found += [f"{where}: {fault}" for fault in page_faults(answer.text)]
    return found


def at_home(target: str) -> bool:
    parts = urlsplit(target)
    inner = target.startswith("/") and not target.startswith(("//", "/\\"))
    return inner or (parts.scheme == "http" and parts.netloc == "localhost")


def page_faults(text: str) -> list[str]:
    found = []
    if (alive := ALIVE.search(text)) or (alive := SCRIPTED.search(text)):
        around = text[max(0, alive.start() - 40) : alive.end() + 60]
        if really(around, text):
            found.append(f"not escaped: {around!r}")
    if "1787569" in text:
        found.append("a template was evaluated")
    if inside := INSIDE.search(text):
        found.append(f"tells of the inside: {inside.group()}")
    if "<html lang=" in text and "<h1" not in text:
        found.append("no heading")
    if "<html lang=" not in text and "<!doctype" in text.lower():
        found.append("not a page of the house")
    return found


def really(around: str, text: str) -> bool:
    """Look again with a parser: the words may stand inside an attribute, harmless."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(text, "html.parser")
    for element in soup.find_all(True):
        if any(name.lower().startswith("on") for name in element.attrs):
            return True
        for name in ("href", "src", "action", "formaction"):
            if re.match(r"\s*(javascript:|data:text)", str(element.get(name, "")), re.IGNORECASE):
                return True
        if element.name in ("iframe", "script") and not element.get("src"):
            return True
        if element.name == "b" and "probe" in element.get_text():
            return True
    return False
