"""What the journal keeps of a person: their acts, under their number, and traces of what they saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.extensions import db
from matchmaker.journal import access, services
from matchmaker.journal.models import Entry
from matchmaker.personal_data import Holding, Person


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


def erase(person: Person, *, now: datetime) -> None:
    """The personal parts that stand beside the chain; their digests stay in it and still verify."""
    services.erase_personal(person.id)


def export_traces(person: Person) -> Sequence[Mapping[str, object]]:
    return [
        {"at": row.at, "seen": row.seen, "of": f"{row.object_kind} {row.object_id}"}
        for row in access.of_person(person.id)
    ]


def erase_traces(person: Person, *, now: datetime) -> None:
    access.erase(person.id)


HOLDING = Holding(
    key="journal",
    what=_l("The journal of acts: who did what and when, by number, never by name"),
    purpose=_l("To prove that everybody was treated alike."),
    basis=_l("the legal duty of public buyers."),
    kept=_l("as long as the files it proves; after an erasure the number leads to nobody."),
    seen_by=_l("the administrators, and those whom a file concerns."),
    export=export,
    erase=erase,
)
TRACES = Holding(
    key="access_traces",
    what=_l("Who asked to see contact details, when, and whose"),
    purpose=_l("To answer whoever asks who has seen their contact details, and to stop a harvest."),
    basis=_l("the legitimate interest of those whose details they are."),
    kept=_l("a year."),
    seen_by=_l("the members of the body or firm concerned, the administrators."),
    export=export_traces,
    erase=erase_traces,
)
