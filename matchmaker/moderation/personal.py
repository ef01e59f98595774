"""What moderation keeps of a person: what they told the moderators, and the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.extensions import db
from matchmaker.moderation.models import Case
from matchmaker.personal_data import Holding, Person


def export(person: Person) -> Sequence[Mapping[str, object]]:
    query = sa.select(Case).where(Case.raised_by_id == person.id).order_by(Case.id)
    return [
        {
            "kind": row.kind.value,
            "text": row.text,
            "reference": row.reference,
            "sent": row.opened_at,
            "decision": row.state.value,
            "answer": row.words,
            "decided": row.decided_at,
        }
        for row in db.session.execute(query).scalars()
    ]


def erase(person: Person, *, now: datetime) -> None:
    """That something was told and decided stays, without the words and without who told it."""
    told = sa.update(Case).where(Case.raised_by_id == person.id)
    db.session.execute(told.values(text="", reference="", raised_by_id=None))


HOLDING = Holding(
    key="moderation",
    what=_l("What you told the moderators: proofs, disputes, reports, and their answers"),
    purpose=_l("To check who may speak for whom, and to keep the public pages right."),
    basis=_l("the public task of those who keep the platform, and the legitimate interest in its honesty."),
    kept=_l("as long as the account; after that the decision alone, without your words."),
    seen_by=_l("the moderators and the administrators; never the owner of the page that you reported."),
    export=export,
    erase=erase,
)
