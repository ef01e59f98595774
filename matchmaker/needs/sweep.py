"""What happens to needs by the clock: publish the planned, close the overdue, forget abandoned drafts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from matchmaker.accounts.actor import SYSTEM
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.needs import messages, queries, rules
from matchmaker.needs.errors import NotReady
from matchmaker.needs.services import life
from matchmaker.notifications.services import queue

BATCH = 100
REMIND_AFTER = timedelta(days=3)
REMIND_BEFORE = timedelta(days=10)  # an older draft was left on purpose: no mail out of the blue


@jobs.task("needs.publish_due", every_minute=True)
def publish_due() -> None:
    sweep(datetime.now(UTC))


def sweep(now: datetime) -> None:
    publish_planned(now)
    close_overdue(now)
    purge(now)
    remind(now)


def publish_planned(now: datetime) -> int:
    """How many were published. One that is no longer ready goes back to its owner as a draft."""
    needs = queries.due(now, limit=BATCH)
    for need in needs:
        try:
            life.publish(need, SYSTEM, now=now)
        except NotReady:
            life.unschedule(need, SYSTEM, now=now)
    return len(needs)


def close_overdue(now: datetime) -> int:
    needs = queries.overdue(now, limit=BATCH)
    for need in needs:
        life.close(need, SYSTEM, now=now)
    return len(needs)


def purge(now: datetime) -> int:
    """Delete drafts that nobody signed for within `rules.DRAFT_KEPT_DAYS`."""
    needs = queries.abandoned(now - timedelta(days=rules.DRAFT_KEPT_DAYS), limit=BATCH)
    for need in needs:
        db.session.delete(need)
        record(SYSTEM, Action.NEED_DELETED, "need", need.id, now=now, reason="abandoned")
    db.session.flush()
    return len(needs)


def remind(now: datetime) -> None:
    """One mail for a draft left for three days; the outbox's key keeps it to one."""
    for need in queries.left_drafts(now - REMIND_AFTER, now - REMIND_BEFORE, limit=BATCH):
        author = messages.author(need)
        if author is not None:
            queue(messages.draft_left(need, author), now=now)
