"""The page of an offer, and the list of one's own."""

from __future__ import annotations

from flask import g, render_template
from flask.typing import ResponseReturnValue

from matchmaker.offers import completeness, queries, rules
from matchmaker.offers.views.area import as_shown, beside, blueprint
from matchmaker.web.pagination import paginate
from matchmaker.web.policy import Access, allow


@blueprint.get("/<id:offer_id>")
@allow(Access.PUBLIC)
def show(offer_id: int) -> ResponseReturnValue:
    """Published offers for everybody; drafts and withdrawn ones for their firm alone."""
    offer = queries.shown(g.actor, offer_id)
    owner = rules.owns(g.actor, offer)
    shown = as_shown(offer)
    values = beside(shown) if owner else {"shown": shown}
    return render_template("offers/show.html", offer=offer, owner=owner, **values)


@blueprint.get("/mine")
@allow(Access.SUPPLIER)
def mine() -> ResponseReturnValue:
    page = paginate(queries.mine(g.actor))
    rows = [(offer, completeness.reachable(as_shown(offer).facts)) for offer in page.items]
    return render_template("offers/mine.html", page=page, rows=rows)
