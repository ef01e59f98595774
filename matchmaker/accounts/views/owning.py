"""One's own account: name, language, password, and for whom one acts."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import current_app, flash, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matchmaker.accounts import passwords, queries, services
from matchmaker.accounts.forms import PasswordChangeForm, ProfileForm
from matchmaker.accounts.models import User
from matchmaker.accounts.views import browser
from matchmaker.accounts.views.area import blueprint, following, form_page
from matchmaker.extensions import db
from matchmaker.web.i18n import COOKIE
from matchmaker.web.policy import Access, allow

YEAR = 365 * 24 * 3600


@blueprint.route("/account", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def profile() -> ResponseReturnValue:
    user = db.session.get_one(User, g.actor.user_id)
    form = ProfileForm(obj=user)
    if not form.validate_on_submit():
        return form_page(
            "accounts/profile.html",
            form,
            user=user,
            memberships=g.actor.memberships,
            identities=queries.identities(user.id),
        )
    services.change_profile(
        user,
        first_name=form.first_name.data,
        last_name=form.last_name.data,
        locale=form.locale.data,
        now=datetime.now(UTC),
    )
    flash(_("Your account is saved."), "success")
    response = make_response(redirect(url_for("accounts.profile"), 303))
    secure = current_app.config["SETTINGS"].production
    response.set_cookie(COOKIE, user.locale, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
    return response


@blueprint.route("/account/password", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def password() -> ResponseReturnValue:
    form = PasswordChangeForm()
    form.known = (g.actor.email, g.actor.name)
    if not form.validate_on_submit():
        return form_page("accounts/password.html", form)
    if not own_password(form.current.data):
        form.current.errors = [_("This is not your present password.")]
        return form_page("accounts/password.html", form)
    password_hash = browser.hashed(form.password.data)
    services.change_password(current_user.session, password_hash=password_hash, now=datetime.now(UTC))
    flash(_("Your new password is set. Every other device was signed out."), "success")
    return redirect(url_for("accounts.profile"), 303)


def own_password(password: str) -> bool:
    """Counted and throttled like a sign-in: a browser left open must not let passwords be guessed."""
    now, email = datetime.now(UTC), g.actor.email
    with browser.reading():
        services.refuse_throttled(email, now=now)
        known = queries.credentials_of(g.actor.user_id)
    right = passwords.matches(known.password_hash, password)
    if not right:
        services.count_failure(email, now=now)
    return right


@blueprint.post("/account/acting-for")
@allow(Access.SIGNED_IN)
def act_for() -> ResponseReturnValue:
    chosen = request.form.get("membership_id", "")
    number = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 10 else 0
    services.act_for(current_user.session, number, actor=g.actor)
    return redirect(following(), 303)
