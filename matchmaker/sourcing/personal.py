"""What sourcing keeps of a person: who kept a list as evidence, who judged a suggestion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.extensions import db
from matchmaker.personal_data import Holding, Person, untouched
from matchmaker.sourcing.models import FrozenList, Judgement


def export(person: Person) -> Sequence[Mapping[str, object]]:
    kept = sa.select(FrozenList).where(FrozenList.author_id == person.id).order_by(FrozenList.id)
    judged = sa.select(Judgement).where(Judgement.author_id == person.id).order_by(Judgement.id)
    return [
        {"kept_list": one.digest, "need": one.need_id, "at": one.at}
        for one in db.session.execute(kept).scalars()
    ] + [
        {
            "judged": one.supplier_id,
            "need": one.need_id,
            "verdict": one.verdict.value,
            "comment": one.comment,
            "at": one.at,
        }
        for one in db.session.execute(judged).scalars()
    ]


HOLDING = Holding(
    key="sourcing",
    what=_l("The lists of suppliers you have kept as evidence, and what you have said of suggestions"),
    purpose=_l("To show that all firms were treated alike, and to measure the suggestions."),
    basis=_l("the public task of the buyer."),
    kept=_l("with the need, which is the body’s; your name goes with your account."),
    seen_by=_l("the members of your body; reasons, without your name, the organisers and administrators."),
    export=export,
    erase=untouched,
)
