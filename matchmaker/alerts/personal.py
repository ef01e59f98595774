"""What alerts keep of a person: the searches they keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.alerts.models import SavedSearch
from matchmaker.extensions import db
from matchmaker.personal_data import Holding, Person


def export(person: Person) -> Sequence[Mapping[str, object]]:
    query = sa.select(SavedSearch).where(SavedSearch.user_id == person.id).order_by(SavedSearch.id)
    return [
        {"name": one.name, "search": one.params, "frequency": one.frequency.value, "since": one.created_at}
        for one in db.session.execute(query).scalars()
    ]


def erase(person: Person, *, now: datetime) -> None:
    db.session.execute(sa.delete(SavedSearch).where(SavedSearch.user_id == person.id))


HOLDING = Holding(
    key="searches",
    what=_l("Searches that you keep, and how often you want their news"),
    purpose=_l("To tell you what is new."),
    basis=_l("the contract of use."),
    kept=_l("until you delete them, or your account."),
    seen_by=_l("yourself."),
    export=export,
    erase=erase,
)
