"""The outbox page, outside production while no mail server is set; and the end of a kind of mail."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.extensions import csrf, db
from matchmaker.notifications import kinds, preferences, refusals
from matchmaker.notifications.forms import preferences_form
from matchmaker.notifications.models import OutboxMail
from matchmaker.web.pagination import paginate
from matchmaker.web.policy import Access, allow

blueprint = Blueprint("notifications", __name__)


@blueprint.get("/outbox")
@allow(Access.DEVELOPMENT)
def outbox() -> ResponseReturnValue:
    if current_app.config["SETTINGS"].mail_url is not None:
        abort(404)
    mails = db.session.execute(sa.select(OutboxMail).order_by(OutboxMail.id.desc()).limit(50)).scalars()
    return render_template("notifications/outbox.html", mails=mails)


@blueprint.route("/unsubscribe/<signed>", methods=["GET", "POST"])
@csrf.exempt
@allow(Access.PUBLIC)
def unsubscribe(signed: str) -> ResponseReturnValue:
    """One press. Mail programs post here by themselves, so no form token: the signature says who asks."""
    email, kind = refusals.signed_by_us(signed)
    if request.method == "POST":
        refusals.refuse(email, kind, now=datetime.now(UTC))
    return render_template("notifications/unsubscribe.html", done=refusals.refused(email, kind))


@blueprint.route("/account/mails", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def choose() -> ResponseReturnValue:
    """Each kind of mail that concerns the reader: at once, gathered, or not at all."""
    roles = {one.role.value for one in g.actor.memberships}
    offered = [one for one in kinds.known().values() if not one.roles or one.roles & roles]
    form = preferences_form(offered, g.actor.email)
    if form.validate_on_submit():
        for kind in offered:
            preferences.choose(g.actor.email, kind.key, form.wanted(kind), now=datetime.now(UTC))
        flash(_("Your choice is recorded."), "success")
        return redirect(url_for("notifications.choose"), 303)
    failed = sa.select(OutboxMail).where(
        OutboxMail.recipient == g.actor.email, OutboxMail.failed_at.is_not(None)
    )
    undelivered = db.session.execute(failed.order_by(OutboxMail.id.desc()).limit(5)).scalars().all()
    page = render_template(
        "notifications/preferences.html", form=form, kinds=offered, undelivered=undelivered
    )
    return page, 422 if form.has_errors else 200


@blueprint.get("/admin/undelivered")
@allow(Access.ADMINISTRATOR)
def undelivered() -> ResponseReturnValue:
    """What no server took, newest first: addresses to correct, firms to telephone to."""
    query = sa.select(OutboxMail).where(OutboxMail.failed_at.is_not(None))
    return render_template(
        "notifications/undelivered.html", page=paginate(query.order_by(OutboxMail.failed_at.desc()))
    )
