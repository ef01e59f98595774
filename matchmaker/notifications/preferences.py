"""How often an address wants a kind of mail: said on a page, or in one click at the foot of a mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matchmaker.extensions import db
from matchmaker.notifications.kinds import DIGEST, GATHERED, Frequency, known
from matchmaker.notifications.models import MailPreference


def frequency(email: str, kind: str) -> Frequency:
    """What the address has chosen, else what is usual; a kind that nobody declared comes at once.

    Who has stopped the digest itself receives nothing that would be gathered.
    """
    said = chosen(email, kind, DIGEST)
    usual = known()[kind].usual if kind in known() else Frequency.AT_ONCE
    found = said.get(kind, usual)
    return Frequency.NEVER if found in GATHERED and DIGEST in said else found


def chosen(email: str, *kinds: str) -> Mapping[str, Frequency]:
    """What the address has said, of these kinds or of all."""
    query = sa.select(MailPreference.kind, MailPreference.frequency).where(MailPreference.email == email)
    if kinds:
        query = query.where(MailPreference.kind.in_(kinds))
    return dict(db.session.execute(query).all())


def choose(email: str, kind: str, wanted: Frequency, *, now: datetime) -> None:
    """Twice is once; choosing a gathered mail takes back that the digest was stopped."""
    row = MailPreference(email=email, kind=kind, frequency=wanted, at=now)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        ours = (MailPreference.email == email, MailPreference.kind == kind)
        db.session.execute(sa.update(MailPreference).where(*ours).values(frequency=wanted, at=now))
    if wanted in GATHERED:
        forget(email, DIGEST)


def forget(email: str, kind: str) -> None:
    """As if nothing had been said of the kind."""
    ours = (MailPreference.email == email, MailPreference.kind == kind)
    db.session.execute(sa.delete(MailPreference).where(*ours))


def move(old: str, new: str) -> None:
    """The reader has another address: what was said goes along."""
    db.session.execute(sa.delete(MailPreference).where(MailPreference.email == new))
    db.session.execute(sa.update(MailPreference).where(MailPreference.email == old).values(email=new))
