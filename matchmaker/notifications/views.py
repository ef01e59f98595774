"""The outbox page, outside production while no mail server is set; and the end of a kind of mail."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.extensions import csrf, db
from matchmaker.notifications import refusals
from matchmaker.notifications.models import OutboxMail
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
