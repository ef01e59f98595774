"""The papers of a day, for its organiser."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, current_app, g, render_template
from flask.typing import ResponseReturnValue

from matchmaker.errors import NotFound
from matchmaker.events import agendas, papers, plans, queries
from matchmaker.events.agendas import Whole
from matchmaker.events.models import Event
from matchmaker.events.services import publishing
from matchmaker.events.views.area import blueprint
from matchmaker.web.policy import Access, allow

Maker = Callable[[Whole], bytes]
PAPERS: dict[str, Maker] = {
    "agendas": lambda whole: papers.agenda_book(whole, whole.agendas()),
    "signs": papers.signs,
    "grid": papers.grid,
    "attendance": papers.attendance,
    "badges": lambda whole: papers.badges(whole, _card(whole.event)),
}


@blueprint.get("/my-events/<id:event_id>/documents")
@allow(Access.ORGANISER)
def documents(event_id: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id)
    plan = plans.in_force(event)
    return render_template(
        "events/documents.html",
        event=event,
        plan=plan,
        untold=len(publishing.pending(event, plan)) if plan is not None else 0,
    )


@blueprint.get("/my-events/<id:event_id>/documents/<paper>.pdf")
@allow(Access.ORGANISER)
def document(event_id: int, paper: str) -> ResponseReturnValue:
    """Made of the plan in force, anew at each request: what is printed is never older than the plan."""
    event = queries.owned(g.actor, event_id)
    if paper not in PAPERS:
        raise NotFound
    body = PAPERS[paper](agendas.gather(event, told=False))
    headers = {"Content-Disposition": f'attachment; filename="{event.slug}-{paper}.pdf"'}
    return Response(body, mimetype="application/pdf", headers=headers)


def _card(event: Event) -> papers.Link:
    """What the square on a badge opens: the desk's card of that number."""
    base = current_app.config["SETTINGS"].base_url
    bound = current_app.url_map.bind("")
    return lambda number: base + bound.build("events.day_person", {"event_id": event.id, "number": number})
