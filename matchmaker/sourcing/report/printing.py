"""The report as an accessible PDF: tagged, titled, in its language; texts come as data alone."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import typst
from flask_babel import gettext as _

from matchmaker.errors import Unavailable
from matchmaker.needs import wording as needs
from matchmaker.sourcing.report.chapters import Chapter, shown
from matchmaker.sourcing.report.values import Report

TEMPLATE = Path(__file__).resolve().parents[3] / "templates" / "pdf" / "sourcing_report.typ"
# The strictest first; a text that no font at hand can draw leaves the second, still tagged.
STANDARDS: tuple[Literal["ua-1"] | None, ...] = ("ua-1", None)
LONGEST_CELL = 6_000


def pdf(report: Report, chapters: Sequence[Chapter]) -> bytes:
    """Raises Unavailable when the document cannot be made."""
    data = json.dumps(_data(report, chapters), ensure_ascii=False)
    for standard in STANDARDS:
        try:
            return typst.compile(
                str(TEMPLATE),
                root=str(TEMPLATE.parent),
                sys_inputs={"data": data},
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=standard,
            )
        except (typst.TypstError, RuntimeError, ValueError) as error:
            failed: Exception = error
    raise Unavailable from failed


def _data(report: Report, chapters: Sequence[Chapter]) -> dict[str, object]:
    one = report.subject
    head = _("Entry %(number)s of the journal: %(head)s…", number=report.number, head=report.head[:16])
    return {
        "title": _("Sourcing report: %(title)s", title=plain(one.title)),
        "subtitle": " · ".join(filter(None, (one.body, one.reference, needs.moment(report.made_at)))),
        "body": plain(one.body),
        "foot": " · ".join(filter(None, (one.reference, head))),
        "lang": needs.language(),
        "contents": _("Contents"),
        "nothing": _("None."),
        "chapters": [_chapter(chapter) for chapter in chapters],
    }


def _chapter(chapter: Chapter) -> dict[str, object]:
    return {
        "title": chapter.title,
        "intro": chapter.intro,
        "columns": [{"label": one.label, "width": one.width} for one in chapter.columns],
        "rows": [[plain(shown(cell)) for cell in row] for row in chapter.rows],
    }


def plain(text: str) -> str:
    """Without signs that a document for everybody may not hold: private, unassigned, control, direction."""
    kept = (sign for sign in text[:LONGEST_CELL] if sign == "\n" or unicodedata.category(sign)[0] != "C")
    return "".join(kept)
