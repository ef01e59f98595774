"""What needs keep of a person: who wrote them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.extensions import db
from matchmaker.needs.models import Need
from matchmaker.personal_data import Holding, Person, untouched


def export(person: Person) -> Sequence[Mapping[str, object]]:
    query = sa.select(Need).where(Need.author_id == person.id).order_by(Need.id)
    return [
        {
            "reference": need.reference,
            "title": need.title,
            "state": need.status.value,
            "written": need.created_at,
            "published": need.published_at,
        }
        for need in db.session.execute(query).scalars()
    ]


HOLDING = Holding(
    key="needs",
    what=_l("The needs you have written"),
    purpose=_l("To let your colleagues know who wrote what."),
    basis=_l("the public task of the buyer."),
    kept=_l("with the need, which is the body’s; your name goes with your account."),
    seen_by=_l("the members of your body."),
    export=export,
    erase=untouched,
)
