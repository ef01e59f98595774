"""Sign in and out."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matchmaker.accounts import agents, passwords, queries, services
from matchmaker.accounts.forms import CodeForm, SignInForm
from matchmaker.accounts.views import browser
from matchmaker.accounts.views.area import blueprint, following, form_page
from matchmaker.notifications.services import link
from matchmaker.web import addresses
from matchmaker.web.policy import Access, allow


@blueprint.route("/sign-in", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def sign_in() -> ResponseReturnValue:
    if not g.actor.anonymous and request.method != "POST":
        return redirect(following(), 303)
    form, target = SignInForm(), request.values.get("next")
    if not form.validate_on_submit():
        return form_page("accounts/sign_in.html", form, next=target)
    outcome = _checked(form.email.data, form.password.data)
    if outcome is None:
        form.form_errors.append(_("The address and the password do not go together."))
        return form_page("accounts/sign_in.html", form, next=target)
    if outcome.second_factor:
        browser.wait_for_code(outcome.user, following())
        return redirect(url_for("accounts.code"), 303)
    if outcome.token is None:
        session[browser.WAITING] = {"email": outcome.user.email, "next": following()}
        return redirect(url_for("accounts.check_mail"), 303)
    browser.enter(outcome.token)
    return redirect(following(), 303)


def _checked(email: str, password: str) -> services.Entered | None:
    """Read, let go, check, then write: see `browser.reading`."""
    now = datetime.now(UTC)
    with browser.reading():
        services.refuse_throttled(email, now=now)
        known = queries.credentials(email)
    right = len(password) <= passwords.LONGEST and passwords.matches(known.password_hash, password)
    return services.sign_in(email, known, right=right, browser=browser.name(), now=now)


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def code() -> ResponseReturnValue:
    """The second step, for the browser that has just given the right password, within ten minutes."""
    pending = browser.pending()
    user = queries.pending_user(pending.user_id, pending.mark) if pending is not None else None
    if pending is None or user is None:
        flash(_("Sign in again: too much time has passed."), "info")
        return redirect(url_for("accounts.sign_in"), 303)
    form = CodeForm()
    if not form.validate_on_submit():
        return form_page("accounts/code.html", form)
    token = services.second_factor.pass_second(
        user, form.code.data, now=datetime.now(UTC), browser=browser.name(), id_token=pending.id_token
    )
    if token is None:
        form.code.errors = [_("This code is wrong or has served already. Wait for the next one.")]
        return form_page("accounts/code.html", form)
    browser.enter(token)
    return redirect(addresses.inner(pending.next, otherwise=url_for("organisations.home")), 303)


@blueprint.post("/sign-out")
@allow(Access.PUBLIC)
def sign_out() -> ResponseReturnValue:
    away = None
    if not g.actor.anonymous:
        away = agents.signing_out(current_user.session, back=link("accounts.signed_out"))
        services.end_session(current_user.session, now=datetime.now(UTC))
    browser.leave()
    if away is not None:
        return render_template("accounts/to_provider.html", url=browser.leaving_by(away), leaving=True)
    flash(_("You are signed out."), "success")
    return redirect(url_for("pages.home"), 303)
