"""Sign in and out."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matchmaker.accounts import passwords, queries, services
from matchmaker.accounts.forms import SignInForm
from matchmaker.accounts.models import User
from matchmaker.accounts.views import browser
from matchmaker.accounts.views.area import blueprint, following, form_page
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
    user, token = outcome
    if token is None:
        session[browser.WAITING] = {"email": user.email, "next": following()}
        return redirect(url_for("accounts.check_mail"), 303)
    browser.enter(token)
    return redirect(following(), 303)


def _checked(email: str, password: str) -> tuple[User, str | None] | None:
    """Read, let go, check, then write: see `browser.reading`."""
    now = datetime.now(UTC)
    with browser.reading():
        services.refuse_throttled(email, now=now)
        known = queries.credentials(email)
    right = len(password) <= passwords.LONGEST and passwords.matches(known.password_hash, password)
    return services.sign_in(email, known, right=right, browser=browser.name(), now=now)


@blueprint.post("/sign-out")
@allow(Access.PUBLIC)
def sign_out() -> ResponseReturnValue:
    if not g.actor.anonymous:
        services.end_session(current_user.session, now=datetime.now(UTC))
    browser.leave()
    flash(_("You are signed out."), "success")
    return redirect(url_for("pages.home"), 303)
