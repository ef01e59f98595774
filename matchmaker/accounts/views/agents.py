"""To the agents' identity provider and back; and its part of signing out."""

from __future__ import annotations

import logging
import secrets
import time
from datetime import UTC, datetime

from flask import flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import gettext as _

from matchmaker.accounts import agents, services
from matchmaker.accounts.errors import NotLinked, ProviderRefused
from matchmaker.accounts.views import browser
from matchmaker.accounts.views.area import blueprint, following
from matchmaker.errors import Conflict
from matchmaker.extensions import db
from matchmaker.notifications.services import link
from matchmaker.web import addresses
from matchmaker.web.policy import Access, allow

log = logging.getLogger(__name__)
ASKED = "agent"
MINUTES = 15


@blueprint.get("/sign-in/agent")
@allow(Access.PUBLIC)
def agent_sign_in() -> ResponseReturnValue:
    try:
        return redirect(_asked(linking=False))
    except ProviderRefused as error:
        return _refused(error)


@blueprint.post("/account/agent")
@allow(Access.SIGNED_IN)
def agent_link() -> ResponseReturnValue:
    """A page of ours in between: our content policy lets no form lead elsewhere."""
    try:
        return render_template("accounts/to_provider.html", url=_asked(linking=True))
    except ProviderRefused as error:
        return _refused(error)


def _asked(*, linking: bool) -> str:
    db.session.rollback()  # nothing of the database is held while the provider is spoken to
    state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    url = agents.authorization_url(state=state, nonce=nonce, back=link("accounts.agent_return"))
    until = time.time() + MINUTES * 60
    session[ASKED] = {
        "state": state,
        "nonce": nonce,
        "next": following(),
        "link": linking,
        "until": until,
    }
    return url


@blueprint.get("/sign-in/agent/return")
@allow(Access.PUBLIC)
def agent_return() -> ResponseReturnValue:
    """The provider's answer, believed only by the browser that asked, once."""
    asked = session.pop(ASKED, None)
    try:
        agent = _came_back(asked)
        if asked is not None and asked["link"]:
            return _linked(agent)
        return _entered(agent, asked["next"] if asked is not None else "")
    except ProviderRefused as error:
        return _refused(error)
    except (NotLinked, Conflict) as error:
        flash(gettext(error.message), "error")
        return redirect(url_for("accounts.sign_in"), 303)


def _came_back(asked: dict[str, str] | None) -> agents.Agent:
    state, code = request.args.get("state", ""), request.args.get("code", "")
    if asked is None or float(asked["until"]) < time.time():
        raise ProviderRefused("nothing was asked from this browser")
    if not secrets.compare_digest(state.encode(), asked["state"].encode()):
        raise ProviderRefused("the state is another's")
    if "error" in request.args or not code:
        raise ProviderRefused(f"the provider said {request.args.get('error', '')[:60]!r}")
    db.session.rollback()
    return agents.fetch_agent(code, nonce=asked["nonce"], back=link("accounts.agent_return"))


def _entered(agent: agents.Agent, target: str) -> ResponseReturnValue:
    with browser.writing():
        outcome = services.agents.enter(agent, browser=browser.name(), now=datetime.now(UTC))
        user, email = outcome.user, outcome.user.email
        if outcome.second_factor:
            browser.wait_for_code(user, target, id_token=agent.id_token)
    if outcome.second_factor:
        return redirect(url_for("accounts.code"), 303)
    if outcome.token is None:
        session[browser.WAITING] = {"email": email, "next": target}
        return redirect(url_for("accounts.check_mail"), 303)
    browser.enter(outcome.token)
    return redirect(addresses.inner(target, otherwise=url_for("organisations.home")), 303)


def _linked(agent: agents.Agent) -> ResponseReturnValue:
    if g.actor.anonymous:
        raise ProviderRefused("the session has ended meanwhile")
    with browser.writing():
        services.agents.link(agent, actor=g.actor, now=datetime.now(UTC))
    flash(_("Your account is linked: you can now sign in either way."), "success")
    return redirect(url_for("accounts.profile"), 303)


def _refused(error: ProviderRefused) -> ResponseReturnValue:
    log.warning("identity provider: %s", error.reason)
    flash(gettext(error.message), "error")
    target = "accounts.sign_in" if g.actor.anonymous else "accounts.profile"
    return redirect(url_for(target), 303)


@blueprint.get("/signed-out")
@allow(Access.PUBLIC)
def signed_out() -> ResponseReturnValue:
    """Back from the provider, where the browser has signed out too."""
    expected = session.pop(browser.LEAVING, None)
    if expected is not None and secrets.compare_digest(
        request.args.get("state", "").encode(), expected.encode()
    ):
        flash(_("You are signed out, here and at the identity provider."), "success")
    return redirect(url_for("pages.home"), 303)
