"""What organisations keep of a person: memberships, and an address given as the firm's own contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import selectinload

from matchmaker.extensions import db
from matchmaker.organisations.models import (
    Ground,
    Invitation,
    Membership,
    MembershipState,
    Organisation,
    RegisterCode,
)
from matchmaker.personal_data import Holding, Person


def export(person: Person) -> Sequence[Mapping[str, object]]:
    query = (
        sa.select(Membership, Organisation.name)
        .options(selectinload(Membership.grounds))
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.user_id == person.id)
        .order_by(Membership.id)
    )
    return [
        {
            "organisation": name,
            "role": row.role.value,
            "manager": row.manager,
            "state": row.state.value,
            "since": row.created_at,
            "grounds": [
                {"kind": one.kind.value, "since": one.at, "until": one.expires_at or one.ended_at}
                for one in row.grounds
            ],
        }
        for row, name in db.session.execute(query)
    ]


def erase(person: Person, *, now: datetime) -> None:
    """The membership ends; the body or firm keeps that somebody, now a pseudonym, was a member."""
    ended = {"state": MembershipState.ENDED, "manager": False}
    db.session.execute(sa.update(Membership).where(Membership.user_id == person.id).values(**ended))
    mine = sa.select(Membership.id).where(Membership.user_id == person.id).scalar_subquery()
    db.session.execute(
        sa.update(Ground).where(Ground.membership_id.in_(mine)).values(ended_at=now, evidence="")
    )
    db.session.execute(sa.delete(RegisterCode).where(RegisterCode.membership_id.in_(mine)))
    db.session.execute(sa.delete(Invitation).where(Invitation.email == person.email))
    same = sa.func.lower(Organisation.contact_email) == person.email
    for organisation in db.session.execute(sa.select(Organisation).where(same)).scalars():
        organisation.contact_email = ""


HOLDING = Holding(
    key="memberships",
    what=_l("The bodies and firms you act for, and in which role; the contact details given for them"),
    purpose=_l(
        "To let only those act for a body or a firm who may, and to let buyers and firms reach each other."
    ),
    basis=_l("the contract of use, and the public task of those you act for."),
    kept=_l("as long as the body or firm is here; your name goes with your account."),
    seen_by=_l(
        "the members of your body or firm; contact details, those who ask for them, which is recorded."
    ),
    export=export,
    erase=erase,
)
