"""Who the suggestions show, by group, for all; a new count, and needs short of firms, for administrators."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matchmaker.sourcing import exposure, wording
from matchmaker.sourcing.views.area import blueprint
from matchmaker.web.policy import Access, allow


@blueprint.get("/how-it-works/exposure")
@allow(Access.PUBLIC)
def exposure_report() -> ResponseReturnValue:
    history = exposure.finished()
    last = history[0] if history else None
    tables = [(one, exposure.lines(last, one)) for one in exposure.DIMENSIONS] if last else []
    return render_template(
        "sourcing/exposure.html",
        report=last,
        tables=tables,
        history=[(one, exposure.small_firms(one)) for one in history],
        under_way=exposure.under_way(),
        few=exposure.with_few(last) if last and g.actor.administrator else [],
        few_count=len(last.figures.get("few", [])) if last else 0,
        titles=wording.DIMENSIONS,
        words=wording.group,
    )


@blueprint.post("/how-it-works/exposure")
@allow(Access.ADMINISTRATOR)
def ask_exposure() -> ResponseReturnValue:
    """Count anew; pressed twice, the report under way goes on."""
    exposure.ask(g.actor, now=datetime.now(UTC))
    return redirect(url_for("sourcing.exposure_report"), 303)
