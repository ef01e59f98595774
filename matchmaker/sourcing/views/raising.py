"""For a firm and a need: what would raise its score, computed."""

from __future__ import annotations

from flask import g, render_template
from flask.typing import ResponseReturnValue

from matchmaker.needs import queries as needs
from matchmaker.organisations import queries as organisations
from matchmaker.sourcing import raising
from matchmaker.sourcing.views.area import blueprint
from matchmaker.web.policy import Access, allow


@blueprint.get("/needs/<id:need_id>/what-would-raise-it")
@allow(Access.SUPPLIER)
def raise_score(need_id: int) -> ResponseReturnValue:
    need = needs.shown(g.actor, need_id)
    firm = organisations.organisation(g.actor.acting_for.id)
    return render_template(
        "sourcing/raise.html", need=need, firm=firm, outlook=raising.outlook(need, firm.id)
    )
