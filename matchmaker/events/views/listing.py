"""Events: those of everybody, and those that an organiser prepares."""

from __future__ import annotations

from flask import g, render_template
from flask.typing import ResponseReturnValue

from matchmaker.events import queries
from matchmaker.events.services import preparing
from matchmaker.events.views.area import blueprint
from matchmaker.web.fields import today_in_paris
from matchmaker.web.policy import Access, allow


@blueprint.get("/events")
@allow(Access.PUBLIC)
def index() -> ResponseReturnValue:
    """Those to come first, the next one on top; then those that have been."""
    today = today_in_paris()
    dated = [(one, preparing.last_day(one)) for one in queries.public()]
    coming = [(one, day) for one, day in dated if day is not None and day >= today]
    past = [(one, day) for one, day in dated if day is None or day < today]
    coming.sort(key=lambda pair: (pair[1], pair[0].id))
    return render_template("events/index.html", coming=coming, past=past)


@blueprint.get("/my-events")
@allow(Access.ORGANISER)
def mine() -> ResponseReturnValue:
    found = queries.prepared_by(g.actor.acting_for.id)
    return render_template("events/mine.html", events=[(one, preparing.last_day(one)) for one in found])
