"""What the site says of itself: the figures of its accessibility checks, and where to report a weakness."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import current_app, url_for

FIGURES = Path(__file__).with_name("accessibility.json")
# RFC 9116 wants less than a year; read anew each time, so that it never lapses while the site runs.
VALID = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Figures:
    """The last run of axe over the public pages; `runs` is pages × languages × light and dark."""

    day: date
    engine: str
    pages: int
    runs: int
    rules: int
    faults: int
    undecided: int


def figures() -> Figures:
    """Written by the browser tests (docs/look.md says how), committed with the code that they are about."""
    found = json.loads(FIGURES.read_text(encoding="utf-8"))
    return Figures(**{**found, "day": date.fromisoformat(found["day"])})


def security_txt(*, now: datetime) -> str:
    settings = current_app.config["SETTINGS"]
    lines = {
        "Contact": f"mailto:{settings.contact_email}",
        "Expires": f"{now + VALID:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages": "fr, en",
        "Canonical": settings.base_url + url_for("pages.security_txt"),
        "Policy": settings.base_url + url_for("pages.legal"),
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())
