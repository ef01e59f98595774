"""Reads of organisations and memberships."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
import sqlalchemy.orm

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
        moderator=user.moderator,
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


def body_by_siren(siren: str) -> Organisation | None:
    """The public body or organiser of that SIREN, whichever establishment it deals with."""
    query = sa.select(Organisation).where(Organisation.siren == siren, ~Organisation.is_supplier)
    return db.session.execute(query.order_by(Organisation.id).limit(1)).scalar_one_or_none()


def by_sirens(sirens: Collection[str]) -> dict[str, int]:
    """SIREN → id of the bodies among these that are here already."""
    query = sa.select(Organisation.siren, Organisation.id).where(
        Organisation.siren.in_(sirens), ~Organisation.is_supplier
    )
    return {str(siren): number for siren, number in db.session.execute(query)}


def suppliers() -> sa.Select[Organisation]:
    return (
        sa.select(Organisation).where(Organisation.is_supplier).order_by(Organisation.name, Organisation.id)
    )


def managers(organisation_id: int) -> list[User]:
    query = (
        sa.select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.state == MembershipState.ACTIVE,
            Membership.manager,
            User.disabled_at.is_(None),
        )
    )
    return list(db.session.execute(query.order_by(User.id)).scalars())


def administrators() -> list[User]:
    query = sa.select(User).where(User.administrator, User.disabled_at.is_(None)).order_by(User.id)
    return list(db.session.execute(query).scalars())


def members(organisation_id: int) -> list[Membership]:
    """Those who act for it, ask to, or were refused; the requests that wait come first."""
    query = (
        sa.select(Membership)
        .options(sa.orm.joinedload(Membership.user))
        .where(Membership.organisation_id == organisation_id, Membership.state != MembershipState.ENDED)
        .order_by(Membership.state != MembershipState.REQUESTED, Membership.id)
    )
    return list(db.session.execute(query).scalars())


def membership(organisation_id: int, membership_id: int) -> Membership:
    """Raises NotFound."""
    found = db.session.get(Membership, membership_id)
    if found is None or found.organisation_id != organisation_id:
        raise NotFound
    return found


def membership_of(user_id: int | None, organisation_id: int) -> Membership | None:
    """The person's standing in it, live before asked for before refused."""
    order = sa.case(
        {MembershipState.ACTIVE.value: 0, MembershipState.REQUESTED.value: 1}, value=Membership.state, else_=2
    )
    query = sa.select(Membership).where(
        Membership.user_id == user_id, Membership.organisation_id == organisation_id
    )
    return db.session.execute(query.order_by(order).limit(1)).scalar_one_or_none()


def requests_by(user_id: int) -> list[Membership]:
    """What the person has asked for and waits for."""
    return _waiting(Membership.user_id == user_id)


def requests_to(actor: Actor) -> list[Membership]:
    """What waits for the actor's answer as a manager."""
    managed = [one.id for one in actor.memberships if one.manager]
    return _waiting(Membership.organisation_id.in_(managed)) if managed else []


def _waiting(whose: sa.ColumnElement[bool]) -> list[Membership]:
    query = (
        sa.select(Membership)
        .options(sa.orm.joinedload(Membership.user), sa.orm.joinedload(Membership.organisation))
        .where(whose, Membership.state == MembershipState.REQUESTED)
        .order_by(Membership.id)
    )
    return list(db.session.execute(query).scalars())
