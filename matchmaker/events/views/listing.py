"""Events: those of everybody, and those that an organiser prepares."""

from __future__ import annotations

from flask import g, render_template
from flask.typing import ResponseReturnValue

from matchmaker.events import queries
from matchmaker.events.views.area import blueprint
from matchmaker.web.policy import Access, allow


@blueprint.get("/events")
@allow(Access.PUBLIC)
def index() -> ResponseReturnValue:
    return render_template("events/index.html", events=queries.public())


@blueprint.get("/my-events")
@allow(Access.ORGANISER)
def mine() -> ResponseReturnValue:
    return render_template("events/mine.html", events=queries.prepared_by(g.actor.acting_for.id))
