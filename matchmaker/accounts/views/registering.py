"""Register, and confirm the address."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from matchmaker.accounts import queries, services
from matchmaker.accounts.errors import DeadLink
from matchmaker.accounts.forms import PressForm, RegistrationForm
from matchmaker.accounts.models import LinkPurpose, User
from matchmaker.accounts.views import browser
from matchmaker.accounts.views.area import blueprint, dead_link, following, form_page
from matchmaker.extensions import limiter
from matchmaker.web import addresses
from matchmaker.web.forms import once
from matchmaker.web.limits import links, registrations
from matchmaker.web.policy import Access, allow


@blueprint.route("/register", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(registrations, methods=["POST"])
def register() -> ResponseReturnValue:
    if not g.actor.anonymous:
        return redirect(following(), 303)
    form = RegistrationForm()
    if not form.validate_on_submit():
        return form_page("accounts/register.html", form, next=request.values.get("next"))
    password_hash = browser.hashed(form.password.data)
    session[browser.WAITING] = {"email": queries.folded(form.email.data), "next": following()}
    return once(form, lambda: _registered(form, password_hash))


def _registered(form: RegistrationForm, password_hash: str) -> str:
    services.register(
        form.email.data,
        password_hash=password_hash,
        first_name=form.first_name.data,
        last_name=form.last_name.data,
        locale=str(get_locale()),
        now=datetime.now(UTC),
    )
    return url_for("accounts.check_mail")


@blueprint.get("/register/check-your-mail")
@allow(Access.PUBLIC)
def check_mail() -> ResponseReturnValue:
    waiting = session.get(browser.WAITING) or {}
    return render_template("accounts/check_mail.html", email=waiting.get("email"))


@blueprint.route("/confirm", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(links, methods=["POST"])
def confirm() -> ResponseReturnValue:
    """The link of the mail. Mail scanners open links, so opening changes nothing: a button confirms."""
    form, now = PressForm(), datetime.now(UTC)
    link = queries.live_link(request.values.get("token", ""), LinkPurpose.CONFIRM, now=now)
    if link is None:
        return dead_link(LinkPurpose.CONFIRM)
    if not form.validate_on_submit():
        return form_page("accounts/confirm.html", form, email=link.user.email)
    try:
        user = services.confirm(request.values["token"], now=now)
    except DeadLink:
        return dead_link(LinkPurpose.CONFIRM)
    return _go_on(user, now=now)


def _go_on(user: User, *, now: datetime) -> ResponseReturnValue:
    """In the browser that registered, signed in and on where it stopped; elsewhere, to sign in."""
    waiting = session.get(browser.WAITING) or {}
    if waiting.get("email") != user.email:
        flash(_("Your address is confirmed."), "success")
        return redirect(url_for("accounts.sign_in"), 303)
    browser.enter(services.open_session(user, now=now, browser=browser.name()))
    flash(_("Your address is confirmed."), "success")
    return redirect(addresses.inner(waiting.get("next"), otherwise=url_for("organisations.home")), 303)
