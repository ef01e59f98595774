"""Ask to act for an organisation that is here already."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from matchmaker.accounts import services as accounts
from matchmaker.accounts.actor import Role
from matchmaker.extensions import limiter
from matchmaker.organisations import labels, queries, rules, services
from matchmaker.organisations.errors import AlreadyAsked
from matchmaker.organisations.forms import JoinForm
from matchmaker.organisations.models import MembershipState, Organisation
from matchmaker.organisations.views.area import blueprint, following, form_page, onward
from matchmaker.organisations.views.creating import account_first
from matchmaker.web import limits
from matchmaker.web.policy import Access, allow


@blueprint.route("/organisations/<id:organisation_id>/join", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(limits.joins, methods=["POST"])
def join(organisation_id: int) -> ResponseReturnValue:
    organisation = queries.organisation(organisation_id)
    if g.actor.anonymous:
        return account_first(url_for("organisations.join", organisation_id=organisation_id, next=onward()))
    form = join_form(organisation)
    standing = queries.membership_of(g.actor.user_id, organisation_id)
    live = standing is not None and standing.state in (MembershipState.ACTIVE, MembershipState.REQUESTED)
    if live or not form.validate_on_submit():
        return form_page("organisations/join.html", form, organisation=organisation, standing=standing)
    try:
        asked = services.ask_to_join(organisation, Role(form.role.data), actor=g.actor, now=datetime.now(UTC))
    except AlreadyAsked:
        return redirect(url_for("organisations.join", organisation_id=organisation_id), 303)
    if asked.state is MembershipState.ACTIVE:
        accounts.act_by(current_user.session, asked.id)
        flash(_("You now act for %(name)s.", name=organisation.name), "success")
        return redirect(following(), 303)
    flash(_("Your request was sent. You will have a mail with the answer."), "success")
    return redirect(url_for("organisations.ground", organisation_id=organisation_id), 303)


def join_form(organisation: Organisation) -> JoinForm:
    """Only the roles that the organisation has here; the first is chosen."""
    roles = rules.roles_of(organisation)
    form = JoinForm(role=roles[0].value)
    form.role.choices = [SelectChoice(role.value, labels.ROLES[role]) for role in roles]
    return form
