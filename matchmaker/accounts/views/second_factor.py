"""Set up, confirm and remove the second factor."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import segno
from flask import Response, current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matchmaker.accounts import queries, services, totp
from matchmaker.accounts.forms import CodeForm, OwnPasswordForm, PressForm
from matchmaker.accounts.models import SecondFactor, User
from matchmaker.accounts.views.area import blueprint, form_page
from matchmaker.accounts.views.owning import own_password
from matchmaker.extensions import db
from matchmaker.web.policy import Access, allow


@blueprint.route("/account/second-factor", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def second_factor() -> ResponseReturnValue:
    """What it is and how it stands; the button begins."""
    form = PressForm()
    if form.validate_on_submit():
        services.second_factor.begin(_user(), now=datetime.now(UTC))
        return redirect(url_for("accounts.set_second_factor"), 303)
    return render_template(
        "accounts/second_factor.html",
        form=form,
        factor=queries.second_factor(g.actor.user_id),
        codes_left=queries.recovery_codes_left(g.actor.user_id),
        obligatory=_obligatory(),
    )


@blueprint.route("/account/second-factor/set-up", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def set_second_factor() -> ResponseReturnValue:
    """The square to read, its secret in letters, and the first code; then the recovery codes, once."""
    factor, form = _begun(), CodeForm()
    if factor is None:
        return redirect(url_for("accounts.second_factor"), 303)
    if form.validate_on_submit():
        codes = services.second_factor.confirm(current_user.session, form.code.data, now=datetime.now(UTC))
        if codes is not None:
            return render_template("accounts/recovery_codes.html", codes=codes)
        form.code.errors = [_("This code is wrong. Check that your telephone shows the right time.")]
    return form_page("accounts/set_second_factor.html", form, secret=_spaced(factor.secret))


@blueprint.get("/account/second-factor/code.svg")
@allow(Access.SIGNED_IN)
def second_factor_square() -> ResponseReturnValue:
    """An image of its own address: the content policy lets no drawing into the page by another way."""
    factor = _begun()
    if factor is None:
        return redirect(url_for("accounts.second_factor"), 303)
    site = current_app.config["SETTINGS"].site_name
    drawn = io.BytesIO()
    segno.make(totp.uri(factor.secret, account=g.actor.email, site=site), error="m").save(
        drawn, kind="svg", scale=5, border=4, dark="#000", light="#fff"
    )
    return Response(
        drawn.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "no-store, private"}
    )


@blueprint.route("/account/second-factor/recovery-codes", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def recovery_codes() -> ResponseReturnValue:
    """New recovery codes; the former serve no more."""
    form = OwnPasswordForm()
    if queries.second_factor(g.actor.user_id) is None:
        return redirect(url_for("accounts.second_factor"), 303)
    if not form.validate_on_submit() or not _right(form):
        return form_page("accounts/new_recovery_codes.html", form)
    codes = services.second_factor.renew_recovery_codes(_user(), now=datetime.now(UTC))
    return render_template("accounts/recovery_codes.html", codes=codes)


@blueprint.route("/account/second-factor/remove", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def remove_second_factor() -> ResponseReturnValue:
    form = OwnPasswordForm()
    if queries.second_factor(g.actor.user_id) is None or _obligatory():
        return redirect(url_for("accounts.second_factor"), 303)
    if not form.validate_on_submit() or not _right(form):
        return form_page("accounts/remove_second_factor.html", form)
    services.second_factor.remove(_user(), actor=g.actor, now=datetime.now(UTC))
    flash(_("The second factor is removed: your password alone signs you in."), "success")
    return redirect(url_for("accounts.profile"), 303)


def _user() -> User:
    return db.session.get_one(User, g.actor.user_id)


def _begun() -> SecondFactor | None:
    """The secret that waits for its first code; a confirmed one is never shown again."""
    factor = db.session.get(SecondFactor, g.actor.user_id)
    return factor if factor is not None and factor.confirmed_at is None else None


def _obligatory() -> bool:
    asked: bool = current_app.config["SETTINGS"].administrators_second_factor
    return asked and _user().administrator


def _right(form: OwnPasswordForm) -> bool:
    right = own_password(form.current.data)
    if not right:
        form.current.errors = [_("This is not your present password.")]
    return right


def _spaced(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
