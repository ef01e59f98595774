"""Show why one may speak for an organisation: by a code, by a proof; what shows by itself needs no page."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matchmaker.accounts import services as accounts
from matchmaker.errors import NotFound
from matchmaker.extensions import limiter
from matchmaker.moderation import queries as moderation
from matchmaker.moderation.models import CaseKind
from matchmaker.organisations import queries, services
from matchmaker.organisations.forms import CodeForm, ProofForm
from matchmaker.organisations.models import Membership, MembershipState
from matchmaker.organisations.services.codes import ATTEMPTS
from matchmaker.organisations.views.area import blueprint
from matchmaker.web import limits
from matchmaker.web.policy import Access, allow

OWN = (MembershipState.ACTIVE, MembershipState.REQUESTED)


def own_membership(organisation_id: int) -> Membership:
    """Raises NotFound for whoever neither acts for it nor asks to."""
    found = queries.membership_of(g.actor.user_id, organisation_id)
    if found is None or found.state not in OWN:
        raise NotFound
    return found


@blueprint.get("/organisations/<id:organisation_id>/ground")
@allow(Access.SIGNED_IN)
def ground(organisation_id: int) -> ResponseReturnValue:
    return ground_page(own_membership(organisation_id), CodeForm(formdata=None), ProofForm(formdata=None))


def ground_page(membership: Membership, code: CodeForm, proof: ProofForm) -> ResponseReturnValue:
    now, organisation = datetime.now(UTC), membership.organisation
    contact = queries.register_contact(organisation)
    values = {
        "membership": membership,
        "organisation": organisation,
        "verified": queries.speaks(membership.user_id, organisation.id, now=now),
        "grounds": queries.live_grounds(membership.id),
        "domains": sorted(queries.known_domains(organisation)),
        "shown": services.shown_by_itself(membership) is not None,
        "contact": services.masked(contact) if contact else None,
        "code_sent": queries.live_code(membership.id, attempts=ATTEMPTS, now=now) is not None,
        "managed": bool(queries.verified_managers(organisation.id, now=now)),
        "case": moderation.latest(CaseKind.CLAIM, "membership", membership.id),
        "pace": moderation.pace(now),
    }
    errors = bool(code.errors or proof.errors)
    page = render_template(
        "organisations/ground.html", code_form=code, proof_form=proof, has_errors=errors, **values
    )
    return page, 422 if errors else 200


def back(organisation_id: int) -> ResponseReturnValue:
    return redirect(url_for("organisations.ground", organisation_id=organisation_id), 303)


@blueprint.post("/organisations/<id:organisation_id>/ground/address")
@allow(Access.SIGNED_IN)
def use_address(organisation_id: int) -> ResponseReturnValue:
    membership = own_membership(organisation_id)
    if services.claim_shown(membership, actor=g.actor, now=datetime.now(UTC)):
        return acting(membership)
    flash(_("Those who manage it decide: they have your request."), "info")
    return back(organisation_id)


@blueprint.post("/organisations/<id:organisation_id>/ground/code")
@allow(Access.SIGNED_IN)
@limiter.limit(limits.grounds)
def send_code(organisation_id: int) -> ResponseReturnValue:
    membership = own_membership(organisation_id)
    services.send_code(membership, actor=g.actor, now=datetime.now(UTC))
    flash(_("The code is on its way to the contact that the register knows."), "success")
    return back(organisation_id)


@blueprint.post("/organisations/<id:organisation_id>/ground/typed")
@allow(Access.SIGNED_IN)
@limiter.limit(limits.joins)
def type_code(organisation_id: int) -> ResponseReturnValue:
    membership, form = own_membership(organisation_id), CodeForm()
    if form.validate_on_submit():
        if services.prove_by_code(membership, form.code.data, actor=g.actor, now=datetime.now(UTC)):
            return acting(membership)
        form.code.errors = [_("This is not the code, or it is used up. Five attempts are allowed for each.")]
    return ground_page(membership, form, ProofForm(formdata=None))


def acting(membership: Membership) -> ResponseReturnValue:
    accounts.act_by(current_user.session, membership.id)
    flash(
        _("You now speak for %(name)s. What was waiting is live.", name=membership.organisation.name),
        "success",
    )
    return redirect(url_for("organisations.home"), 303)


@blueprint.post("/organisations/<id:organisation_id>/ground/proof")
@allow(Access.SIGNED_IN)
@limiter.limit(limits.grounds)
def send_proof(organisation_id: int) -> ResponseReturnValue:
    membership, form = own_membership(organisation_id), ProofForm()
    if not form.validate_on_submit():
        return ground_page(membership, CodeForm(formdata=None), form)
    said = {"text": form.text.data, "reference": form.reference.data or ""}
    services.claim(membership, **said, actor=g.actor, now=datetime.now(UTC))
    flash(_("A moderator will check it and answer by mail."), "success")
    return back(organisation_id)
