"""Another e-mail address: asked for with the password, confirmed in both mailboxes."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.accounts import queries, services
from matchmaker.accounts.errors import DeadLink
from matchmaker.accounts.forms import EmailChangeForm, PressForm
from matchmaker.accounts.models import LinkPurpose, User
from matchmaker.accounts.views.area import blueprint, dead_link, form_page
from matchmaker.accounts.views.owning import own_password
from matchmaker.extensions import db, limiter
from matchmaker.web.limits import links, registrations
from matchmaker.web.policy import Access, allow

PURPOSES = {"old": LinkPurpose.EMAIL_OLD, "new": LinkPurpose.EMAIL_NEW}


@blueprint.route("/account/email", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
@limiter.limit(registrations, methods=["POST"])
def change_email() -> ResponseReturnValue:
    form = EmailChangeForm()
    if not form.validate_on_submit():
        return form_page("accounts/change_email.html", form)
    if not own_password(form.current.data):
        form.current.errors = [_("This is not your present password.")]
        return form_page("accounts/change_email.html", form)
    user = db.session.get_one(User, g.actor.user_id)
    services.addresses.ask_change(user, form.email.data, now=datetime.now(UTC))
    return render_template("accounts/email_sent.html", old=user.email, new=queries.folded(form.email.data))


@blueprint.route("/account/email/confirm/<which>", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(links, methods=["POST"])
def confirm_email(which: str) -> ResponseReturnValue:
    """The link of either mail; opening it changes nothing, its button says yes."""
    form, now, token = PressForm(), datetime.now(UTC), request.values.get("token", "")
    purpose = PURPOSES.get(which)
    link = queries.live_link(token, purpose, now=now) if purpose is not None else None
    if purpose is None or link is None:
        return dead_link(LinkPurpose.EMAIL_NEW)
    if not form.validate_on_submit():
        return form_page("accounts/confirm_email.html", form, old=link.user.email, new=link.email)
    try:
        changed = services.addresses.confirm_change(token, purpose, now=now)
    except DeadLink:
        return dead_link(LinkPurpose.EMAIL_NEW)
    if not changed:
        return render_template("accounts/email_half.html")
    flash(_("Your address is changed. Sign in with the new one."), "success")
    return redirect(url_for("accounts.sign_in"), 303)
