"""The blueprint that the parts of these pages share, and what all of them load."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.events import labels, queries, rules
from matchmaker.events.models import Event
from matchmaker.web.forms import Form

blueprint = Blueprint("events", __name__)


@blueprint.app_context_processor
def words() -> dict[str, object]:
    """The words of events, for every template that shows one."""
    return {"event_words": labels, "event_rules": rules}


def now() -> datetime:
    return datetime.now(UTC)


def own(event_id: int) -> Event:
    """The organiser's event, held until the end of the request when it is to be changed."""
    return queries.owned(g.actor, event_id, lock=request.method == "POST")


def form_page(template: str, form: Form, **values: object) -> ResponseReturnValue:
    """The form, or the form again as filled in when something is wrong (422)."""
    page = render_template(template, form=form, has_errors=form.has_errors, **values)
    return page, 422 if form.has_errors else 200


blueprint.add_app_template_filter(labels.hour, "hour")
