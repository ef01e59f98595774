"""A forgotten password."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.accounts import queries, services
from matchmaker.accounts.errors import DeadLink
from matchmaker.accounts.forms import ForgottenForm, NewPasswordForm
from matchmaker.accounts.models import LinkPurpose
from matchmaker.accounts.views import browser
from matchmaker.accounts.views.area import blueprint, dead_link, form_page
from matchmaker.extensions import limiter
from matchmaker.web.limits import links, registrations
from matchmaker.web.policy import Access, allow


@blueprint.route("/password/forgotten", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(registrations, methods=["POST"])
def forgotten() -> ResponseReturnValue:
    form = ForgottenForm()
    if not form.validate_on_submit():
        return form_page("accounts/forgotten.html", form)
    services.ask_reset(form.email.data, now=datetime.now(UTC))
    session["asked_reset"] = form.email.data
    return redirect(url_for("accounts.reset_sent"), 303)


@blueprint.get("/password/sent")
@allow(Access.PUBLIC)
def reset_sent() -> ResponseReturnValue:
    return render_template("accounts/reset_sent.html", email=session.get("asked_reset"))


@blueprint.route("/password/reset", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(links, methods=["POST"])
def reset() -> ResponseReturnValue:
    """The link of the mail, for whoever holds it; it works until a new password is chosen."""
    form, now, token = NewPasswordForm(), datetime.now(UTC), request.values.get("token", "")
    with browser.reading():
        link = queries.live_link(token, LinkPurpose.RESET, now=now)
        email = link.user.email if link is not None else None
        form.known = (link.user.email, link.user.name) if link is not None else ()
    if email is None:
        return dead_link(LinkPurpose.RESET)
    if not form.validate_on_submit():
        return form_page("accounts/reset.html", form, email=email)
    password_hash = browser.hashed(form.password.data)
    try:
        user = services.reset_password(token, password_hash=password_hash, now=now)
    except DeadLink:
        return dead_link(LinkPurpose.RESET)
    browser.enter(services.open_session(user, now=now, browser=browser.name()))
    flash(_("Your new password is set. Every other device was signed out."), "success")
    return redirect(url_for("organisations.home"), 303)
