"""Queue a mail in the caller's transaction; the worker carries it out after the commit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from flask import current_app, render_template
from flask_babel import force_locale

from matchmaker.extensions import db, jobs
from matchmaker.notifications import hours, preferences, refusals
from matchmaker.notifications.kinds import DIGEST, GATHERED, Frequency, known
from matchmaker.notifications.messages import Message
from matchmaker.notifications.models import DigestItem, OutboxMail

DELIVER = "notifications.deliver"
LONGEST_SUBJECT = 300


def queue(message: Message, *, now: datetime, due: datetime | None = None, held: bool = False) -> bool:
    """Render the mail in its reader's language; put it in the outbox, or aside for the reader's digest.

    Once per key. False when the reader wants no more mails of this kind. `due`: not before that moment.
    """
    if _queued(message.key):
        return True
    wanted = _wanted(message)
    if wanted is Frequency.NEVER:
        return False
    if wanted in GATHERED:
        _put_aside(message, now=now, due=hours.due(wanted, now))
        return True
    kind = known().get(message.kind)
    waits = message.refusable and kind is not None and kind.waits
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
            due_at=due or (hours.opening(now) if waits else now),
            unsubscribe=unsubscribe_url(message),
            held=held,
            calendar=message.calendar,
        )
    )
    jobs.want(db.session, DELIVER)
    return True


def _put_aside(message: Message, *, now: datetime, due: datetime) -> None:
    db.session.add(
        DigestItem(
            key=message.key,
            kind=message.kind,
            recipient=message.recipient,
            locale=message.locale,
            parts=_parts(message),
            created_at=now,
            due_at=due,
        )
    )
    db.session.flush()


def _queued(key: str) -> bool:
    alone = sa.select(OutboxMail.id).where(OutboxMail.key == key)
    gathered = sa.select(DigestItem.id).where(DigestItem.key == key)
    return db.session.execute(sa.union_all(alone, gathered)).first() is not None


def _wanted(message: Message) -> Frequency:
    if not message.refusable:
        return Frequency.AT_ONCE
    said = preferences.frequency(message.recipient, message.kind)
    if said is Frequency.NEVER or message.frequency is None:
        return said
    stopped = message.frequency in GATHERED and preferences.chosen(message.recipient, DIGEST)
    return Frequency.NEVER if stopped else message.frequency


def unsubscribe_url(message: Message) -> str:
    """Empty for the mails that nobody may do without."""
    if not message.refusable:
        return ""
    return link("notifications.unsubscribe", signed=refusals.sign(message.recipient, message.kind))


def render(message: Message) -> tuple[str, str, str]:
    """Subject (always one line), plain text and HTML."""
    folder, values = f"emails/{message.template}", _values(message)
    with force_locale(message.locale):
        subject = subject_line(message.template, values)
        text = render_template(f"{folder}/body.txt", **values).strip() + "\n"
        html = render_template(f"{folder}/body.html", subject=subject, **values)
    return subject, text, html


def _values(message: Message) -> dict[str, object]:
    unsubscribe = unsubscribe_url(message)
    return {**message.values, "link": link, "locale": message.locale, "unsubscribe_url": unsubscribe}


def _parts(message: Message) -> dict[str, str]:
    """What the mail would say, without its frame: for a digest."""
    folder, values = f"emails/{message.template}", _values(message)
    with force_locale(message.locale):
        parts = {"subject": subject_line(message.template, values)}
        for name, ending in (("text", "txt"), ("html", "html")):
            template = current_app.jinja_env.get_template(f"{folder}/body.{ending}")
            found: dict[str, object] = dict(values)
            current_app.update_template_context(found)
            module = template.make_module(found)
            context = template.new_context({**found, **module.__dict__})
            parts[name] = "".join(template.blocks["content"](context)).strip()
            parts["action"] = str(getattr(module, "action", ""))
            parts["action_url"] = str(getattr(module, "action_url", ""))
        parts["unsubscribe_url"] = str(values["unsubscribe_url"])
    return parts


def subject_line(template: str, values: Mapping[str, object]) -> str:
    """One line whatever the values hold, and no longer than its column."""
    text = " ".join(render_template(f"emails/{template}/subject.txt", **values).split())
    return text if len(text) <= LONGEST_SUBJECT else text[: LONGEST_SUBJECT - 1] + "…"


def link(endpoint: str, **values: object) -> str:
    """An absolute address on the configured host, whatever host the request named."""
    path = current_app.url_map.bind("").build(endpoint, values)
    base: str = current_app.config["SETTINGS"].base_url
    return base + path
