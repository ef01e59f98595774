"""What became of a need: from the mail in one press, or on the page of the team."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import limiter
from matchmaker.needs import queries as needs
from matchmaker.needs.errors import WrongState
from matchmaker.needs.models import Need
from matchmaker.sourcing import ending
from matchmaker.sourcing.models_outcomes import Signed
from matchmaker.sourcing.views.area import blueprint
from matchmaker.sourcing.views.outcome_form import OutcomeForm
from matchmaker.web import limits
from matchmaker.web.policy import Access, allow


@blueprint.route("/outcome/<outcome_token>", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(limits.links, methods=["POST"])
def outcome_by_link(outcome_token: str) -> ResponseReturnValue:
    """The mail's choice is ticked, one button records it; opening the link writes nothing."""
    need, actor = ending.signed_by_us(outcome_token)
    return _handled(need, actor, url_for("sourcing.outcome_by_link", outcome_token=outcome_token))


@blueprint.route("/needs/<id:need_id>/outcome", methods=["GET", "POST"])
@allow(Access.BUYER)
def outcome(need_id: int) -> ResponseReturnValue:
    need = needs.owned(g.actor, need_id, lock=request.method == "POST")
    if need.status not in ending.ENDED:
        raise WrongState
    return _handled(need, g.actor, url_for("sourcing.outcome", need_id=need_id))


def _handled(need: Need, actor: Actor, back: str) -> ResponseReturnValue:
    known, form = ending.of(need), OutcomeForm()
    form.fill(ending.firms(need), known)
    ticked = request.args.get("signed")
    if not form.is_submitted() and ticked in list(Signed):
        form.signed.data = ticked
    if form.validate_on_submit():
        ending.say(need, actor, form.values, now=datetime.now(UTC))
        flash(_("Thank you: what became of the need is recorded."), "success")
        return redirect(back, 303)
    page = render_template(
        "sourcing/outcome.html", form=form, need=need, known=known, back=back, has_errors=form.has_errors
    )
    return page, 422 if form.has_errors else 200
