"""What offers keep of a person: who wrote them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from matchmaker.extensions import db
from matchmaker.offers.models import Offer
from matchmaker.personal_data import Holding, Person, untouched


def export(person: Person) -> Sequence[Mapping[str, object]]:
    query = sa.select(Offer).where(Offer.author_id == person.id).order_by(Offer.id)
    return [
        {
            "title": offer.title,
            "state": offer.status.value,
            "written": offer.created_at,
            "published": offer.published_at,
        }
        for offer in db.session.execute(query).scalars()
    ]


HOLDING = Holding(
    key="offers",
    what=_l("The offers you have written"),
    purpose=_l("To let your colleagues know who wrote what."),
    basis=_l("the contract of use."),
    kept=_l("with the offer, which is the firm’s; your name goes with your account."),
    seen_by=_l("the members of your firm."),
    export=export,
    erase=untouched,
)
