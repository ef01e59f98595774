"""Ask to act for an organisation that is here already; let people in, or not."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from matchmaker.accounts.actor import Role
from matchmaker.errors import NotFound
from matchmaker.extensions import limiter
from matchmaker.organisations import labels, queries, rules, services
from matchmaker.organisations.errors import AlreadyAsked
from matchmaker.organisations.forms import JoinForm, PressForm
from matchmaker.organisations.models import Organisation
from matchmaker.organisations.views.area import blueprint, form_page, onward
from matchmaker.organisations.views.creating import account_first
from matchmaker.web.policy import Access, allow


@blueprint.route("/organisations/<id:organisation_id>/join", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit("30 per hour", methods=["POST"])
def join(organisation_id: int) -> ResponseReturnValue:
    organisation = queries.organisation(organisation_id)
    if g.actor.anonymous:
        return account_first(url_for("organisations.join", organisation_id=organisation_id, next=onward()))
    form = join_form(organisation)
    standing = queries.membership_of(g.actor.user_id, organisation_id)
    if standing is not None or not form.validate_on_submit():
        return form_page("organisations/join.html", form, organisation=organisation, standing=standing)
    try:
        services.ask_to_join(organisation, Role(form.role.data), actor=g.actor, now=datetime.now(UTC))
    except AlreadyAsked:
        return redirect(url_for("organisations.join", organisation_id=organisation_id), 303)
    flash(_("Your request was sent. You will have a mail with the answer."), "success")
    return redirect(url_for("organisations.home"), 303)


def join_form(organisation: Organisation) -> JoinForm:
    """Only the roles that the organisation has here; the first is chosen."""
    roles = rules.roles_of(organisation)
    form = JoinForm(role=roles[0].value)
    form.role.choices = [SelectChoice(role.value, labels.ROLES[role]) for role in roles]
    return form


@blueprint.get("/organisations/<id:organisation_id>/members")
@allow(Access.SIGNED_IN)
def members(organisation_id: int) -> ResponseReturnValue:
    organisation = queries.organisation(organisation_id)
    if not rules.can_edit(g.actor, organisation):
        raise NotFound
    values = {"organisation": organisation, "members": queries.members(organisation_id), "form": PressForm()}
    may_answer = rules.can_manage_members(g.actor, organisation)
    return render_template("organisations/members.html", may_answer=may_answer, **values)


@blueprint.post("/organisations/<id:organisation_id>/members/<id:membership_id>")
@allow(Access.SIGNED_IN)
def answer(organisation_id: int, membership_id: int) -> ResponseReturnValue:
    decision = request.form.get("decision", "")
    if decision not in ("accept", "refuse"):
        abort(400)
    membership = queries.membership(organisation_id, membership_id)
    services.answer_request(membership, accept=decision == "accept", actor=g.actor, now=datetime.now(UTC))
    name = membership.user.name
    flash(
        _("%(name)s is let in.", name=name) if decision == "accept" else _("The request is refused."),
        "success",
    )
    return redirect(url_for("organisations.members", organisation_id=organisation_id), 303)
