"""Carry the outbox to the mail server: retried with a growing delay, never sent twice knowingly."""

from __future__ import annotations

import hashlib
import logging
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from flask import current_app

from matchmaker.extensions import db, jobs
from matchmaker.notifications.models import OutboxMail
from matchmaker.notifications.services import DELIVER

log = logging.getLogger(__name__)
BATCH = 50
GIVE_UP_AFTER = 12
Send = Callable[[EmailMessage], object]


@jobs.task(DELIVER, every_minute=True)
def deliver() -> None:
    """Send what is due. Without `MAIL_URL` the mails stay in the outbox, where the outbox page shows them."""
    settings = current_app.config["SETTINGS"]
    if settings.mail_url is None:
        return
    now = datetime.now(UTC)
    mails = due(now)
    if mails:
        with server(settings.mail_url) as send:
            for mail in mails:
                attempt(mail, send, settings.mail_from, now=now)


def due(now: datetime) -> list[OutboxMail]:
    query = (
        sa.select(OutboxMail)
        .where(OutboxMail.sent_at.is_(None), OutboxMail.due_at <= now, OutboxMail.attempts < GIVE_UP_AFTER)
        .order_by(OutboxMail.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    return list(db.session.execute(query).scalars())


def attempt(mail: OutboxMail, send: Send, sender: str, *, now: datetime) -> None:
    """Send one mail and commit at once, so that a kill right after repeats this one mail at most.

    The Message-ID is derived from the key: a repeated mail is recognised by the reader's server.
    """
    mail.attempts += 1
    try:
        send(as_email(mail, sender))
    except (OSError, smtplib.SMTPException) as error:
        mail.last_error = str(error)[:300]
        mail.due_at = now + timedelta(minutes=2 ** min(mail.attempts, 9))
        log.warning("mail %s not sent, attempt %s", mail.id, mail.attempts)
    else:
        mail.sent_at, mail.last_error = now, None
    db.session.commit()


def as_email(mail: OutboxMail, sender: str) -> EmailMessage:
    email = EmailMessage()
    email["Subject"], email["From"], email["To"] = mail.subject, sender, mail.recipient
    email["Message-ID"] = message_id(mail.key, sender)
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(mail.text)
    email.add_alternative(mail.html, subtype="html")
    return email


def message_id(key: str, sender: str) -> str:
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"<{digest}@{sender.rsplit('@', 1)[-1].rstrip('> ')}>"


@contextmanager
def server(url: str) -> Iterator[Send]:
    """`smtp://user:password@host:port`, `smtps://…` for TLS from the start, `smtp+tls://…` for STARTTLS."""
    parts = urlsplit(url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "localhost", parts.port or 25, timeout=20) as client:
        if parts.scheme == "smtp+tls":
            client.starttls()
        if parts.username:
            client.login(unquote(parts.username), unquote(parts.password or ""))
        yield client.send_message
