"""`flask outbox …`: what waits, what was held back after a restore, and the decision about it."""

from __future__ import annotations

from datetime import UTC, datetime

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from sqlalchemy.engine import CursorResult

from matchmaker.extensions import db, jobs
from matchmaker.notifications.models import OutboxMail
from matchmaker.notifications.services import DELIVER
from matchmaker.web.transaction import transaction

outbox = AppGroup("outbox", help="Mails that wait.")
HELD = (OutboxMail.held.is_(True), OutboxMail.sent_at.is_(None))


@outbox.command("held")
def held() -> None:
    """List the mails held back after a restore: number, moment, kind, subject."""
    query = sa.select(OutboxMail).where(*HELD).order_by(OutboxMail.id)
    for mail in db.session.execute(query).scalars():
        click.echo(f"{mail.id}\t{mail.created_at.isoformat(timespec='minutes')}\t{mail.kind}\t{mail.subject}")


@outbox.command("release")
@click.argument("numbers", nargs=-1, type=click.IntRange(1, 2**31 - 1))
def release(numbers: tuple[int, ...]) -> None:
    """Send the held mails, or those of these NUMBERS only."""
    _decide(numbers, held=False, due_at=datetime.now(UTC))


@outbox.command("discard")
@click.argument("numbers", nargs=-1, type=click.IntRange(1, 2**31 - 1))
def discard(numbers: tuple[int, ...]) -> None:
    """Never send the held mails, or those of these NUMBERS: they count as sent by the machine before."""
    _decide(numbers, held=False, sent_at=datetime.now(UTC), last_error="discarded after a restore")


def _decide(numbers: tuple[int, ...], **values: object) -> None:
    which = [*HELD, OutboxMail.id.in_(numbers)] if numbers else HELD
    with transaction():
        done = db.session.execute(sa.update(OutboxMail).where(*which).values(**values))
        jobs.want(db.session, DELIVER)
        count = done.rowcount if isinstance(done, CursorResult) else 0
    click.echo(f"{count} mails", err=True)
