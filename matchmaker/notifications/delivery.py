"""Carry the outbox to the mail server: retried with a growing delay, never sent twice knowingly.

Nothing of the database is held while the mail server is spoken to: a slow one must not stop the site's
writers. A mail is claimed first (its next try is set, committed), then sent, then marked as sent.
"""

from __future__ import annotations

import hashlib
import logging
import smtplib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.engine import CursorResult

from config import Settings
from matchmaker import database
from matchmaker.extensions import db, jobs
from matchmaker.notifications.models import OutboxMail
from matchmaker.notifications.services import DELIVER

log = logging.getLogger(__name__)
BATCH = 50
GIVE_UP_AFTER = 12
PERMANENT = 500
CALENDAR = "agenda.ics"
Send = Callable[[EmailMessage], object]


@jobs.task(DELIVER, every_minute=True)
def deliver() -> None:
    """Send what is due. Without `MAIL_URL` the mails stay in the outbox, where the outbox page shows them."""
    settings = current_app.config["SETTINGS"]
    now = datetime.now(UTC)
    while settings.mail_url is not None and (mails := due(now)):
        if not carry(mails, settings, now=now):
            return


def due(now: datetime) -> list[OutboxMail]:
    """The next mails to send, oldest first, detached: the transaction that read them is over."""
    query = (
        sa.select(OutboxMail)
        .where(OutboxMail.sent_at.is_(None), OutboxMail.due_at <= now, OutboxMail.failed_at.is_(None))
        .where(OutboxMail.held.is_(False), OutboxMail.attempts < GIVE_UP_AFTER)
        .order_by(OutboxMail.id)
        .limit(BATCH)
    )
    with database.access(read_only=True):
        found = list(db.session.execute(query).scalars())
        db.session.expunge_all()
        db.session.rollback()
    return found


def carry(mails: Sequence[OutboxMail], settings: Settings, *, now: datetime) -> bool:
    """Send the mails over one connection; False when the server is away, and the rest had better wait."""
    try:
        with server(str(settings.mail_url)) as send:
            return all(attempt(mail, send, settings.mail_from, now=now) for mail in mails)
    except OSError as error:  # smtplib's errors are OSErrors
        log.warning("mail server unreachable: %s", error)
        for mail in mails:
            if claim(mail, now=now):
                failed(mail, error, now=now)
        return False


def attempt(mail: OutboxMail, send: Send, sender: str, *, now: datetime) -> bool:
    """Send one mail and commit at once, so that a kill right after repeats this one mail at most.

    The Message-ID is derived from the key: a repeated mail is recognised by the reader's server. False
    when the connection was lost; a mail that the server or the format refuses does not stop the others.
    """
    if not claim(mail, now=now):
        return True
    try:
        send(as_email(mail, sender))
    except (OSError, ValueError) as error:
        log.warning("mail %s not sent, attempt %s", mail.id, mail.attempts + 1)
        failed(mail, error, now=now)
        return isinstance(error, smtplib.SMTPException | ValueError) and not isinstance(
            error, smtplib.SMTPServerDisconnected
        )
    note(mail, sent_at=now, last_error=None)
    return True


def failed(mail: OutboxMail, error: Exception, *, now: datetime) -> None:
    """Tried again later, unless there is nothing to hope for: then it is shown to those who can act."""
    over = for_good(error) or mail.attempts + 1 >= GIVE_UP_AFTER
    note(mail, last_error=said(error)[:300], failed_at=now if over else None)


def said(error: Exception) -> str:
    """What the server answered, as people read it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers: Iterable[tuple[int, bytes | str]] = error.recipients.values()
    elif isinstance(error, smtplib.SMTPResponseException):
        answers = [(error.smtp_code, error.smtp_error)]
    else:
        return str(error)
    texts = (
        (code, text if isinstance(text, str) else text.decode("utf-8", "replace")) for code, text in answers
    )
    return "; ".join(f"{code} {text}" for code, text in texts)


def for_good(error: Exception) -> bool:
    """The reader's server answered with a 5xx, or the address is none. A 4xx, or silence, may pass."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(PERMANENT <= code < PERMANENT + 100 for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return PERMANENT <= error.smtp_code < PERMANENT + 100
    return isinstance(error, ValueError)


def claim(mail: OutboxMail, *, now: datetime) -> bool:
    """Take the mail for one try and set when the next one is; False when another worker has taken it."""
    wait = timedelta(minutes=2 ** min(mail.attempts + 1, 9))
    ours = (OutboxMail.id == mail.id, OutboxMail.attempts == mail.attempts, OutboxMail.sent_at.is_(None))
    return _update(ours, {"attempts": mail.attempts + 1, "due_at": now + wait}) == 1


def note(mail: OutboxMail, **values: object) -> None:
    _update((OutboxMail.id == mail.id,), values)


def _update(which: Sequence[sa.ColumnElement[bool]], values: dict[str, object]) -> int:
    done = db.session.execute(sa.update(OutboxMail).where(*which).values(**values))
    db.session.commit()
    return done.rowcount if isinstance(done, CursorResult) else 0


def as_email(mail: OutboxMail, sender: str) -> EmailMessage:
    """Raises ValueError when a line break has found its way into a header."""
    email = EmailMessage()
    email["Subject"], email["From"], email["To"] = mail.subject, sender, mail.recipient
    email["Message-ID"] = message_id(mail.key, sender)
    email["Date"] = mail.created_at
    email["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        email["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        email["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email.set_content(mail.text)
    email.add_alternative(mail.html, subtype="html")
    if mail.calendar:
        email.add_attachment(
            mail.calendar, subtype="calendar", filename=CALENDAR, params={"method": "PUBLISH"}
        )
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
