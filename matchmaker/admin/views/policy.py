"""Who reaches what: the table of matchmaker/web/matrix.py, as administrators read it."""

from __future__ import annotations

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from matchmaker.admin import wording
from matchmaker.admin.views.area import blueprint
from matchmaker.web import matrix
from matchmaker.web.policy import Access, allow


@blueprint.get("/policy")
@allow(Access.ADMINISTRATOR)
def policy() -> ResponseReturnValue:
    """Beside each name the addresses that it stands for, as this very process serves them."""
    addresses: dict[str, list[str]] = {}
    for rule in current_app.url_map.iter_rules():
        addresses.setdefault(rule.endpoint, []).append(rule.rule)
    rows = [(row, sorted(addresses.get(row.endpoint, ()))) for row in matrix.rows()]
    return render_template(
        "admin/policy.html",
        rows=rows,
        visitors=[(visitor, wording.VISITORS[visitor]) for visitor in matrix.VISITORS],
        cells=wording.CELLS,
    )
