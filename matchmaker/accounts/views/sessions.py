"""The browsers that one is signed in with, ended one by one or all others at once."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from matchmaker.accounts import devices, queries, services
from matchmaker.accounts.views.area import blueprint
from matchmaker.web.policy import Access, allow


@blueprint.get("/account/sessions")
@allow(Access.SIGNED_IN)
def sessions() -> ResponseReturnValue:
    found = queries.live_sessions(g.actor.user_id, now=datetime.now(UTC))
    rows = [(row, devices.words(row.browser), row.id == current_user.session.id) for row in found]
    return render_template("accounts/sessions.html", rows=rows)


@blueprint.post("/account/sessions/<id:session_id>/end")
@allow(Access.SIGNED_IN)
def end_session(session_id: int) -> ResponseReturnValue:
    services.end_one(session_id, actor=g.actor, now=datetime.now(UTC))
    flash(_("That browser is signed out."), "success")
    return redirect(url_for("accounts.sessions"), 303)


@blueprint.post("/account/sessions/end-others")
@allow(Access.SIGNED_IN)
def end_other_sessions() -> ResponseReturnValue:
    services.end_all_others(current_user.session, actor=g.actor, now=datetime.now(UTC))
    flash(_("Every other browser is signed out."), "success")
    return redirect(url_for("accounts.sessions"), 303)
