"""Groups of firms for a need: all, and those of the reader's own firm."""

from __future__ import annotations

from flask import g, render_template
from flask.typing import ResponseReturnValue

from matchmaker.needs import queries as needs
from matchmaker.organisations import queries as organisations
from matchmaker.sourcing import groupings
from matchmaker.sourcing.views.area import blueprint
from matchmaker.web.policy import Access, allow


@blueprint.get("/needs/<id:need_id>/suppliers/groups")
@allow(Access.PUBLIC)
def groups(need_id: int) -> ResponseReturnValue:
    """Pairs and triples that cover together what no firm covers alone."""
    need = needs.shown(g.actor, need_id)
    return render_template("sourcing/groups.html", need=need, found=groupings.for_need(need), firm=None)


@blueprint.get("/needs/<id:need_id>/partners")
@allow(Access.SUPPLIER)
def partners(need_id: int) -> ResponseReturnValue:
    """With whom the firm that the reader acts for would cover the need."""
    need = needs.shown(g.actor, need_id)
    firm = organisations.organisation(g.actor.acting_for.id)
    found = groupings.for_need(need, holding=firm.id)
    return render_template("sourcing/groups.html", need=need, found=found, firm=firm)
