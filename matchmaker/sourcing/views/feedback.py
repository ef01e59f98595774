"""The team's verdict on a suggestion, and what all verdicts say of the matcher."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matchmaker.errors import NotFound
from matchmaker.needs import queries as needs
from matchmaker.organisations import queries as organisations
from matchmaker.sourcing import feedback, rules
from matchmaker.sourcing.errors import NotYet
from matchmaker.sourcing.forms import JudgeForm
from matchmaker.sourcing.models import Verdict
from matchmaker.sourcing.views.area import blueprint
from matchmaker.sourcing.wording import REASONS, VERDICTS
from matchmaker.web.policy import Access, allow


@blueprint.route("/needs/<id:need_id>/suppliers/<id:organisation_id>/judge", methods=["GET", "POST"])
@allow(Access.BUYER)
def judge(need_id: int, organisation_id: int) -> ResponseReturnValue:
    """Say whether a suggestion fits, and why not. A second verdict takes the place of the first."""
    need = needs.owned(g.actor, need_id)
    if not rules.can_judge(g.actor, need):
        raise NotYet
    firm = organisations.organisation(organisation_id)
    if not firm.is_supplier:
        raise NotFound
    known = feedback.verdicts(need, [firm.id]).get(firm.id)
    form = JudgeForm(obj=known)
    if not form.validate_on_submit():
        page = render_template(
            "sourcing/judge.html", form=form, need=need, firm=firm, known=known, has_errors=form.has_errors
        )
        return page, 422 if form.has_errors else 200
    feedback.judge(
        need,
        firm.id,
        g.actor,
        verdict=Verdict(form.verdict.data),
        reason=form.given_reason,
        comment=form.comment.data or "",
        now=datetime.now(UTC),
    )
    return redirect(back_to_list(need_id, organisation_id), 303)


def back_to_list(need_id: int, organisation_id: int) -> str:
    return url_for("sourcing.suppliers", need_id=need_id, _anchor=f"supplier-{organisation_id}")


@blueprint.post("/needs/<id:need_id>/suppliers/<id:organisation_id>/unjudge")
@allow(Access.BUYER)
def unjudge(need_id: int, organisation_id: int) -> ResponseReturnValue:
    need = needs.owned(g.actor, need_id)
    feedback.take_back(need, organisation_id, g.actor, now=datetime.now(UTC))
    return redirect(back_to_list(need_id, organisation_id), 303)


@blueprint.get("/how-it-works/verdicts")
@allow(Access.PUBLIC)
def verdicts() -> ResponseReturnValue:
    """How many suggestions buyers accept, by month; reasons and names for organisers and administrators."""
    whole = rules.sees_judgements(g.actor)
    return render_template(
        "sourcing/verdicts.html",
        months=feedback.precision_by_month(),
        reasons=feedback.reasons() if whole else None,
        latest=feedback.latest() if whole else None,
        words=REASONS,
        verdicts=VERDICTS,
    )
