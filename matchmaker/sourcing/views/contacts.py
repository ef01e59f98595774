"""From the list to the contact: shortlist, exclusions, invitations, and the board of who stands where."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.needs import queries as needs
from matchmaker.organisations import queries as organisations
from matchmaker.sourcing import (
    asking,
    board,
    inviting,
    joining,
    partners,
    responding,
    rules,
    shortlist,
    wording,
)
from matchmaker.sourcing.errors import ContactClosed, NotYet
from matchmaker.sourcing.forms import ExcludeForm, InviteForm
from matchmaker.sourcing.models_contacts import MarkKind
from matchmaker.sourcing.views.area import blueprint
from matchmaker.sourcing.views.feedback import back_to_list
from matchmaker.web.forms import once
from matchmaker.web.policy import Access, allow


@blueprint.post("/needs/<id:need_id>/suppliers/<id:organisation_id>/shortlist")
@allow(Access.BUYER)
def put_on_shortlist(need_id: int, organisation_id: int) -> ResponseReturnValue:
    need = needs.owned(g.actor, need_id, lock=True)
    shortlist.mark(need, organisation_id, g.actor, kind=MarkKind.SHORTLISTED, now=datetime.now(UTC))
    return redirect(back_to_list(need_id, organisation_id), 303)


@blueprint.post("/needs/<id:need_id>/suppliers/<id:organisation_id>/unmark")
@allow(Access.BUYER)
def unmark(need_id: int, organisation_id: int) -> ResponseReturnValue:
    need = needs.owned(g.actor, need_id, lock=True)
    shortlist.unmark(need, organisation_id, g.actor, now=datetime.now(UTC))
    return redirect(url_for("sourcing.contacts", need_id=need_id), 303)


@blueprint.route("/needs/<id:need_id>/suppliers/<id:organisation_id>/exclude", methods=["GET", "POST"])
@allow(Access.BUYER)
def exclude(need_id: int, organisation_id: int) -> ResponseReturnValue:
    """Leave a firm out, with a reason that the journal keeps."""
    need = needs.owned(g.actor, need_id)
    if not rules.can_judge(g.actor, need):
        raise NotYet
    firm = organisations.organisation(organisation_id)
    form = ExcludeForm()
    if not form.validate_on_submit():
        page = render_template(
            "sourcing/exclude.html", form=form, need=need, firm=firm, has_errors=form.has_errors
        )
        return page, 422 if form.has_errors else 200
    reason, now = str(form.reason.data), datetime.now(UTC)
    shortlist.mark(need, firm.id, g.actor, kind=MarkKind.EXCLUDED, reason=reason, now=now)
    return redirect(url_for("sourcing.contacts", need_id=need_id), 303)


@blueprint.get("/needs/<id:need_id>/contacts")
@allow(Access.BUYER)
def contacts(need_id: int) -> ResponseReturnValue:
    """The board: shortlist, who was invited, where each firm stands, questions that wait."""
    need, now = needs.owned(g.actor, need_id), datetime.now(UTC)
    lines = board.lines(need, now=now)
    return render_template(
        "sourcing/contacts.html",
        need=need,
        lines=lines,
        counts=board.counts(lines),
        states=wording.STATES,
        marks=list(shortlist.marks(need).values()),
        waiting=asking.waiting(need),
        can_contact=rules.can_contact(g.actor, need, now),
        can_judge=rules.can_judge(g.actor, need),
        silent=rules.silent(need),
    )


@blueprint.get("/needs/<id:need_id>/contacts/parity")
@allow(Access.BUYER)
def parity(need_id: int) -> ResponseReturnValue:
    """What each firm received and when, to be looked at before the procedure is launched."""
    need = needs.owned(g.actor, need_id)
    return render_template(
        "sourcing/parity.html", need=need, parity=board.parity(need, now=datetime.now(UTC))
    )


@blueprint.route("/needs/<id:need_id>/contacts/invite", methods=["GET", "POST"])
@allow(Access.BUYER)
def invite(need_id: int) -> ResponseReturnValue:
    """Choose and write, then see what will leave and to how many, then send, now or on a day."""
    need, form, now = needs.owned(g.actor, need_id, lock=False), InviteForm(), datetime.now(UTC)
    again = form.seen.data == "1"
    candidates = inviting.candidates(need, again=again) if rules.can_judge(g.actor, need) else []
    form.offer(candidates)
    if not rules.can_contact(g.actor, need, now) and not form.is_submitted():
        raise ContactClosed
    if not form.validate_on_submit() or "again" in request.form:
        page = render_template("sourcing/invite.html", form=form, need=need, has_errors=form.has_errors)
        return page, 422 if form.has_errors else 200
    chosen = [one.firm for one in candidates if one.firm.id in set(form.suppliers.data)]
    if form.seen.data != "1":
        return render_template(
            "sourcing/invite_preview.html",
            form=form,
            need=need,
            firms=chosen,
            send_at=form.send_at,
            documents=joining.documents(need),
            lacking=inviting.missing_kinds(chosen, now=now),
        )

    def send() -> str:
        held = needs.owned(g.actor, need_id, lock=True)
        inviting.invite(
            held,
            g.actor,
            supplier_ids=[firm.id for firm in chosen],
            text=str(form.text.data),
            now=now,
            send_at=form.send_at,
        )
        return url_for("sourcing.contacts", need_id=need_id)

    return once(form, send)


@blueprint.get("/needs/<id:need_id>/contacts/<id:contact_id>")
@allow(Access.BUYER)
def read_response(need_id: int, contact_id: int) -> ResponseReturnValue:
    """One firm's response, for the team alone; the firm is told that it was read."""
    need, now = needs.owned(g.actor, need_id), datetime.now(UTC)
    contact = board.contact(need, contact_id)
    response = responding.response_of(contact)
    if response is not None:
        responding.note_read(response, g.actor, now=now)
    verified = organisations.verified_members(contact.supplier_id, now=now)
    return render_template(
        "sourcing/response_read.html",
        need=need,
        contact=contact,
        response=response,
        files=responding.files_of([response.id]) if response else [],
        partners=partners.recognised([response.partners])[response.partners] if response else [],
        words=wording.CHOICES,
        reasons=wording.DECLINES,
        known=bool(verified),
        title=_("Response of %(firm)s", firm=contact.supplier.name),
    )
