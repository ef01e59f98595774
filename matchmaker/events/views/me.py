"""A participant's own page, by secret link."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from matchmaker.events import links, queries
from matchmaker.events.services import enrolling
from matchmaker.events.views.area import blueprint
from matchmaker.web.policy import Access, allow


@blueprint.get("/rendezvous/<token>")
@allow(Access.PUBLIC)
def me(token: str) -> ResponseReturnValue:
    one = links.registration_of(token)
    mine = {enrolment.workshop_id: enrolment for enrolment in enrolling.enrolments_of(one)}
    return render_template(
        "events/me.html",
        one=one,
        event=one.event,
        token=token,
        workshops=queries.workshops(one.event),
        mine=mine,
        numbers=enrolling.numbers(one.event),
    )
