"""Pages of accounts: register, confirm, sign in and out, forgotten password, one's own account."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import (
    Blueprint,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from matchmaker.accounts import passwords, queries, services, signing
from matchmaker.accounts.errors import DeadLink
from matchmaker.accounts.forms import (
    ForgottenForm,
    NewPasswordForm,
    PasswordChangeForm,
    PressForm,
    ProfileForm,
    RegistrationForm,
    SignInForm,
)
from matchmaker.accounts.models import LinkPurpose, User
from matchmaker.extensions import db, limiter
from matchmaker.web import addresses
from matchmaker.web.forms import Form, once
from matchmaker.web.i18n import COOKIE
from matchmaker.web.policy import Access, allow

blueprint = Blueprint("accounts", __name__)
YEAR = 365 * 24 * 3600


def following() -> str:
    """Where the person was going: `next` when it is a page of ours, else the page for somebody signed in."""
    return addresses.inner(request.values.get("next"), otherwise=url_for("organisations.home"))


def form_page(template: str, form: Form, status: int = 200, **values: object) -> ResponseReturnValue:
    """The form, or the form again as filled in when something is wrong (422)."""
    if form.has_errors:
        status = 422
    return render_template(template, form=form, has_errors=form.has_errors, **values), status


@blueprint.route("/register", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit("20 per hour", methods=["POST"])
def register() -> ResponseReturnValue:
    if not g.actor.anonymous:
        return redirect(following(), 303)
    form = RegistrationForm()
    if not form.validate_on_submit():
        return form_page("accounts/register.html", form, next=request.values.get("next"))
    password_hash = signing.hashed(form.password.data)
    session[signing.WAITING] = {"email": queries.folded(form.email.data), "next": following()}
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
    waiting = session.get(signing.WAITING) or {}
    return render_template("accounts/check_mail.html", email=waiting.get("email"))


@blueprint.route("/confirm", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit("60 per hour", methods=["POST"])
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
    waiting = session.get(signing.WAITING) or {}
    if waiting.get("email") != user.email:
        flash(_("Your address is confirmed."), "success")
        return redirect(url_for("accounts.sign_in"), 303)
    signing.enter(services.open_session(user, now=now, browser=signing.browser()))
    flash(_("Your address is confirmed."), "success")
    return redirect(addresses.inner(waiting.get("next"), otherwise=url_for("organisations.home")), 303)


def dead_link(purpose: LinkPurpose) -> ResponseReturnValue:
    """One sentence whatever the reason, and the way to a new link."""
    return render_template("accounts/dead_link.html", purpose=purpose.value), 410


@blueprint.route("/sign-in", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def sign_in() -> ResponseReturnValue:
    if not g.actor.anonymous and request.method == "GET":
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
        session[signing.WAITING] = {"email": user.email, "next": following()}
        return redirect(url_for("accounts.check_mail"), 303)
    signing.enter(token)
    return redirect(following(), 303)


def _checked(email: str, password: str) -> tuple[User, str | None] | None:
    """Read, let go, check, then write: see `signing.reading`."""
    now = datetime.now(UTC)
    with signing.reading():
        services.refuse_throttled(email, now=now)
        known = queries.credentials(email)
    right = len(password) <= passwords.LONGEST and passwords.matches(known.password_hash, password)
    return services.sign_in(email, known, right=right, browser=signing.browser(), now=now)


@blueprint.post("/sign-out")
@allow(Access.PUBLIC)
def sign_out() -> ResponseReturnValue:
    if not g.actor.anonymous:
        services.end_session(current_user.session, now=datetime.now(UTC))
    signing.leave()
    flash(_("You are signed out."), "success")
    return redirect(url_for("pages.home"), 303)


@blueprint.route("/password/forgotten", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit("20 per hour", methods=["POST"])
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
@limiter.limit("60 per hour", methods=["POST"])
def reset() -> ResponseReturnValue:
    """The link of the mail, for whoever holds it; it works until a new password is chosen."""
    form, now, token = NewPasswordForm(), datetime.now(UTC), request.values.get("token", "")
    with signing.reading():
        link = queries.live_link(token, LinkPurpose.RESET, now=now)
        email = link.user.email if link is not None else None
    if email is None:
        return dead_link(LinkPurpose.RESET)
    if not form.validate_on_submit():
        return form_page("accounts/reset.html", form, email=email)
    password_hash = signing.hashed(form.password.data)
    try:
        user = services.reset_password(token, password_hash=password_hash, now=now)
    except DeadLink:
        return dead_link(LinkPurpose.RESET)
    signing.enter(services.open_session(user, now=now, browser=signing.browser()))
    flash(_("Your new password is set. Every other device was signed out."), "success")
    return redirect(url_for("organisations.home"), 303)


@blueprint.route("/account", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def profile() -> ResponseReturnValue:
    user = db.session.get_one(User, g.actor.user_id)
    form = ProfileForm(obj=user)
    if not form.validate_on_submit():
        return form_page("accounts/profile.html", form, user=user, memberships=g.actor.memberships)
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
    if not form.validate_on_submit():
        return form_page("accounts/password.html", form)
    if not _own_password(form.current.data):
        form.current.errors = [_("This is not your present password.")]
        return form_page("accounts/password.html", form)
    password_hash = signing.hashed(form.password.data)
    services.change_password(current_user.session, password_hash=password_hash, now=datetime.now(UTC))
    flash(_("Your new password is set. Every other device was signed out."), "success")
    return redirect(url_for("accounts.profile"), 303)


def _own_password(password: str) -> bool:
    """Counted and throttled like a sign-in: a browser left open must not let passwords be guessed."""
    now, email = datetime.now(UTC), g.actor.email
    with signing.reading():
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
