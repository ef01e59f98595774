"""One's own data: taken away as a file, or erased for good."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.accounts import services
from matchmaker.accounts.forms import ErasureForm
from matchmaker.accounts.models import User
from matchmaker.accounts.services import leaving
from matchmaker.accounts.views import browser
from matchmaker.accounts.views.area import blueprint, form_page
from matchmaker.accounts.views.owning import own_password
from matchmaker.extensions import db, limiter
from matchmaker.web.limits import exports
from matchmaker.web.policy import Access, allow


@blueprint.get("/account/data")
@allow(Access.SIGNED_IN)
def my_data() -> ResponseReturnValue:
    """What is held, by the register's own lines, and the two doors: take away, erase."""
    return render_template("accounts/my_data.html", holdings=leaving.holdings())


@blueprint.post("/account/data/export")
@allow(Access.SIGNED_IN)
@limiter.limit(exports)
def export_data() -> ResponseReturnValue:
    user, now = db.session.get_one(User, g.actor.user_id), datetime.now(UTC)
    found = services.export(user, actor=g.actor, now=now)
    text = json.dumps(found, ensure_ascii=False, indent=2, default=_written)
    headers = {
        "Content-Disposition": f"attachment; filename=donnees-{now:%Y-%m-%d}.json",
        "Cache-Control": "no-store, private",
    }
    return Response(text, mimetype="application/json", headers=headers)


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


@blueprint.route("/account/erase", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def erase() -> ResponseReturnValue:
    form = ErasureForm()
    alone = [one.name for one in g.actor.memberships if one.manager]
    if not form.validate_on_submit():
        return form_page("accounts/erase.html", form, managed=alone)
    if not own_password(form.current.data):
        form.current.errors = [_("This is not your present password.")]
        return form_page("accounts/erase.html", form, managed=alone)
    user = db.session.get_one(User, g.actor.user_id)
    services.erase(user, actor=g.actor, now=datetime.now(UTC))
    browser.leave()
    flash(_("Your account is erased. Nothing here leads to you any more."), "success")
    return redirect(url_for("pages.home"), 303)
