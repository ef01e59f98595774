"""Reads of organisations and memberships."""

from __future__ import annotations

import sqlalchemy as sa

from matchmaker.accounts.actor import ActingFor, Actor
from matchmaker.accounts.models import User
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.organisations.models import Membership, MembershipState, Organisation


def actor_of(user: User, *, membership_id: int | None = None, draft_key: str | None = None) -> Actor:
    """The person with all live memberships; acting for the chosen one, else for the first."""
    memberships = live_memberships(user.id)
    chosen = next((one for one in memberships if one.membership_id == membership_id), None)
    return Actor(
        user_id=user.id,
        email=user.email,
        name=user.name,
        locale=user.locale,
        administrator=user.administrator,
        confirmed=user.confirmed_at is not None,
        acting_for=chosen or (memberships[0] if memberships else None),
        memberships=memberships,
        draft_key=draft_key,
    )


def live_memberships(user_id: int) -> tuple[ActingFor, ...]:
    query = (
        sa.select(Membership.id, Organisation.id, Organisation.name, Membership.role, Membership.manager)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.user_id == user_id, Membership.state == MembershipState.ACTIVE)
        .order_by(Membership.id)
    )
    return tuple(ActingFor(*row) for row in db.session.execute(query))


def organisation(organisation_id: int) -> Organisation:
    """Raises NotFound."""
    found = db.session.get(Organisation, organisation_id)
    if found is None:
        raise NotFound
    return found


def by_siret(siret: str) -> Organisation | None:
    return db.session.execute(sa.select(Organisation).where(Organisation.siret == siret)).scalar_one_or_none()


def by_siren(siren: str) -> list[Organisation]:
    return list(db.session.execute(sa.select(Organisation).where(Organisation.siren == siren)).scalars())
