"""What the outbox keeps of a person: the mails sent to their address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.extensions import db
from matchmaker.notifications.models import DigestItem, MailPreference, OutboxMail
from matchmaker.personal_data import Holding, Person


def export(person: Person) -> Sequence[Mapping[str, object]]:
    query = sa.select(OutboxMail).where(OutboxMail.recipient == person.email).order_by(OutboxMail.id)
    waiting = sa.select(DigestItem).where(DigestItem.recipient == person.email).order_by(DigestItem.id)
    wishes = sa.select(MailPreference).where(MailPreference.email == person.email)
    found: list[Mapping[str, object]] = [
        {"subject": one.parts["subject"], "text": one.parts["text"], "written": one.created_at}
        for one in db.session.execute(waiting).scalars()
    ]
    found += [
        {"kind": one.kind, "frequency": one.frequency.value, "said": one.at}
        for one in db.session.execute(wishes.order_by(MailPreference.id)).scalars()
    ]
    return found + [
        {"subject": mail.subject, "text": mail.text, "written": mail.created_at, "sent": mail.sent_at}
        for mail in db.session.execute(query).scalars()
    ]


def erase(person: Person, *, now: datetime) -> None:
    db.session.execute(sa.delete(OutboxMail).where(OutboxMail.recipient == person.email))
    db.session.execute(sa.delete(DigestItem).where(DigestItem.recipient == person.email))
    db.session.execute(sa.delete(MailPreference).where(MailPreference.email == person.email))


HOLDING = Holding(
    key="mails",
    what=_l("Mails sent to you: address, subject, text, when they left; how often you want which"),
    purpose=_l("To send each once, and to answer when one has not arrived."),
    basis=_l("the contract of use."),
    kept=_l("a year."),
    seen_by=_l("the administrators."),
    export=export,
    erase=erase,
)
