"""Who acts for an organisation: let in, hand over, invite, leave; say that somebody may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from matchmaker.accounts import services as accounts
from matchmaker.accounts.actor import Role
from matchmaker.errors import NotFound
from matchmaker.extensions import limiter
from matchmaker.organisations import labels, queries, rules, services
from matchmaker.organisations.errors import AlreadyMember, DeadInvitation, OtherAddress
from matchmaker.organisations.forms import DisputeForm, DomainForm, InvitationForm, PressForm
from matchmaker.organisations.models import Membership, Organisation
from matchmaker.organisations.views.area import blueprint, form_page
from matchmaker.web import limits
from matchmaker.web.forms import once
from matchmaker.web.policy import Access, allow


def now() -> datetime:
    return datetime.now(UTC)


@blueprint.get("/organisations/<id:organisation_id>/members")
@allow(Access.SIGNED_IN)
def members(organisation_id: int) -> ResponseReturnValue:
    return members_page(_own(organisation_id), DomainForm(formdata=None))


def _own(organisation_id: int) -> Organisation:
    organisation = queries.organisation(organisation_id)
    if not rules.can_edit(g.actor, organisation):
        raise NotFound
    return organisation


def members_page(organisation: Organisation, domain_form: DomainForm) -> ResponseReturnValue:
    moment = now()
    verified = {one.id for one in queries.verified_members(organisation.id, now=moment)}
    values = {
        "organisation": organisation,
        "members": queries.members(organisation.id),
        "verified": verified,
        "domains": queries.domains(organisation.id),
        "invitations": queries.invitations(organisation.id, now=moment),
        "may_answer": rules.can_manage_members(g.actor, organisation),
        "may_invite": rules.can_invite(g.actor, organisation),
        "may_vouch": rules.can_vouch(g.actor, organisation),
        "actor_id": g.actor.user_id,
        "is_member": g.actor.belongs_to(organisation.id),
    }
    errors = domain_form.has_errors
    page = render_template("organisations/members.html", domain_form=domain_form, has_errors=errors, **values)
    return page, 422 if errors else 200


def _accept(one: Membership) -> str:
    services.answer_request(one, accept=True, actor=g.actor, now=now())
    return _("%(name)s is let in.", name=one.user.name)


def _refuse(one: Membership) -> str:
    services.answer_request(one, accept=False, actor=g.actor, now=now())
    return _("The request is refused.")


def _hand_over(one: Membership) -> str:
    services.set_manager(one, manager=True, actor=g.actor, now=now())
    return _("%(name)s manages the members too.", name=one.user.name)


def _take_back(one: Membership) -> str:
    services.set_manager(one, manager=False, actor=g.actor, now=now())
    return _("%(name)s manages the members no longer.", name=one.user.name)


def _vouch(one: Membership) -> str:
    services.vouch(one, actor=g.actor, now=now())
    return _("%(name)s speaks for it on your word.", name=one.user.name)


def _remove(one: Membership) -> str:
    services.remove(one, actor=g.actor, now=now())
    return _("%(name)s acts for it no longer.", name=one.user.name)


DECISIONS: dict[str, Callable[[Membership], str]] = {
    "accept": _accept,
    "refuse": _refuse,
    "manager": _hand_over,
    "member": _take_back,
    "vouch": _vouch,
    "remove": _remove,
}


@blueprint.post("/organisations/<id:organisation_id>/members/<id:membership_id>")
@allow(Access.SIGNED_IN)
def answer(organisation_id: int, membership_id: int) -> ResponseReturnValue:
    decide = DECISIONS.get(request.form.get("decision", ""))
    if decide is None:
        abort(400)
    organisation = queries.organisation(organisation_id)
    if not rules.can_manage_members(g.actor, organisation):
        raise NotFound
    flash(decide(queries.membership(organisation_id, membership_id)), "success")
    if not g.actor.administrator and not _still_there(organisation_id):
        return redirect(url_for("organisations.home"), 303)
    return redirect(url_for("organisations.members", organisation_id=organisation_id), 303)


def _still_there(organisation_id: int) -> bool:
    """A manager may have taken themselves off."""
    return any(one.id == organisation_id for one in queries.live_memberships(g.actor.user_id))


@blueprint.route("/organisations/<id:organisation_id>/leave", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def leave(organisation_id: int) -> ResponseReturnValue:
    membership, form = queries.membership_of(g.actor.user_id, organisation_id), PressForm()
    if membership is None or not g.actor.belongs_to(organisation_id):
        raise NotFound
    others = [one for one in queries.managing(organisation_id) if one.id != membership.id]
    stuck = membership.manager and not others
    if stuck or not form.validate_on_submit():
        organisation = membership.organisation
        return form_page("organisations/leave.html", form, organisation=organisation, stuck=stuck)
    services.leave(membership, actor=g.actor, now=now())
    flash(_("You no longer act for %(name)s.", name=membership.organisation.name), "success")
    return redirect(url_for("organisations.home"), 303)


@blueprint.route("/organisations/<id:organisation_id>/invite", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
@limiter.limit(limits.invitations, methods=["POST"])
def invite(organisation_id: int) -> ResponseReturnValue:
    organisation = _own(organisation_id)
    roles = rules.roles_of(organisation)
    form = InvitationForm(role=roles[0].value)
    form.role.choices = [SelectChoice(role.value, labels.ROLES[role]) for role in roles]
    may = rules.can_invite(g.actor, organisation)
    if not may or not form.validate_on_submit():
        return form_page("organisations/invite.html", form, organisation=organisation, may_invite=may)
    try:
        return once(form, lambda: _invited(organisation, form))
    except AlreadyMember:
        form.email.errors = [_("This person acts for it already.")]
        return form_page("organisations/invite.html", form, organisation=organisation, may_invite=may)


def _invited(organisation: Organisation, form: InvitationForm) -> str:
    services.invite(organisation, form.email.data, Role(form.role.data), actor=g.actor, now=now())
    flash(_("The invitation is sent; it is good for seven days and for this address only."), "success")
    return url_for("organisations.members", organisation_id=organisation.id)


@blueprint.route("/invitation", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(limits.invitations, methods=["POST"])
def invitation() -> ResponseReturnValue:
    """Mail scanners open links, so opening changes nothing: a button accepts."""
    form, token = PressForm(), request.values.get("token", "")
    found = queries.live_invitation(token, now=now())
    if found is None:
        return render_template("organisations/dead_invitation.html"), 410
    if g.actor.anonymous:
        here = url_for("organisations.invitation", token=token)
        return render_template("organisations/invitation.html", invitation=found, form=form, here=here)
    if g.actor.email != found.email:
        return render_template("organisations/other_invitation.html", invitation=found), 403
    if not form.validate_on_submit():
        return form_page("organisations/invitation.html", form, invitation=found, token=token)
    return _join_by(token)


def _join_by(token: str) -> ResponseReturnValue:
    try:
        membership = services.accept(token, actor=g.actor, now=now())
    except (DeadInvitation, OtherAddress):
        return render_template("organisations/dead_invitation.html"), 410
    accounts.act_by(current_user.session, membership.id)
    flash(_("You now act for %(name)s.", name=membership.organisation.name), "success")
    return redirect(url_for("organisations.home"), 303)


@blueprint.post("/organisations/<id:organisation_id>/domains")
@allow(Access.SIGNED_IN)
def domains(organisation_id: int) -> ResponseReturnValue:
    """Declare a mail domain, or take one off (`drop`)."""
    organisation, form = _own(organisation_id), DomainForm()
    if "drop" in request.form:
        services.drop_domain(organisation, request.form["drop"][:253], actor=g.actor, now=now())
        flash(_("The domain is no longer a ground for newcomers."), "success")
    elif not form.validate_on_submit():
        return members_page(organisation, form)
    elif not rules.can_declare(g.actor, organisation, form.domain.data):
        form.domain.errors = [_("Declare the domain of your own address or of the web site on the card.")]
        return members_page(organisation, form)
    else:
        services.declare_domain(organisation, form.domain.data, actor=g.actor, now=now())
        flash(_("Whoever confirms an address at this domain speaks for it from now on."), "success")
    return redirect(url_for("organisations.members", organisation_id=organisation.id), 303)


@blueprint.route("/organisations/<id:organisation_id>/dispute", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
@limiter.limit(limits.reports, methods=["POST"])
def dispute(organisation_id: int) -> ResponseReturnValue:
    organisation, form = queries.organisation(organisation_id), DisputeForm()
    if not form.validate_on_submit():
        return form_page("organisations/dispute.html", form, organisation=organisation)
    return once(form, lambda: _disputed(organisation, form))


def _disputed(organisation: Organisation, form: DisputeForm) -> str:
    said = {"text": form.text.data, "reference": form.reference.data or ""}
    services.dispute(organisation, **said, actor=g.actor, now=now())
    flash(_("The moderators will look at it and answer by mail."), "success")
    return url_for("organisations.show", organisation_id=organisation.id)
