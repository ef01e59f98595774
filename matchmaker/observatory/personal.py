"""What the observatory keeps of a person: the views whose figures come by mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.extensions import db
from matchmaker.observatory.models import Subscription
from matchmaker.personal_data import Holding, Person


def export(person: Person) -> Sequence[Mapping[str, object]]:
    query = sa.select(Subscription).where(Subscription.user_id == person.id).order_by(Subscription.id)
    return [
        {"view": one.params, "since": one.created_at, "last_mail": one.told_at}
        for one in db.session.execute(query).scalars()
    ]


def erase(person: Person, *, now: datetime) -> None:
    db.session.execute(sa.delete(Subscription).where(Subscription.user_id == person.id))


HOLDING = Holding(
    key="observatory",
    what=_l("Views of the observatory whose figures you receive each month"),
    purpose=_l("To tell you what has changed in them."),
    basis=_l("the contract of use."),
    kept=_l("until you stop them, or delete your account."),
    seen_by=_l("yourself."),
    export=export,
    erase=erase,
)
