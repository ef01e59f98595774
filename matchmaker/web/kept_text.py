"""What was typed into a form that cannot be taken: shown again, so that a long text is never lost."""

from __future__ import annotations

from flask import request

# Never shown back: secrets, and what no person typed.
SILENT = ("password", "current", "code", "csrf_token", "form_key", "version", "token")
LONGEST = 20_000
MOST = 60


def kept_text() -> list[tuple[str, str]]:
    """Names of fields and what was typed there; choices and numbers of the machine are left out."""
    pairs = [
        (name, text[:LONGEST])
        for name, text in request.form.items(multi=True)
        if name.rsplit("-", 1)[-1] not in SILENT and text.strip() and not text.isdecimal()
    ]
    return pairs[:MOST]


def way_back() -> str | None:
    """The page of the form, when it has one of its own."""
    rule = request.url_rule
    return request.path if rule is not None and "GET" in (rule.methods or ()) else None
