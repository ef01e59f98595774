"""What the outbox keeps of a person: the mails sent to their address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.extensions import db
from matchmaker.notifications.models import MailRefusal, OutboxMail
from matchmaker.personal_data import Holding, Person


def export(person: Person) -> Sequence[Mapping[str, object]]:
    query = sa.select(OutboxMail).where(OutboxMail.recipient == person.email).order_by(OutboxMail.id)
    return [
        {"subject": mail.subject, "text": mail.text, "written": mail.created_at, "sent": mail.sent_at}
        for mail in db.session.execute(query).scalars()
    ]


def erase(person: Person, *, now: datetime) -> None:
    db.session.execute(sa.delete(OutboxMail).where(OutboxMail.recipient == person.email))
    db.session.execute(sa.delete(MailRefusal).where(MailRefusal.email == person.email))


HOLDING = Holding(
    key="mails",
    what=_l("Mails sent to you: address, subject, text, when they left"),
    purpose=_l("To send each once, and to answer when one has not arrived."),
    basis=_l("the contract of use."),
    kept=_l("a year."),
    seen_by=_l("the administrators."),
    export=export,
    erase=erase,
)
