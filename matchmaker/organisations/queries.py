"""Reads of organisations and memberships."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

import sqlalchemy as sa
import sqlalchemy.orm

from matchmaker.accounts.actor import ActingFor, Actor, Role
from matchmaker.accounts.models import User
from matchmaker.accounts.queries import digest
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.access import Seen
from matchmaker.journal.models import AccessTrace
from matchmaker.organisations.free_mail import domain_of, is_free
from matchmaker.organisations.models import (
    Ground,
    GroundKind,
    Invitation,
    Membership,
    MembershipState,
    Organisation,
    OrganisationDomain,
    RegisterCode,
)
from matchmaker.register import queries as register


def actor_of(
    user: User, *, membership_id: int | None = None, draft_key: str | None = None, strong: bool = True
) -> Actor:
    """The person with all live memberships; acting for the chosen one, else for the first.

    An administrator has that right in a strong sign-in only.
    """
    memberships = live_memberships(user.id)
    chosen = next((one for one in memberships if one.membership_id == membership_id), None)
    return Actor(
        user_id=user.id,
        email=user.email,
        name=user.name,
        locale=user.locale,
        administrator=user.administrator and strong,
        held_back=user.administrator and not strong,
        moderator=user.moderator,
        confirmed=user.confirmed_at is not None,
        acting_for=chosen or (memberships[0] if memberships else None),
        memberships=memberships,
        draft_key=draft_key,
    )


def live_memberships(user_id: int, *, now: datetime | None = None) -> tuple[ActingFor, ...]:
    about = (Membership.id, Organisation.id, Organisation.name, Membership.role, Membership.manager)
    query = (
        sa.select(*about, holds(now or datetime.now(UTC)))
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.user_id == user_id, Membership.state == MembershipState.ACTIVE)
        .order_by(Membership.id)
    )
    return tuple(ActingFor(*row) for row in db.session.execute(query))


def counts(now: datetime) -> sa.ColumnElement[bool]:
    """Grounds that count: neither ended nor expired, and a mail's only while the address is the person's."""
    same = sa.or_(Ground.kind != GroundKind.MAIL_DOMAIN, User.email.like(sa.literal("%@") + Ground.evidence))
    lasting = sa.or_(Ground.expires_at.is_(None), Ground.expires_at > now)
    return sa.and_(Ground.ended_at.is_(None), lasting, same, User.disabled_at.is_(None))


def holds(now: datetime) -> sa.ColumnElement[bool]:
    """Whether the membership of the outer query has a ground that counts."""
    inner = sa.select(Ground.id).join(User, User.id == Membership.user_id)
    return inner.where(Ground.membership_id == Membership.id, counts(now)).correlate(Membership).exists()


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
        .options(sa.orm.joinedload(Membership.user), sa.orm.selectinload(Membership.grounds))
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


def names(ids: Collection[int]) -> dict[int, str]:
    """The names of these organisations, by id."""
    query = sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(query)}


def contact_traces(organisation_id: int) -> sa.Select[tuple[AccessTrace]]:
    """Who asked to see its contact details, the newest first."""
    same = (
        AccessTrace.object_kind == "organisation",
        AccessTrace.object_id == organisation_id,
        AccessTrace.seen == Seen.CONTACT_DETAILS.value,
    )
    return sa.select(AccessTrace).where(*same).order_by(AccessTrace.id.desc())


def membership_in(user_id: int, organisation_id: int, role: Role) -> Membership | None:
    query = sa.select(Membership).where(
        Membership.user_id == user_id, Membership.organisation_id == organisation_id, Membership.role == role
    )
    return db.session.execute(query.with_for_update()).scalar_one_or_none()


def memberships_at(user_id: int, siren: str) -> list[Membership]:
    """Where the person acts or asks to, among the establishments of one legal unit."""
    query = (
        sa.select(Membership)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.user_id == user_id,
            Membership.state.in_((MembershipState.ACTIVE, MembershipState.REQUESTED)),
            Organisation.siren == siren,
        )
    )
    return list(db.session.execute(query.order_by(Membership.id)).scalars())


def managing(organisation_id: int) -> list[Membership]:
    """The live memberships of its managers."""
    query = sa.select(Membership).join(User, User.id == Membership.user_id)
    managers = query.where(
        Membership.organisation_id == organisation_id,
        Membership.state == MembershipState.ACTIVE,
        Membership.manager,
        User.disabled_at.is_(None),
    )
    return list(db.session.execute(managers.order_by(Membership.id)).scalars())


def acting_or_asking(organisation_id: int) -> list[Membership]:
    query = sa.select(Membership).where(
        Membership.organisation_id == organisation_id,
        Membership.state.in_((MembershipState.ACTIVE, MembershipState.REQUESTED)),
    )
    return list(db.session.execute(query.order_by(Membership.id)).scalars())


def is_member(organisation_id: int, email: str) -> bool:
    query = sa.select(Membership.id).join(User, User.id == Membership.user_id)
    live = query.where(
        Membership.organisation_id == organisation_id,
        Membership.state == MembershipState.ACTIVE,
        User.email == email,
    )
    return db.session.execute(live.limit(1)).first() is not None


def verified_members(organisation_id: int, *, now: datetime) -> list[Membership]:
    query = sa.select(Membership).where(
        Membership.organisation_id == organisation_id,
        Membership.state == MembershipState.ACTIVE,
        holds(now),
    )
    return list(db.session.execute(query.order_by(Membership.id)).scalars())


def verified_managers(organisation_id: int, *, now: datetime) -> list[Membership]:
    return [one for one in verified_members(organisation_id, now=now) if one.manager]


def unverified_members(organisation_id: int, *, now: datetime) -> list[Membership]:
    query = sa.select(Membership).where(
        Membership.organisation_id == organisation_id,
        Membership.state == MembershipState.ACTIVE,
        ~holds(now),
    )
    return list(db.session.execute(query.order_by(Membership.id)).scalars())


def speaks(user_id: int | None, organisation_id: int | None, *, now: datetime) -> bool:
    """Whether that person acts for it on a ground that counts."""
    query = sa.select(Membership.id).where(
        Membership.user_id == user_id,
        Membership.organisation_id == organisation_id,
        Membership.state == MembershipState.ACTIVE,
        holds(now),
    )
    return db.session.execute(query.limit(1)).first() is not None


def ground_kinds(organisation_id: int, *, now: datetime) -> list[GroundKind]:
    """The kinds of ground on which its members speak: what its public card tells."""
    query = (
        sa.select(Ground.kind)
        .join(Membership, Membership.id == Ground.membership_id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.state == MembershipState.ACTIVE,
            counts(now),
        )
        .distinct()
    )
    return sorted(db.session.execute(query).scalars())


def live_grounds(membership_id: int) -> list[Ground]:
    query = sa.select(Ground).where(Ground.membership_id == membership_id, Ground.ended_at.is_(None))
    return list(db.session.execute(query.order_by(Ground.id)).scalars())


def live_ground(membership_id: int, kind: GroundKind) -> Ground:
    return next(one for one in live_grounds(membership_id) if one.kind is kind)


def domains(organisation_id: int) -> list[OrganisationDomain]:
    query = sa.select(OrganisationDomain).where(OrganisationDomain.organisation_id == organisation_id)
    return list(db.session.execute(query.order_by(OrganisationDomain.domain)).scalars())


def known_domains(organisation: Organisation) -> frozenset[str]:
    """Declared ones, and that of the contact that the register knows; never a free mail provider's."""
    declared = {row.domain for row in domains(organisation.id)}
    contact = register_contact(organisation)
    found = declared | ({domain_of(contact)} if contact else set())
    return frozenset(domain for domain in found if not is_free(domain))


def register_contact(organisation: Organisation) -> str | None:
    """The address that the loaded register gives; a body known by its SIREN has its head office's."""
    if organisation.siret:
        known = register.lookup(organisation.siret)
        return known.email if known is not None and not known.closed else None
    found = register.establishments(organisation.siren) if organisation.siren else []
    return next((one.email for one in found if one.email and not one.closed), None)


def live_invitation(token: str, *, now: datetime) -> Invitation | None:
    """While whoever sent it still acts on a ground."""
    query = (
        sa.select(Invitation)
        .join(Membership, Membership.id == Invitation.by_membership_id)
        .where(
            Invitation.token_digest == digest(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
            Membership.state == MembershipState.ACTIVE,
            holds(now),
        )
    )
    return db.session.execute(query).scalar_one_or_none()


def invitations(organisation_id: int, *, now: datetime) -> list[Invitation]:
    """Sent and not yet answered."""
    query = sa.select(Invitation).where(
        Invitation.organisation_id == organisation_id,
        Invitation.used_at.is_(None),
        Invitation.expires_at > now,
    )
    return list(db.session.execute(query.order_by(Invitation.id)).scalars())


def invited_since(organisation_id: int, since: datetime) -> int:
    query = sa.select(sa.func.count(Invitation.id)).where(
        Invitation.organisation_id == organisation_id, Invitation.created_at > since
    )
    return db.session.execute(query).scalar_one()


def codes_since(organisation_id: int, since: datetime) -> int:
    query = (
        sa.select(sa.func.count(RegisterCode.id))
        .join(Membership, Membership.id == RegisterCode.membership_id)
        .where(Membership.organisation_id == organisation_id, RegisterCode.created_at > since)
    )
    return db.session.execute(query).scalar_one()


def live_code(membership_id: int, *, attempts: int, now: datetime) -> RegisterCode | None:
    """The last one sent, while it may still be tried."""
    query = (
        sa.select(RegisterCode)
        .where(RegisterCode.membership_id == membership_id)
        .order_by(RegisterCode.id.desc())
        .limit(1)
        .with_for_update()
    )
    row = db.session.execute(query).scalar_one_or_none()
    if row is None or row.used_at is not None or row.expires_at <= now or row.attempts >= attempts:
        return None
    return row
