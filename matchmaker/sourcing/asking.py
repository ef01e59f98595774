"""Questions of firms and replies of the buyer: published together, to everybody, without a name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor
from matchmaker.errors import Conflict, NotFound
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.needs.models import Need
from matchmaker.notifications.services import queue
from matchmaker.sourcing import delivering, messages, rules
from matchmaker.sourcing.errors import ContactClosed, Silence
from matchmaker.sourcing.models_contacts import Contact, Exchange


def ask(contact: Contact, actor: Actor, *, text: str, now: datetime) -> Exchange:
    """Nobody but the team reads it before the reply is published. Raises ContactClosed, Silence."""
    if rules.silent(contact.need):
        raise Silence
    if not rules.can_ask(contact.need, now):
        raise ContactClosed
    one = Exchange(need_id=contact.need_id, contact_id=contact.id, asked=text, asked_at=now)
    db.session.add(one)
    db.session.flush()
    digest = hashlib.sha256(text.encode()).hexdigest()
    record(
        actor,
        Action.QUESTION_ASKED,
        "need",
        contact.need_id,
        now=now,
        supplier=contact.supplier_id,
        question=one.id,
        text_digest=digest,
    )
    mail = messages.to_team(contact.need, "sourcing_question", number=one.id)
    if mail is not None:
        queue(mail, now=now)
    return one


def reply(one: Exchange, need: Need, actor: Actor, *, question: str, text: str, now: datetime) -> None:
    """Publish question and reply to everybody at once; a reply is never changed afterwards.

    The caller holds the need. Raises Silence, Conflict when a colleague has replied already.
    """
    if not rules.can_judge(actor, need):
        raise Silence
    if one.replied_at is not None:
        if (one.question, one.reply) == (question, text):
            return
        raise Conflict
    one.question, one.reply, one.replied_at, one.author_id = question, text, now, actor.user_id
    db.session.flush()
    digest = hashlib.sha256(f"{question}\n{text}".encode()).hexdigest()
    record(actor, Action.QUESTION_ANSWERED, "need", need.id, now=now, question=one.id, text_digest=digest)
    jobs.want(db.session, delivering.DELIVER)


def published(need: Need) -> Sequence[Exchange]:
    """What everybody reads, in the order of the replies."""
    query = sa.select(Exchange).where(Exchange.need_id == need.id, Exchange.replied_at.is_not(None))
    return db.session.execute(query.order_by(Exchange.replied_at, Exchange.id)).scalars().all()


def waiting(need: Need) -> Sequence[Exchange]:
    """For the team: what firms have asked and nobody has answered."""
    query = sa.select(Exchange).where(Exchange.need_id == need.id, Exchange.replied_at.is_(None))
    return db.session.execute(query.order_by(Exchange.id)).scalars().all()


def exchange(need: Need, exchange_id: int) -> Exchange:
    """Raises NotFound."""
    found = db.session.get(Exchange, exchange_id, populate_existing=True)
    if found is None or found.need_id != need.id:
        raise NotFound
    return found
