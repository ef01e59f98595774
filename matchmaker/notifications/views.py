"""The outbox page: outside production, and only while no mail server is set, mails are read here."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from matchmaker.extensions import db
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
