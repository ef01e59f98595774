"""What the pages of needs share: their blueprint, the loading of one's own need, the stale form."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, g, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from matchmaker.needs import queries, rules, wording
from matchmaker.needs.models import Need
from matchmaker.web.forms import Form

blueprint = Blueprint("needs", __name__, url_prefix="/needs")


@blueprint.record_once
def words(state: BlueprintSetupState) -> None:
    """The rules and the words of needs, for every template and macro that shows one."""
    state.app.jinja_env.globals.update(need_words=wording, need_rules=rules)


def now() -> datetime:
    return datetime.now(UTC)


def own(need_id: int) -> Need:
    """The actor's need, held until the end of the request when it is to be changed."""
    return queries.owned(g.actor, need_id, lock=request.method == "POST")


def form_page(template: str, form: Form, **values: object) -> ResponseReturnValue:
    """The form, or the form again as filled in when something is wrong (422)."""
    page = render_template(template, form=form, has_errors=form.has_errors, **values)
    return page, 422 if form.has_errors else 200


def after(need: Need, following: str) -> str:
    """Where a saved step leads: the next one, or back to the page that asked for the change."""
    if need.status not in rules.BEFORE_PUBLICATION:
        return url_for("needs.show", need_id=need.id)
    if request.args.get("back") == "check":
        return url_for("needs.check", need_id=need.id)
    return url_for(following, need_id=need.id)
