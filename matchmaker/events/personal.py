"""What the Rencontres keep of a person: registrations, wishes, what was said of meetings and of the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.events.models import AccessWish, Feedback, Registration
from matchmaker.extensions import db
from matchmaker.personal_data import Holding, Person


def of(person: Person) -> sa.Select[Registration]:
    """By account, or by the address that they registered with."""
    mine = sa.or_(Registration.user_id == person.id, Registration.email == person.email)
    return sa.select(Registration).where(mine).order_by(Registration.id)


def export(person: Person) -> Sequence[Mapping[str, object]]:
    return [
        {
            "event": one.event_id,
            "state": one.state.value,
            "organisation": one.organisation_name,
            "name": one.person,
            "email": one.email,
            "phone": one.phone,
            "words": one.words,
            "at": one.created_at,
        }
        for one in db.session.execute(of(person)).scalars()
    ]


def erase(person: Person, *, now: datetime) -> None:
    """Names, addresses and access wishes go; who met whom stays, of bodies and firms."""
    for one in db.session.execute(of(person)).scalars():
        forget(one, now=now)


def forget(one: Registration, *, now: datetime) -> None:
    """A registration without its person: the body or firm, and what meetings came to, remain."""
    one.first_name, one.last_name, one.job, one.phone, one.words = "", "", "", "", ""
    one.email, one.user_id = None, None
    one.updated_at = now
    db.session.execute(sa.delete(AccessWish).where(AccessWish.registration_id == one.id))
    db.session.execute(sa.update(Feedback).where(Feedback.registration_id == one.id).values(text=""))


HOLDING = Holding(
    key="events",
    what=_l(
        "Your registrations to Rencontres, your wishes, and what you have said of meetings and of the day"
    ),
    purpose=_l("To prepare the day, to place your meetings, and to follow what they came to."),
    basis=_l("your registration."),
    kept=_l("until the date that the event's page shows; then only the body or firm remains."),
    seen_by=_l("the organiser of the event; those you meet see your name, your job and your organisation."),
    export=export,
    erase=erase,
)
