"""One mail a day at most for what can wait: items are put aside as they come, and gathered in the morning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from matchmaker.extensions import db, jobs
from matchmaker.journal.messages import head_values
from matchmaker.notifications import hours
from matchmaker.notifications.kinds import DIGEST
from matchmaker.notifications.messages import Message
from matchmaker.notifications.models import DigestItem, OutboxMail
from matchmaker.notifications.services import queue

READERS_AT_ONCE = 100
ITEMS_AT_MOST = 40  # what is beyond waits for the next one


@jobs.task("notifications.gather", every_minute=True)
def gather_due() -> None:
    gather(datetime.now(UTC))


def gather(now: datetime) -> int:
    """How many digests were written. Interrupted or repeated, each item is in one digest."""
    if not hours.at_work(now):
        return 0
    waiting = (DigestItem.gathered_at.is_(None), DigestItem.due_at <= now)
    query = sa.select(DigestItem.recipient).where(*waiting).distinct().order_by(DigestItem.recipient)
    readers = db.session.execute(query.limit(READERS_AT_ONCE)).scalars().all()
    return sum(_write(reader, waiting, now=now) for reader in readers)


def _write(reader: str, waiting: Sequence[sa.ColumnElement[bool]], *, now: datetime) -> bool:
    mine = (DigestItem.recipient == reader, *waiting)
    key = f"{DIGEST}:{reader}:{now.astimezone(hours.PARIS):%Y-%m-%d}"[:200]
    if db.session.execute(sa.select(OutboxMail.id).where(OutboxMail.key == key)).first() is not None:
        later = sa.update(DigestItem).where(*mine).values(due_at=hours.next_morning(now))
        db.session.execute(later)
        return False
    found = db.session.execute(
        sa.select(DigestItem).where(*mine).order_by(DigestItem.id).limit(ITEMS_AT_MOST)
    )
    items = found.scalars().all()
    message = Message(
        key=key,
        kind=DIGEST,
        recipient=reader,
        locale=items[-1].locale,
        template=DIGEST,
        values={"items": [one.parts for one in items], **head_values(now=now)},
        refusable=True,
    )
    queue(message, now=now, held=any(one.held for one in items))
    for one in items:
        one.gathered_at = now
    db.session.flush()
    return True
