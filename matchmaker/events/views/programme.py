"""The public page of an event, and its calendar entry."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, current_app, g, render_template
from flask.typing import ResponseReturnValue

from matchmaker.events import announcement, queries, rules
from matchmaker.events.services import enrolling
from matchmaker.events.views.area import blueprint, now
from matchmaker.notifications.services import link
from matchmaker.web.policy import Access, allow


@blueprint.get("/events/<slug>")
@allow(Access.PUBLIC)
def show(slug: str) -> ResponseReturnValue:
    event = queries.shown(g.actor, slug)
    return render_template(
        "events/show.html",
        event=event,
        days=announcement.days(event),
        workshops=queries.workshops(event),
        numbers=enrolling.numbers(event),
        open=rules.registration_open(event, now()),
        now=now(),
        owner=rules.owns(g.actor, event),
    )


@blueprint.get("/events/<slug>.ics")
@allow(Access.PUBLIC)
def calendar(slug: str) -> ResponseReturnValue:
    event = queries.shown(g.actor, slug)
    host = urlsplit(current_app.config["SETTINGS"].base_url).hostname or "localhost"
    content = announcement.calendar(event, host=host, url=link("events.show", slug=event.slug))
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return answer
