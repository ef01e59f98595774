"""What everybody may read: the open needs, those that are over, one need, its deadline for calendars."""

from __future__ import annotations

from flask import Response, current_app, g, render_template, url_for
from flask.typing import ResponseReturnValue

from matchmaker.errors import NotFound
from matchmaker.needs import calendar, queries, rules
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.needs.views.pages import blueprint, now
from matchmaker.needs.views.summary import facts, lot_line
from matchmaker.notifications.services import link
from matchmaker.web.pagination import paginate
from matchmaker.web.policy import Access, allow


@blueprint.context_processor
def tools() -> dict[str, object]:
    return {"facts_of": facts, "lot_line": lot_line}


@blueprint.get("")
@allow(Access.PUBLIC)
def index() -> ResponseReturnValue:
    return render_template("needs/index.html", page=paginate(queries.published(now())), archive=False)


@blueprint.get("/archive")
@allow(Access.PUBLIC)
def archive() -> ResponseReturnValue:
    return render_template("needs/index.html", page=paginate(queries.archived(now())), archive=True)


@blueprint.get("/mine")
@allow(Access.PUBLIC)
def mine() -> ResponseReturnValue:
    """Needs of the body, and drafts of the person or of this browser."""
    return render_template("needs/mine.html", page=paginate(queries.mine(g.actor)))


@blueprint.get("/<id:need_id>")
@allow(Access.PUBLIC)
def show(need_id: int) -> ResponseReturnValue:
    need = queries.shown(g.actor, need_id)
    moment = now()
    is_open = (
        need.status is NeedStatus.PUBLISHED and need.answers_until is not None and need.answers_until > moment
    )
    owner = rules.owns(g.actor, need)
    return render_template(
        "needs/show.html", need=need, open=is_open, owner=owner, suppliers_url=suppliers_url(need)
    )


def suppliers_url(need: Need) -> str:
    """The ranked suppliers, a page of the area above; empty where that area is not installed."""
    known = "sourcing.suppliers" in current_app.view_functions
    return url_for("sourcing.suppliers", need_id=need.id) if known and need.status in rules.PUBLIC else ""


@blueprint.get("/<id:need_id>/deadline.ics")
@allow(Access.PUBLIC)
def deadline(need_id: int) -> ResponseReturnValue:
    need = queries.shown(g.actor, need_id)
    if need.answers_until is None:
        raise NotFound
    address = link("needs.show", need_id=need.id)
    text = calendar.deadline(need, address=address, now=now())
    name = f"{need.reference or need.id}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="text/calendar", headers=headers)
