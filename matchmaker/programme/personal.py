"""What the programme keeps of a person: who sent which file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.extensions import db
from matchmaker.personal_data import Holding, Person, untouched
from matchmaker.programme.models import ProgrammeImport


def export(person: Person) -> Sequence[Mapping[str, object]]:
    query = sa.select(ProgrammeImport).where(ProgrammeImport.author_id == person.id)
    return [
        {"file": one.filename, "state": one.state.value, "at": one.at}
        for one in db.session.execute(query.order_by(ProgrammeImport.id)).scalars()
    ]


HOLDING = Holding(
    key="programme",
    what=_l("The programmes of purchases that you sent for your body"),
    purpose=_l("To make needs of their lines, and to undo it."),
    basis=_l("the public task of the buyer."),
    kept=_l("with the body’s needs; your number in it names nobody once your account is erased."),
    seen_by=_l("the members of your body."),
    export=export,
    erase=untouched,
)
