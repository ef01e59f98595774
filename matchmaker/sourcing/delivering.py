"""Hand each firm what it must receive, once: invitation, replies, documents, reminders, outcome.

What is due is computed from the rows, never from a list of errands: whatever was interrupted is found
again by the next minute's sweep. The row of the register and the mail are one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from matchmaker.accounts.actor import SYSTEM
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.needs.deadlines import in_paris
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.notifications.messages import Message
from matchmaker.notifications.services import queue
from matchmaker.sourcing import messages
from matchmaker.sourcing.messages import Reader
from matchmaker.sourcing.models_contacts import Contact, Delivery, Exchange, Response, Round, Told
from matchmaker.sourcing.models_dossier import SharedDocument

DELIVER = "sourcing.deliver"
BATCH = 200
# The end of a need, as a number that the register keeps: each is told once.
OUTCOMES = {NeedStatus.CLOSED: 1, NeedStatus.TENDERED: 2, NeedStatus.AWARDED: 3, NeedStatus.WITHDRAWN: 4}
FIRST_REMINDER, LAST_REMINDER = timedelta(days=7), timedelta(days=2)
OPENS, SHUTS, SATURDAY = 8, 20, 5
Write = Callable[[Reader], Message]


@jobs.task(DELIVER, every_minute=True)
def deliver() -> None:
    carry(datetime.now(UTC))


def carry(now: datetime) -> int:
    """How many things were handed over; what is left of a long list goes at the next turn."""
    done = invitations(now) + replies(now) + documents(now) + outcomes(now)
    if at_work(now):
        done += reminders(now)
    if done >= BATCH:
        jobs.want(db.session, DELIVER)
    return done


def at_work(now: datetime) -> bool:
    """Mails that can wait are not written at night (20–8) nor at week-ends."""
    here = in_paris(now)
    return here.weekday() < SATURDAY and OPENS <= here.hour < SHUTS


def _never(told: Told, object_id: object) -> sa.ColumnElement[bool]:
    """Of the contacts of the outer query, those that have not received this yet."""
    row = aliased(Delivery)
    inner = sa.select(row.id).where(
        row.contact_id == Contact.id, row.told == told, row.object_id == object_id
    )
    return ~inner.exists()


def invitations(now: datetime) -> int:
    query = (
        sa.select(Contact, Round)
        .join(Round, Round.id == Contact.round_id)
        .join(Need, Need.id == Contact.need_id)
        .where(Round.send_at <= now, _never(Told.INVITATION, Round.id))
        .where(Need.status == NeedStatus.PUBLISHED, Need.answers_until > now)
    )
    rows = db.session.execute(query.order_by(Contact.id).limit(BATCH)).all()
    joined = _joined({of.need_id for _one, of in rows})
    for one, of in rows:
        found = joined.get(of.need_id, [])
        write, digests = messages.invitation(one, of, found), [document.digest for document in found]
        hand(one, Told.INVITATION, of.id, write, now=now, documents=digests)
    return len(rows)


def _joined(need_ids: Collection[int]) -> dict[int, list[SharedDocument]]:
    """The documents of these needs, in order: what leaves with an invitation."""
    query = sa.select(SharedDocument).where(SharedDocument.need_id.in_(list(need_ids)))
    found: dict[int, list[SharedDocument]] = {}
    for one in db.session.execute(query.order_by(SharedDocument.number)).scalars():
        found.setdefault(one.need_id, []).append(one)
    return found


def documents(now: datetime) -> int:
    """To whoever was told before the document came; the others find it in the invitation or on the page."""
    invited = (
        sa.select(Delivery.at)
        .where(Delivery.contact_id == Contact.id, Delivery.told == Told.INVITATION)
        .limit(1)
        .scalar_subquery()
    )
    query = (
        sa.select(Contact, SharedDocument)
        .join(SharedDocument, SharedDocument.need_id == Contact.need_id)
        .join(Need, Need.id == Contact.need_id)
        .where(SharedDocument.added_at > sa.func.coalesce(invited, Contact.created_at))
        .where(Need.status != NeedStatus.WITHDRAWN, _reached(), _never(Told.DOCUMENT, SharedDocument.id))
    )
    rows = db.session.execute(query.order_by(SharedDocument.id, Contact.id).limit(BATCH)).all()
    return _hand_all(((one, Told.DOCUMENT, of.id, messages.document(one, of)) for one, of in rows), now=now)


def replies(now: datetime) -> int:
    """To whoever was there before the reply; those who come later find it on the page they open."""
    query = (
        sa.select(Contact, Exchange)
        .join(Exchange, Exchange.need_id == Contact.need_id)
        .join(Need, Need.id == Contact.need_id)
        .where(Exchange.replied_at.is_not(None), Exchange.replied_at > Contact.created_at)
        .where(Need.status != NeedStatus.WITHDRAWN, _reached(), _never(Told.REPLY, Exchange.id))
    )
    rows = db.session.execute(query.order_by(Exchange.id, Contact.id).limit(BATCH)).all()
    return _hand_all(((one, Told.REPLY, of.id, messages.reply(one, of)) for one, of in rows), now=now)


def _reached() -> sa.ColumnElement[bool]:
    """Come by themselves, or already invited by mail."""
    told = sa.select(Delivery.id).where(Delivery.contact_id == Contact.id, Delivery.told == Told.INVITATION)
    return sa.or_(Contact.round_id.is_(None), told.exists())


def outcomes(now: datetime) -> int:
    """Nobody is left without a word: how the need ended, to all who were invited or came."""
    number = sa.case({status.value: code for status, code in OUTCOMES.items()}, value=Need.status, else_=0)
    query = (
        sa.select(Contact)
        .join(Need, Need.id == Contact.need_id)
        .where(Need.status.in_(list(OUTCOMES)), _reached(), _never(Told.OUTCOME, number))
    )
    rows = db.session.execute(query.order_by(Contact.id).limit(BATCH)).scalars().all()
    return _hand_all(
        ((one, Told.OUTCOME, OUTCOMES[one.need.status], messages.outcome(one)) for one in rows), now=now
    )


def reminders(now: datetime) -> int:
    """To the silent, twice at most: a week after the invitation, and two days before the deadline."""
    invited = sa.and_(Delivery.contact_id == Contact.id, Delivery.told == Told.INVITATION)
    answered = sa.select(Response.id).where(Response.contact_id == Contact.id).exists()
    base = (
        sa.select(Contact)
        .join(Need, Need.id == Contact.need_id)
        .join(Delivery, invited)
        .where(Need.status == NeedStatus.PUBLISHED, ~answered)
        .order_by(Contact.id)
        .limit(BATCH)
    )
    first = (Delivery.at <= now - FIRST_REMINDER, Need.answers_until > now + LAST_REMINDER)
    last = (
        Delivery.at <= now - LAST_REMINDER,
        Need.answers_until <= now + LAST_REMINDER,
        Need.answers_until > now,
    )
    done = 0
    for number, due in ((1, first), (2, last)):
        rows = db.session.execute(base.where(*due, _never(Told.REMINDER, number))).scalars().all()
        done += _hand_all(
            ((one, Told.REMINDER, number, messages.reminder(one, number)) for one in rows), now=now
        )
    return done


def _hand_all(things: Iterable[tuple[Contact, Told, int, Write]], *, now: datetime) -> int:
    done = 0
    for contact, told, object_id, write in things:
        hand(contact, told, object_id, write, now=now)
        done += 1
    return done


def hand(
    contact: Contact, told: Told, object_id: int, write: Write, *, now: datetime, **facts: object
) -> None:
    """One thing to one firm: the register's row, the journal's entry and the mails, together."""
    readers = sum(queue(write(reader), now=now) for reader in messages.readers(contact.supplier, now=now))
    db.session.add(Delivery(contact_id=contact.id, told=told, object_id=object_id, at=now, readers=readers))
    db.session.flush()
    record(
        SYSTEM,
        Action.SUPPLIERS_TOLD,
        "need",
        contact.need_id,
        now=now,
        supplier=contact.supplier_id,
        told=told.value,
        number=object_id,
        readers=readers,
        **facts,
    )
