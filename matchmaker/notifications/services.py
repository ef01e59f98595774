"""Queue a mail in the caller's transaction; the worker carries it out after the commit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from flask import current_app, render_template
from flask_babel import force_locale

from matchmaker.extensions import db, jobs
from matchmaker.notifications import refusals
from matchmaker.notifications.messages import Message
from matchmaker.notifications.models import OutboxMail

DELIVER = "notifications.deliver"
LONGEST_SUBJECT = 300


def queue(message: Message, *, now: datetime, due: datetime | None = None) -> bool:
    """Render the mail in its reader's language and put it in the outbox, once per key.

    False when the reader wants no more mails of this kind.
    """
    known = sa.select(OutboxMail.id).where(OutboxMail.key == message.key)
    if db.session.execute(known).first() is not None:
        return True
    if message.refusable and refusals.refused(message.recipient, message.kind):
        return False
    subject, text, html = render(message)
    db.session.add(
        OutboxMail(
            key=message.key,
            kind=message.kind,
            recipient=message.recipient,
            subject=subject,
            text=text,
            html=html,
            created_at=now,
            due_at=due or now,
            unsubscribe=unsubscribe_url(message),
        )
    )
    jobs.want(db.session, DELIVER)
    return True


def unsubscribe_url(message: Message) -> str:
    """Empty for the mails that nobody may do without."""
    if not message.refusable:
        return ""
    return link("notifications.unsubscribe", signed=refusals.sign(message.recipient, message.kind))


def render(message: Message) -> tuple[str, str, str]:
    """Subject (always one line), plain text and HTML."""
    folder = f"emails/{message.template}"
    values = {**message.values, "link": link, "locale": message.locale}
    values["unsubscribe_url"] = unsubscribe_url(message)
    with force_locale(message.locale):
        subject = subject_line(message.template, values)
        text = render_template(f"{folder}/body.txt", **values).strip() + "\n"
        html = render_template(f"{folder}/body.html", subject=subject, **values)
    return subject, text, html


def subject_line(template: str, values: Mapping[str, object]) -> str:
    """One line whatever the values hold, and no longer than its column."""
    text = " ".join(render_template(f"emails/{template}/subject.txt", **values).split())
    return text if len(text) <= LONGEST_SUBJECT else text[: LONGEST_SUBJECT - 1] + "…"


def link(endpoint: str, **values: object) -> str:
    """An absolute address on the configured host, whatever host the request named."""
    path = current_app.url_map.bind("").build(endpoint, values)
    base: str = current_app.config["SETTINGS"].base_url
    return base + path
