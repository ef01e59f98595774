"""The journal in public: its head, a check of one noted down, the verifier; for administrators its export."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from flask import Blueprint, Response, g, render_template, request, send_file, stream_with_context
from flask.typing import ResponseReturnValue

from matchmaker.journal import access, checking, export, queries
from matchmaker.journal.access import Seen
from matchmaker.web.policy import Access, allow

blueprint = Blueprint("journal", __name__, url_prefix="/journal")
VERIFIER = Path(__file__).resolve().parents[2] / "tools" / "verify_journal.py"
FEW_DAYS = 10


@blueprint.get("")
@allow(Access.PUBLIC)
def show() -> ResponseReturnValue:
    number, head = request.args.get("number", "").strip(), request.args.get("head", "").strip().lower()
    return render_template(
        "journal/show.html",
        head=queries.head(),
        check=checking.last(),
        days=queries.heads_by_day(now=datetime.now(UTC)),
        few=FEW_DAYS,
        asked={"number": number[:20], "head": head[:80]},
        answer=answer(number, head) if number or head else "",
    )


def answer(number: str, head: str) -> str:
    """`kept`, `differs`, `unknown` (no such entry) or `unreadable`."""
    digits = re.sub(r"[\s\u00a0\u202f]", "", number)
    if not re.fullmatch("[1-9][0-9]{0,11}", digits, re.ASCII) or not re.fullmatch("[0-9a-f]{64}", head):
        return "unreadable"
    held = queries.witness(int(digits))
    if held is None:
        return "unknown"
    return "kept" if held.hash == head else "differs"


@blueprint.get("/verifier")
@allow(Access.PUBLIC)
def verifier() -> ResponseReturnValue:
    """The script that checks an export, for any machine with Python."""
    return send_file(VERIFIER, mimetype="text/plain", as_attachment=True, download_name=VERIFIER.name)


@blueprint.get("/export")
@allow(Access.ADMINISTRATOR)
def export_all() -> ResponseReturnValue:
    """Every entry as JSON lines; that somebody took them leaves a trace."""
    now = datetime.now(UTC)
    access.note_apart(g.actor, Seen.JOURNAL, "journal", queries.head().number, now=now)
    name = f"journal-{now:%Y-%m-%d}.jsonl"
    return Response(
        stream_with_context(export.whole(now=now)),
        mimetype="application/jsonl",
        headers={"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "no-store"},
    )
