"""What the journal keeps of a person: their acts, under their number, in a chain that nobody can change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.extensions import db
from matchmaker.journal.models import Entry
from matchmaker.personal_data import Holding, Person, untouched


def export(person: Person) -> Sequence[Mapping[str, object]]:
    query = sa.select(Entry).where(Entry.actor_id == person.id).order_by(Entry.seq)
    return [
        {
            "number": entry.seq,
            "at": entry.at,
            "as": entry.role,
            "act": entry.action,
            "on": f"{entry.object_kind} {entry.object_id}",
        }
        for entry in db.session.execute(query).scalars()
    ]


HOLDING = Holding(
    key="journal",
    what=_l("The journal of acts: who did what and when, by number, never by name"),
    purpose=_l("To prove that everybody was treated alike."),
    basis=_l("the legal duty of public buyers."),
    kept=_l("as long as the files it proves; after an erasure the number leads to nobody."),
    seen_by=_l("the administrators, and those whom a file concerns."),
    export=export,
    erase=untouched,
)
